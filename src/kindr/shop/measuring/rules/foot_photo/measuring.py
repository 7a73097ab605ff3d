"""From the bytes of a picture to the length of a foot: every step in order, and what speaks against the answer."""

from __future__ import annotations

import cv2
import numpy as np

from kindr.shop.measuring.rules.foot_photo import ink, opening, outline, shape
from kindr.shop.measuring.rules.foot_photo.sheet import Sheet, sheet
from kindr.shop.measuring.rules.foot_photo.terms import (
    LONGEST,
    SHORTEST,
    Floats,
    Found,
    Paper,
    Point,
    Reason,
    Refused,
    Way,
)

STEEP = 22.0
"""Degrees of tilt from which on a second picture is asked for."""
UNSURE_MM = 1.5
WIDE_GAP_MM, FAINT = 2.5, 0.1
DRAWN_POINTS = 160


def measure(content: bytes, *, paper: Paper, way: Way) -> Found:
    """The foot in a picture. Raises Refused with the reason."""
    cv2.setNumThreads(1)
    picture = opening.opened(content)
    lying = sheet(picture, paper)
    laid = ink.flat(picture, lying)
    if ink.is_covered(laid):
        raise Refused(Reason.COVERED)
    lines = ink.ink(laid)
    drawn = outline.outline(lines, way, soft=lying.soft)
    found = shape.measured(drawn, way, paper)
    if not SHORTEST <= found.length <= LONGEST:
        raise Refused(Reason.IMPLAUSIBLE)
    spread = _spread(lying, drawn, found.length, way)
    is_steep, is_faint = lying.plane.tilt > STEEP, lines.strength < FAINT
    is_unsure = lying.is_unsure or is_steep or is_faint or spread > UNSURE_MM or drawn.gap > WIDE_GAP_MM
    return _told(lying, drawn.skin, found, spread, is_unsure=is_unsure)


def _told(lying: Sheet, skin: Floats, found: shape.Measured, spread: float, *, is_unsure: bool) -> Found:
    """The answer, with the sheet turned as it lies in the picture, so that the parent knows it again."""
    wide, tall = sides = lying.plane.paper.sides
    down = np.subtract(*lying.pixels_of(np.array([[wide / 2, tall / 2 + 10], [wide / 2, tall / 2]])))
    quarters = 0
    if abs(down[0]) > abs(down[1]):
        quarters = 1 if down[0] > 0 else 3
    elif down[1] < 0:
        quarters = 2
    line, ends = (
        _turned(places, quarters, sides) for places in (skin[:: max(1, len(skin) // DRAWN_POINTS)], found.ends)
    )
    shown = (tall, wide) if quarters % 2 else (wide, tall)
    return Found(round(found.length, 1), round(found.width, 1), round(spread, 2), is_unsure, shown, line, ends)


def _turned(places: Floats, quarters: int, sides: Point) -> tuple[Point, ...]:
    """Places on the sheet after quarter turns to the left."""
    (wide, tall), (x, y) = sides, places.T
    shown = {0: (x, y), 1: (y, wide - x), 2: (wide - x, tall - y), 3: (tall - y, x)}[quarters]
    return tuple((round(float(right), 1), round(float(down), 1)) for right, down in zip(*shown, strict=True))


def _spread(lying: Sheet, drawn: outline.Outline, length: float, way: Way) -> float:
    """The hand, the pen's slant and the plane of the sheet, as one deviation in mm."""
    sides = 1 if way is Way.WALL else 2
    pen = 0.5 * np.sqrt(sides) + 0.1 * drawn.stroke
    return float(np.hypot(np.hypot(pen, lying.spread * length), 0.15 * drawn.gap))
