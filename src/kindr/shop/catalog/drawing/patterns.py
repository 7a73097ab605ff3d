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
    """The slanting blades of parang: waves like hooks, one behind the other, between bands of small lozenges."""
    blade = "M3 3C13 1 19 6 18 13C17.500 17 13 18 12 15C11 20 17 24 24 21C18 30 5 27 4 17C3.500 11 7 7 3 3Z"
    heart = "M7.500 7C12 8 13 11 11.500 14"
    band = "M33 3.500l3.500 4.500-3.500 4.500-3.500-4.500ZM33 16l3.500 4.500-3.500 4.500-3.500-4.500Z"
    rails = "M27.500 0V26M38.500 0V26"
    return Tile(
        40,
        25,
        f'<g fill="{paint.motif}"><path d="{blade}"/><path d="{band}"/></g>'
        f'<path d="{heart}" fill="none" stroke="{paint.cloth}" stroke-width="1.500" stroke-linecap="round"/>'
        f'<path d="{rails}" stroke="{paint.motif_two}" stroke-width="1.200"/>',
    )


def _kawung(paint: Paint) -> Tile:
    """Four leaves around a cross, the cut palm fruit of kawung."""
    turns = (45, 135, 225, 315)
    leaf = '<ellipse cx="20" cy="8.500" rx="6.200" ry="8.600" transform="rotate({} 20 20)"/>'
    kernel = '<path d="M20 5.500v6" transform="rotate({} 20 20)"/>'
    crosses = "".join(
        f"M{x} {y - 3.5:g}v7M{x - 3.5:g} {y}h7" for x, y in ((20, 20), (0, 0), (40, 0), (0, 40), (40, 40))
    )
    return Tile(
        40,
        40,
        f'<g fill="{paint.motif}">{"".join(leaf.format(turn) for turn in turns)}</g>'
        f'<g stroke="{paint.motif_two}" stroke-width="1.500" stroke-linecap="round">'
        f'{"".join(kernel.format(turn) for turn in turns)}<path d="{crosses}"/></g>',
    )


def _leaf(paint: Paint) -> Tile:
    sprigs = (
        (14, 15, 28, paint.motif),
        (42, 42, -38, paint.motif),
        (42, 13, 100, paint.motif_two),
        (14, 43, 160, paint.motif_two),
    )
    vein = f'stroke="{paint.cloth}" stroke-width="1.100" stroke-linecap="round" fill="none"'
    shapes = "".join(
        f'<g transform="translate({x} {y}) rotate({turn})"><path d="M0 12C-8 5-8-5 0-13 8-5 8 5 0 12Z" fill="{fill}"/>'
        f'<path d="M0 16V-7M0 2l4-4M0 2l-4-4" {vein}/></g>'
        for x, y, turn, fill in sprigs
    )
    return Tile(56, 56, shapes)


def _boats(paint: Paint) -> Tile:
    wave = f'fill="none" stroke="{paint.motif_two}" stroke-width="1.400" stroke-linecap="round"'
    shapes = "".join(
        f'<g transform="translate({x} {y})"><path d="M-12 5H12L7 12H-7ZM-1.500-9V3H-9Z" fill="{paint.motif}"/>'
        f'<path d="M1-14V3H12Z" fill="{paint.motif_two}"/><path d="M-14 17q3.500-3 7 0t7 0 7 0 7 0" {wave}/></g>'
        for x, y in ((18, 18), (54, 56))
    )
    return Tile(72, 76, shapes)


def _stars(paint: Paint) -> Tile:
    big, small = paint.motif, paint.motif_two
    stars = ((13, 13, 6.5, big), (39, 39, 6.5, big), (39, 11, 3.0, small), (13, 38, 3.0, small))
    return Tile(52, 52, "".join(_star(x, y, size, fill) for x, y, size, fill in stars))


def _star(x: float, y: float, size: float, fill: str) -> str:
    spikes = [(size if point % 2 == 0 else size * 0.45, math.radians(36 * point - 90)) for point in range(10)]
    corners = "L".join(f"{x + far * math.cos(turn):.1f} {y + far * math.sin(turn):.1f}" for far, turn in spikes)
    return f'<path d="M{corners}Z" fill="{fill}" stroke="{fill}" stroke-width="1.200" stroke-linejoin="round"/>'


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
