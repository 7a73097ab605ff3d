"""Woven and printed patterns, drawn in millimetres so that a stripe is as wide on a baby's shirt as on a teenager's."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from kindr.shop.catalog.drawing.batik import BATIK, on_batik
from kindr.shop.catalog.drawing.paint import Paint
from kindr.shop.catalog.drawing.tiles import Spot, Tile, strewn


def tile(name: str, paint: Paint) -> Tile | None:
    """The repeat of a pattern, or None for plain cloth; raises KeyError for an unknown name."""
    draw = PATTERNS[name]
    return draw(on_batik(paint) if name in BATIK else paint) if draw else None


def _stripes(paint: Paint) -> Tile:
    return Tile(
        40,
        28,
        f'<path d="M0 4H40V15H0Z" fill="{paint.motif}"/>'
        f'<path d="M0 19.500H40" stroke="{paint.motif}" stroke-width="1.600"/>',
    )


def _fine_stripes(paint: Paint) -> Tile:
    return Tile(
        18,
        40,
        f'<path d="M3 0V40M12 0V40" stroke="{paint.motif}" stroke-width="2.600" opacity=".85"/>'
        f'<path d="M7.500 0V40" stroke="{paint.motif_two}" stroke-width=".8" opacity=".7"/>',
    )


def _dots(paint: Paint) -> Tile:
    return Tile(
        32, 32, f'<g fill="{paint.motif}"><circle cx="8" cy="8" r="4.400"/><circle cx="24" cy="24" r="4.400"/></g>'
    )


def _gingham(paint: Paint) -> Tile:
    band = f'fill="{paint.motif}" opacity=".5"'
    line = f'stroke="{paint.motif}" stroke-opacity=".28" stroke-width=".7"'
    fine = "".join(f"M{x:g} 0V22M0 {x:g}H22" for x in (13.2, 15.4, 17.6, 19.8))
    return Tile(
        22,
        22,
        f'<path d="M0 0H11V22H0Z" {band}/><path d="M0 0H22V11H0Z" {band}/><path d="{fine}" {line}/>',
    )


def _leaf(paint: Paint) -> Tile:
    size = (60.0, 60.0)
    vein = f'stroke="{paint.cloth}" stroke-width="1.100" stroke-linecap="round" fill="none"'
    leaf = (
        '<path d="M0 14Q-.8 12 0 10C-8 4-7-6 0-14 7-6 8 4 0 10" fill="{0}" stroke="{0}"/>'
        f'<path d="M0 8V-9M0 5l4.500-4M0 5l-4.500-4M0-1l3.800-3.600M0-1l-3.800-3.600" {vein}/>'
    )
    leaves = strewn(leaf.format(paint.motif), Spot(15, 15, 28), Spot(46, 44, -38), reach=15, tile=size)
    leaves += strewn(
        leaf.format(paint.motif_two), Spot(45, 13, 112, 0.86), Spot(14, 46, 164, 0.86), reach=13, tile=size
    )
    berries = f'<path d="M30 31h0M33.500 27h0M1 31h0M59 1h0" stroke="{paint.motif_two}" stroke-width="3.200"'
    return Tile(*size, f'{leaves}{berries} stroke-linecap="round"/>')


def _boats(paint: Paint) -> Tile:
    size = (76.0, 76.0)
    wave = f'fill="none" stroke="{paint.motif_two}" stroke-width="1.500" stroke-linecap="round"'
    boat = (
        f'<path d="M-14 3Q0 8 15 2Q11 12 5 12H-6Q-12 11-14 3ZM-1.200-16V2H-11Q-4-5-1.200-16Z" fill="{paint.motif}"/>'
        f'<path d="M1-18V2.500H12Q9-9 1-18Z" fill="{paint.motif_two}"/>'
        f'<path d="M-16 17q4-3.500 8 0t8 0 8 0 8 0" {wave}/>'
    )
    gull = f'<path d="M-6 0Q-3-4 0 0 3-4 6 0" {wave}/>'
    boats = strewn(boat, Spot(19, 20), Spot(57, 58), reach=20, tile=size)
    return Tile(*size, boats + strewn(gull, Spot(56, 20, 6), Spot(19, 57, -6), reach=8, tile=size))


def _stars(paint: Paint) -> Tile:
    size = (56.0, 56.0)
    big, small = paint.motif, paint.motif_two
    sky = strewn(_star(7, big), Spot(14, 14, -8), Spot(42, 42, 10), reach=9, tile=size)
    sky += strewn(_star(3.6, small), Spot(43, 13, 14), Spot(12, 42, -12), reach=6, tile=size)
    dust = f'<path d="M28 29h0M29 3h0M3 29h0M50 27h0" stroke="{small}" stroke-width="2" stroke-linecap="round"/>'
    return Tile(*size, sky + dust)


def _star(size: float, fill: str) -> str:
    spikes = [(size if point % 2 == 0 else size * 0.48, math.radians(36 * point - 90)) for point in range(10)]
    corners = "L".join(f"{far * math.cos(turn):.1f} {far * math.sin(turn):.1f}" for far, turn in spikes)
    return f'<path d="M{corners}Z" fill="{fill}" stroke="{fill}" stroke-width="1.600" stroke-linejoin="round"/>'


def _rain(paint: Paint) -> Tile:
    size = (44.0, 52.0)
    glint = f'stroke="{paint.cloth}" stroke-width="1.100" stroke-linecap="round" fill="none"'
    drop = '<path d="M0-9C3-4 5.500-1 5.500 3A5.500 5.500 0 0 1-5.500 3C-5.500-1-3-4 0-9Z" fill="{}"/>'
    shine = f'<path d="M-2.600 3A2.600 2.600 0 0 0 0 5.600" {glint}/>'
    first, second = drop.format(paint.motif) + shine, drop.format(paint.motif_two) + shine
    fall = strewn(first, Spot(11, 13, 12), Spot(33, 39, 12), reach=10, tile=size)
    return Tile(*size, fall + strewn(second, Spot(32, 12, 12, 0.66), Spot(10, 39, 12, 0.66), reach=8, tile=size))


PATTERNS: Mapping[str, Callable[[Paint], Tile] | None] = {
    "plain": None,
    "stripes": _stripes,
    "fine_stripes": _fine_stripes,
    "dots": _dots,
    "gingham": _gingham,
    **BATIK,
    "leaf": _leaf,
    "boats": _boats,
    "stars": _stars,
    "rain": _rain,
}
