"""The tape measure: lengths in centimetres written on the drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kindr.shop.catalog.drawing.pieces import Measure

INK = "#33304a"


def tape(measures: Sequence[Measure], *, wide: float) -> str:
    """Arrows with their length in whole cm; `wide` is the picture's width in mm, so that words stay readable."""
    return "".join(_arrow(measure, wide / 440) for measure in measures)


def centimetres(measure: Measure) -> int:
    """A length on the flat garment in whole centimetres."""
    return round(math.dist(measure.start, measure.end) / 10)


def _arrow(measure: Measure, scale: float) -> str:
    (x1, y1), (x2, y2) = measure.start, measure.end
    turn = math.degrees(math.atan2(y2 - y1, x2 - x1))
    stroke = f'stroke="{INK}" stroke-width="{2.2 * scale:.1f}" stroke-linecap="round"'
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" {stroke} stroke-dasharray="1 {5 * scale:.1f}"/>'
        f"{_head(x2, y2, turn, scale)}{_head(x1, y1, turn + 180, scale)}"
        f'<g transform="translate({(x1 + x2) / 2:.1f} {(y1 + y2) / 2:.1f}) scale({scale:.2f})">'
        f'<rect x="-35" y="-15" width="70" height="30" rx="15" fill="#fffdf8" stroke="{INK}" stroke-width="1.400"/>'
        '<text y="7" text-anchor="middle" font-family="system-ui, sans-serif" font-size="20" font-weight="600" '
        f'fill="{INK}">{centimetres(measure)} cm</text></g>'
    )


def _head(x: float, y: float, turn: float, scale: float) -> str:
    place = f'transform="translate({x:.1f} {y:.1f}) rotate({turn:.0f}) scale({scale:.2f})"'
    return (
        f'<path d="M-9-5L0 0L-9 5" {place} fill="none" stroke="{INK}" stroke-width="2.200" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )
