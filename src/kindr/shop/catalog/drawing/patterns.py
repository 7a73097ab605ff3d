"""Woven and printed patterns, drawn in millimetres so that a stripe is as wide on a baby's shirt as on a teenager's."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kindr.shop.catalog.drawing.paint import Paint


@dataclass(frozen=True)
class Tile:
    """One repeat: its width and height in mm and the shapes on it."""

    width: float
    height: float
    shapes: str


def tile(name: str, paint: Paint) -> Tile | None:
    """The repeat of a pattern, or None for plain cloth; raises KeyError for an unknown name."""
    draw = PATTERNS[name]
    return draw(paint) if draw else None


def _stripes(paint: Paint) -> Tile:
    return Tile(40, 26, f'<path d="M0 0H40V11H0Z" fill="{paint.motif}"/>')


def _fine_stripes(paint: Paint) -> Tile:
    return Tile(9, 40, f'<path d="M0 0H2.6V40H0Z" fill="{paint.motif}" opacity=".8"/>')


def _dots(paint: Paint) -> Tile:
    fill = f'fill="{paint.motif}"'
    return Tile(
        30, 30, f'<circle cx="7.500" cy="7.500" r="4.200" {fill}/><circle cx="22.500" cy="22.500" r="4.200" {fill}/>'
    )


def _gingham(paint: Paint) -> Tile:
    band = f'fill="{paint.motif}" opacity=".5"'
    return Tile(22, 22, f'<path d="M0 0H11V22H0Z" {band}/><path d="M0 0H22V11H0Z" {band}/>')


def _parang(paint: Paint) -> Tile:
    """The slanting blades of parang: an S-shaped wave between rows of small lozenges, turned by 45 degrees."""
    blade = "M2 6C14 4 20 12 18 22S22 40 34 38C26 44 10 42 8 30S10 12 2 6Z"
    heart = "M12 12C16 16 14 22 15 27"
    lozenge = "M21 4l4 4-4 4-4-4Z"
    return Tile(
        30,
        44,
        f'<g fill="{paint.motif}"><path d="{blade}"/><path d="{lozenge}"/><path d="M-28 6C-16 4-10 12-12 22S-8 40 4 38C-4 44-20 42-22 30S-20 12-28 6Z"/>'
        f'</g><path d="{heart}" fill="none" stroke="{paint.motif_two}" stroke-width="1.600" stroke-linecap="round"/>'
        f'<circle cx="27" cy="24" r="1.700" fill="{paint.motif_two}"/>',
    )


def _kawung(paint: Paint) -> Tile:
    """Four leaves around a cross, the cut palm fruit of kawung."""
    leaves = "".join(
        f'<ellipse cx="20" cy="8.500" rx="6.200" ry="8.600" transform="rotate({turn} 20 20)"/>'
        for turn in (45, 135, 225, 315)
    )
    kernels = "".join(f'<path d="M20 5.500v6" transform="rotate({turn} 20 20)"/>' for turn in (45, 135, 225, 315))
    cross = '<path d="M20 16.500v7M16.500 20h7M0-3.500v7M-3.500 0h7M40-3.500v7M36.500 0h7M0 36.500v7M-3.500 40h7M40 36.500v7M36.500 40h7"/>'
    return Tile(
        40,
        40,
        f'<g fill="{paint.motif}">{leaves}</g><g stroke="{paint.motif_two}" stroke-width="1.500" stroke-linecap="round">{kernels}{cross}</g>',
    )


def _leaf(paint: Paint) -> Tile:
    def sprig(x: float, y: float, turn: float, fill: str) -> str:
        return (
            f'<g transform="translate({x} {y}) rotate({turn})"><path d="M0 12C-8 5-8-5 0-13 8-5 8 5 0 12Z" fill="{fill}"/>'
            f'<path d="M0 16V-7M0 2l4-4M0 2l-4-4" stroke="{paint.cloth}" stroke-width="1.100" stroke-linecap="round" fill="none"/></g>'
        )

    return Tile(
        56,
        56,
        sprig(14, 15, 28, paint.motif)
        + sprig(42, 42, -38, paint.motif)
        + sprig(42, 13, 100, paint.motif_two)
        + sprig(14, 43, 160, paint.motif_two),
    )


def _boats(paint: Paint) -> Tile:
    def boat(x: float, y: float) -> str:
        return (
            f'<g transform="translate({x} {y})"><path d="M-12 5H12L7 12H-7Z" fill="{paint.motif}"/>'
            f'<path d="M1-14V3H12Z" fill="{paint.motif_two}"/><path d="M-1.500-9V3H-9Z" fill="{paint.motif}"/></g>'
            f'<path d="M{x - 14} {y + 17}q3.500-3 7 0t7 0 7 0 7 0" fill="none" stroke="{paint.motif_two}" stroke-width="1.400" stroke-linecap="round"/>'
        )

    return Tile(72, 76, boat(18, 18) + boat(54, 56))


def _stars(paint: Paint) -> Tile:
    def star(x: float, y: float, size: float, fill: str) -> str:
        spikes = [(size if point % 2 == 0 else size * 0.45, math.radians(36 * point - 90)) for point in range(10)]
        corners = "L".join(f"{x + far * math.cos(turn):.1f} {y + far * math.sin(turn):.1f}" for far, turn in spikes)
        return f'<path d="M{corners}Z" fill="{fill}" stroke="{fill}" stroke-width="1.200" stroke-linejoin="round"/>'

    return Tile(
        52,
        52,
        star(13, 13, 6.5, paint.motif)
        + star(39, 39, 6.5, paint.motif)
        + star(39, 11, 3, paint.motif_two)
        + star(13, 38, 3, paint.motif_two),
    )


PATTERNS: Mapping[str, Callable[[Paint], Tile] | None] = {
    "plain": None,
    "stripes": _stripes,
    "fine_stripes": _fine_stripes,
    "dots": _dots,
    "gingham": _gingham,
    "parang": _parang,
    "kawung": _kawung,
    "leaf": _leaf,
    "boats": _boats,
    "stars": _stars,
}
TURNS = {"parang": -38.0}
"""Patterns that run slanting over the cloth, in degrees."""
