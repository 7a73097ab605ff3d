"""The tape measure: lengths in centimetres written on the drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kindr.shop.catalog.drawing.pieces import Measure

INK = "#33304a"


def tape(measures: Sequence[Measure]) -> str:
    """Arrows with their length in whole centimetres."""
    return "".join(_arrow(measure) for measure in measures)


def centimetres(measure: Measure) -> int:
    """A length on the flat garment in whole centimetres."""
    return round(math.dist(measure.start, measure.end) / 10)


def _arrow(measure: Measure) -> str:
    (x1, y1), (x2, y2) = measure.start, measure.end
    middle = ((x1 + x2) / 2, (y1 + y2) / 2)
    turn = math.degrees(math.atan2(y2 - y1, x2 - x1))
    ends = "".join(
        f'<path d="M-9-5L0 0L-9 5" transform="translate({x:.1f} {y:.1f}) rotate({angle:.0f})" fill="none" stroke="{INK}" stroke-width="2.200" stroke-linejoin="round" stroke-linecap="round"/>'
        for x, y, angle in ((x2, y2, turn), (x1, y1, turn + 180))
    )
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{INK}" stroke-width="2.200" stroke-dasharray="1 5" stroke-linecap="round"/>{ends}'
        f'<g transform="translate({middle[0]:.1f} {middle[1]:.1f})"><rect x="-31" y="-13" width="62" height="26" rx="13" fill="#fffdf8" stroke="{INK}" stroke-width="1.400"/>'
        f'<text y="6" text-anchor="middle" font-family="system-ui, sans-serif" font-size="17" font-weight="600" fill="{INK}">{centimetres(measure)} cm</text></g>'
    )
