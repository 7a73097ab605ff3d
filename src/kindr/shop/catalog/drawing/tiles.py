"""One repeat of a print or a weave: shapes placed so that neighbouring repeats meet without a seam."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MARK = "§"
"""Stands for the beginning of the names inside one drawing."""


@dataclass(frozen=True)
class Tile:
    """One repeat: its width and height in mm, the shapes on it, and how far it is turned over the cloth in degrees."""

    width: float
    height: float
    shapes: str
    slant: float = 0.0


@dataclass(frozen=True)
class Spot:
    """Where a motif stands in its repeat and how it is turned and scaled."""

    x: float
    y: float
    turn: float = 0.0
    size: float = 1.0


def strewn(shape: str, *spots: Spot, reach: float, tile: tuple[float, float]) -> str:
    """A motif drawn around (0, 0) at each spot, and again across every edge that its `reach` in mm crosses.

    It is written once and used again; its name begins with `MARK`, for which the drawing puts its own.
    """
    name = f"{MARK}{zlib.crc32(shape.encode()) % 46656:x}"
    places = [f"translate({x:g} {y:g}){_turned(spot)}" for spot in spots for x, y in _across(spot, reach, tile)]
    first = f'<g transform="{places[0]}"><g id="{name}">{shape}</g></g>'
    return first + "".join(f'<use href="#{name}" transform="{place}"/>' for place in places[1:])


def _turned(spot: Spot) -> str:
    turn = f"rotate({spot.turn:g})" if spot.turn else ""
    return f"{turn}scale({spot.size:g})" if spot.size != 1 else turn


def _across(spot: Spot, reach: float, tile: tuple[float, float]) -> Iterator[tuple[float, float]]:
    wide, high = tile
    for dx in (-wide, 0, wide):
        for dy in (-high, 0, high):
            x, y = spot.x + dx, spot.y + dy
            if -reach < x < wide + reach and -reach < y < high + reach:
                yield x, y


def flower(petals: int, *, far: float, wide: float) -> str:
    """The `d` of petals around (0, 0): each is a pointed leaf from the middle, `far` mm long and `wide` mm broad."""
    leaves = []
    for index in range(petals):
        turn = 2 * math.pi * index / petals - math.pi / 2
        tip = (far * math.cos(turn), far * math.sin(turn))
        side = (-math.sin(turn) * wide, math.cos(turn) * wide)
        one, other = ((tip[0] * 0.55 + sign * side[0], tip[1] * 0.55 + sign * side[1]) for sign in (1, -1))
        leaves.append(f"M0 0Q{one[0]:.1f} {one[1]:.1f} {tip[0]:.1f} {tip[1]:.1f}Q{other[0]:.1f} {other[1]:.1f} 0 0")
    return "".join(leaves)
