"""Batik after the great classes of motifs, drawn from their geometry, in cream, soga brown and indigo."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from kindr.shop.catalog.drawing.paint import Paint, hue_of, light_of
from kindr.shop.catalog.drawing.tiles import Spot, Tile, flower, strewn

WAX = "#f3e6cb"
"""Where wax kept the dye away, the cloth stays cream."""
SOGA, SOGA_DARK, INDIGO, INDIGO_LIGHT = "#c68d4b", "#7c4a28", "#33477a", "#8fafd3"


def on_batik(paint: Paint) -> Paint:
    """The third tone beside cloth and motif: soga on brown and red, light indigo on blue, dark dyes on pale cloth."""
    if light_of(paint.cloth) > 0.78:
        return replace(paint, motif=SOGA_DARK, motif_two=INDIGO)
    if abs(hue_of(paint.motif) - hue_of(paint.cloth)) < 0.2:
        paint = replace(paint, motif=WAX, trim=WAX)
    is_blue = 3.5 < hue_of(paint.cloth) % math.tau < 5.3
    return replace(paint, motif_two=INDIGO_LIGHT if is_blue else SOGA)


def _parang(paint: Paint) -> Tile:
    """Blades like an S, one behind the other along the slope, between rows of small lozenges called mlinjon."""
    back, hook = (
        "C11 9 3 3.500-3.500 6.500-9 9-13 4-10.500-.5",
        "-9-3-5.500-2.500-5-.5-4 2-7 3-8 1.500-8.500 3.500-5.500 5.500-3 3.500",
    )
    blade = f"M15.500-4.500{back}{hook}C1 .5 4-8 15.500-4.500Z"
    heart = '<path d="M12-2C6-4 4 3-2 5" fill="none" stroke="{}" stroke-width="1.300" stroke-linecap="round"/>'
    one = f'<path d="{blade}" fill="{paint.motif}"/>{heart.format(paint.motif_two)}'
    pair = f'{one}<g transform="translate(3 13)rotate(180)">{one}</g>'
    # The wide repeat keeps the blades in their band: they are repeated along it only.
    stacked = strewn(pair, Spot(17, 7), reach=24, tile=(500.0, 26.0))
    seeds = "M41.500 2l3.600 4.500-3.600 4.500-3.600-4.500ZM41.500 15l3.600 4.500-3.600 4.500-3.600-4.500Z"
    return Tile(
        47,
        26,
        f'{stacked}<path d="{seeds}" fill="{paint.motif}"/><path d="M35.700 0V26M46.900 0V26M.4 0V26" '
        f'stroke="{paint.motif_two}" stroke-width="1.300"/>',
        -45.0,
    )


def _kawung(paint: Paint) -> Tile:
    """Ovals in fours that meet at their points, like cut palm fruit; every oval belongs to two crosses."""
    spots = ((10, 10, 45), (30, 10, -45), (10, 30, -45), (30, 30, 45))
    ovals = "".join(
        f'<ellipse rx="11.600" ry="6.200" transform="translate({x} {y})rotate({turn})"/>' for x, y, turn in spots
    )
    pairs = "".join(_seeds(x, y, turn) for x, y, turn in spots)
    gaps = "M20-4.500l2.200 4.500-2.200 4.500-2.200-4.500ZM20 35.500l2.200 4.500-2.200 4.500-2.200-4.500Z"
    sides = "M-4.500 20l4.500-2.200 4.500 2.200-4.500 2.200ZM35.500 20l4.500-2.200 4.500 2.200-4.500 2.200Z"
    return Tile(
        40,
        40,
        f'<g fill="{paint.motif}">{ovals}</g>'
        f'<path d="{pairs}" stroke="{paint.cloth}" stroke-width="1.700" stroke-linecap="round"/>'
        f'<path d="{gaps}{sides}" fill="{paint.motif_two}"/>'
        f'<g fill="{paint.motif_two}" stroke="{paint.cloth}">'
        f"{strewn(_DOT, Spot(0, 0), Spot(20, 20), reach=3, tile=(40.0, 40.0))}</g>",
    )


_DOT = '<circle r="2.400"/>'


def _seeds(x: float, y: float, turn: float) -> str:
    """The two short lines in an oval."""
    along = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return "".join(
        f"M{x + sign * 6 * along[0]:.1f} {y + sign * 6 * along[1]:.1f}"
        f"L{x + sign * 1.8 * along[0]:.1f} {y + sign * 1.8 * along[1]:.1f}"
        for sign in (1, -1)
    )


def _ceplok(paint: Paint) -> Tile:
    """A rosette in a lozenge, with quarters of a second one at the corners."""
    size = (48.0, 48.0)
    rosette = (
        f'<path d="{flower(8, far=14, wide=4.4)}" fill="{paint.motif}"/>'
        f'<circle r="4.600" fill="{paint.motif_two}" stroke="{paint.cloth}" stroke-width="1.400"/>'
        f'<circle r="1.300" fill="{paint.motif}"/>'
    )
    cross = f'<path d="{flower(4, far=11, wide=5)}" fill="{paint.motif_two}"/><circle r="2.200" fill="{paint.motif}"/>'
    net = "M24 0L48 24 24 48 0 24Z"
    pearls = "M12 12h0M36 12h0M12 36h0M36 36h0"
    return Tile(
        *size,
        f'<path d="{net}" fill="none" stroke="{paint.motif}" stroke-width="1.300"/>'
        f'<path d="{pearls}" stroke="{paint.motif}" stroke-width="4.400" stroke-linecap="round"/>'
        + strewn(rosette, Spot(24, 24), reach=15, tile=size)
        + strewn(cross, Spot(0, 0), reach=12, tile=size),
    )


_CLOUD = (
    "M-34 7C-31 3-30 4-27 2-31-7-20-13-14-8-14-18 0-21 4-13 9-20 22-15 19-6 26-9 32-2 27 4 30 5 34 6 36 9"
    " 28 12 22 8 15 9 8 13-1 12-6 9-14 12-20 8-24 8-28 9-31 9-34 7Z"
)
"""The outline of a rain cloud of Cirebon: lobes above, a long tail at each side."""


def _mega(paint: Paint) -> Tile:
    """Mega mendung: a cloud within a cloud within a cloud, each step of the dye a little lighter."""
    size = (84.0, 64.0)
    steps = ((1.0, 0.0, 0.34), (0.78, 0.6, 0.6), (0.56, 1.2, 0.85), (0.32, 1.8, 1.0))
    fill = (paint.motif_two, paint.motif_two, paint.motif, paint.motif)
    cloud = "".join(
        f'<path transform="matrix({scale} 0 0 {scale} 0 {down})" d="{_CLOUD}" fill="{tone}" fill-opacity="{strong}"'
        f' stroke="{paint.motif}" stroke-width="{0.9 / scale:.1f}"/>'
        for (scale, down, strong), tone in zip(steps, fill, strict=True)
    )
    return Tile(
        *size,
        strewn(cloud, Spot(21, 18), Spot(63, 50), reach=37, tile=size),
    )


def _truntum(paint: Paint) -> Tile:
    """Small stars all over, as a queen is said to have drawn them when love came back."""
    size = (28.0, 28.0)
    star = (
        f'<path d="{flower(8, far=6.6, wide=1.5)}" fill="{paint.motif}"/><circle r="1.700" fill="{paint.motif_two}"/>'
    )
    small = f'<path d="{flower(4, far=3.4, wide=1.3)}" fill="{paint.motif_two}"/>'
    stars = strewn(star, Spot(0, 0), Spot(14, 14), reach=7, tile=size)
    stars += strewn(small, Spot(14, 0), Spot(0, 14), reach=4, tile=size)
    dots = "M7 7h0M21 7h0M7 21h0M21 21h0"
    return Tile(
        *size,
        f'{stars}<path d="{dots}" stroke="{paint.motif}" stroke-width="1.300" stroke-linecap="round"/>',
    )


def _lereng(paint: Paint) -> Tile:
    """Narrow slanting rows, as on a hillside: curls between rails, then pearls."""
    size = (30.0, 16.0)
    curl = (
        '<path d="M-5 4C-6-3 0-6 3.500-3 6-.5 3.500 3 1 2 -1 1 0-1.500 1.500-1" fill="none" stroke-linecap="round"'
        f' stroke="{paint.motif}" stroke-width="2.300"/>'
    )
    pearls = f'<path d="M24 4h0M24 12h0" stroke="{paint.motif_two}" stroke-width="3.600" stroke-linecap="round"/>'
    return Tile(
        *size,
        f'<path d="M18 0V16M30 0V16M0 0V16" stroke="{paint.motif}" stroke-width="1.300"/>'
        f'<path d="M16 0V16M2 0V16" stroke="{paint.motif_two}" stroke-width=".8"/>{pearls}'
        + strewn(curl, Spot(9, 8), reach=7, tile=size),
        -45.0,
    )


BATIK: Mapping[str, Callable[[Paint], Tile]] = {
    "parang": _parang,
    "kawung": _kawung,
    "ceplok": _ceplok,
    "mega": _mega,
    "truntum": _truntum,
    "lereng": _lereng,
}
