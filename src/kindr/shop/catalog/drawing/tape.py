"""The tape measure: lengths in centimetres written beside the garment, with lines that show from where to where."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from kindr.shop.catalog.drawing.pieces import Flat, Measure
from kindr.shop.catalog.drawing.viewing import Box, frame, reach

INK, PAPER = "#33304a", "#fffdf8"
READ_AT = 440
"""Sizes of letters are given for a picture of so many px; at 280 px they are still 13 px high."""
SHARES = {"inseam": 0.62, "height": 0.3}
"""Where along its line a number stands: further down between two legs, and above the hands of a child."""
BESIDE = 58.0
"""How far from the garment a length is written, in px."""


def laid(flat: Flat) -> tuple[tuple[Measure, ...], Box]:
    """The measures where they hide the least, and how far garment and tape reach together."""
    left, top, right, bottom = reach(flat.pieces)
    scale = frame(flat)[2] / READ_AT * 1.12
    moved, edge = [], left
    for each in flat.measures:
        if each.key == "length":
            x = left - BESIDE * scale
            edge = x - 50 * scale
            each = replace(each, start=(x, each.start[1]), end=(x, each.end[1]), away=each.start[0] - x + 20)
        elif each.key == "waist":
            each = replace(each, start=(each.start[0], top - 22 * scale), end=(each.end[0], top - 22 * scale))
            top -= 40 * scale
        moved.append(each)
    return tuple(moved), (edge, top, right, bottom)


def tape(measures: Sequence[Measure], *, wide: float) -> str:
    """Arrows with their length in whole cm; `wide` is the picture's width in mm, so that words stay readable."""
    return "".join(_arrow(measure, wide / READ_AT) for measure in measures)


def centimetres(measure: Measure) -> int:
    """A length on the flat garment in whole centimetres."""
    return round(math.dist(measure.start, measure.end) / 10)


def spoken(measures: Sequence[Measure]) -> str:
    """The same numbers for those who cannot see them; signs instead of words, for a picture has one language."""
    return ", ".join(f"{_SIGNS[each.key]} {centimetres(each)} cm" for each in measures)


_SIGNS = {"width": "↔", "waist": "↔", "length": "↕", "inseam": "↕"}


def height(held: Box, size: int, *, wide: float) -> str:
    """The height of a child, at the left of the picture."""
    left, _, _, bottom = held
    scale = wide / READ_AT
    x = left + 58 * scale
    line = Measure("height", (x, bottom - size * 10), (x, bottom), away=36 * scale)
    return _arrow(line, scale)


def _arrow(measure: Measure, scale: float) -> str:
    (x1, y1), (x2, y2) = measure.start, measure.end
    turn = math.degrees(math.atan2(y2 - y1, x2 - x1))
    line = f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"
    ends = _head(x2, y2, turn, scale) + _head(x1, y1, turn + 180, scale)
    strokes = (
        f'<g fill="none" stroke-linecap="round" stroke-linejoin="round"><g stroke="{PAPER}" '
        f'stroke-width="{6 * scale:.1f}" stroke-opacity=".85"><path d="{line}{ends}"/></g>'
        f'<path d="{line}{ends}" stroke="{INK}" stroke-width="{2.2 * scale:.1f}"/>{_reaching(measure, scale)}</g>'
    )
    return f"{strokes}{_pill(measure, scale)}"


def _pill(measure: Measure, scale: float) -> str:
    (x1, y1), (x2, y2) = measure.start, measure.end
    share = SHARES.get(measure.key, 0.5)
    words = f"{centimetres(measure)} cm"
    half = 10 + 7.6 * len(words)
    return (
        f'<g transform="translate({x1 + (x2 - x1) * share:.1f} {y1 + (y2 - y1) * share:.1f})scale({scale:.2f})">'
        f'<rect x="{-half:g}" y="-17" width="{2 * half:g}" height="34" rx="17" fill="{PAPER}" '
        f'stroke="{INK}" stroke-width="1.600"/>'
        '<text y="7.500" text-anchor="middle" font-family="system-ui,sans-serif" font-size="22" font-weight="700" '
        f'fill="{INK}">{words}</text></g>'
    )


def _reaching(measure: Measure, scale: float) -> str:
    """Thin dashes from a length written beside the garment to where it begins and ends."""
    if not measure.away:
        return ""
    starts = "".join(f"M{x:.1f} {y:.1f}h{measure.away:.1f}" for x, y in (measure.start, measure.end))
    dashes = f"{scale:.1f} {5 * scale:.1f}"
    return f'<path d="{starts}" stroke="{INK}" stroke-width="{1.6 * scale:.1f}" stroke-dasharray="{dashes}"/>'


def _head(x: float, y: float, turn: float, scale: float) -> str:
    """The `d` of an arrow head at a point."""
    points = []
    for aside in (-1, 1):
        angle = math.radians(turn + 180 + aside * 32)
        points.append((x + 11 * scale * math.cos(angle), y + 11 * scale * math.sin(angle)))
    (one_x, one_y), (other_x, other_y) = points
    return f"M{one_x:.1f} {one_y:.1f}L{x:.1f} {y:.1f} {other_x:.1f} {other_y:.1f}"
