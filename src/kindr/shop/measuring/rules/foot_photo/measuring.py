"""From the bytes of a picture to the length of a foot: every step in order, and what speaks against the answer."""

from __future__ import annotations

import cv2
import numpy as np

from kindr.shop.measuring.rules import feet
from kindr.shop.measuring.rules.foot_photo import ink, opening, outline, shape
from kindr.shop.measuring.rules.foot_photo.sheet import Sheet, sheet
from kindr.shop.measuring.rules.foot_photo.terms import Found, Paper, Reason, Refused, Way

SHORTEST, LONGEST = 80.0, 300.0
"""No child's foot is shorter or longer, in mm."""
STEEP = 22.0
UNSURE_MM = 1.5
DRAWN_POINTS = 160


def measure(content: bytes, *, paper: Paper, way: Way, height_cm: float | None = None) -> Found:
    """The foot in a picture. Raises Refused with the reason; `height_cm` makes a gross error easier to notice."""
    cv2.setNumThreads(1)
    picture = opening.opened(content)
    lying = sheet(picture, paper)
    laid = ink.flat(picture, lying)
    if ink.is_covered(laid):
        raise Refused(Reason.COVERED)
    lines = ink.ink(laid)
    drawn = outline.outline(lines, way, soft=lying.soft)
    length, width = shape.measured(drawn, way, paper)
    if not is_plausible(length, height_cm=height_cm):
        raise Refused(Reason.IMPLAUSIBLE)
    spread = _spread(lying, drawn, length, way)
    is_unsure = lying.is_unsure or lying.plane.tilt > STEEP or spread > UNSURE_MM or drawn.gap > 2.5 or lines.strength < 0.1
    step = max(1, len(drawn.skin) // DRAWN_POINTS)
    line = tuple((round(float(x), 1), round(float(y), 1)) for x, y in drawn.skin[::step])
    return Found(length, width, spread, is_unsure, paper, line)


def is_plausible(length: float, *, height_cm: float | None) -> bool:
    """Within three deviations of what a height foretells, or within what any child's foot is."""
    if not SHORTEST <= length <= LONGEST:
        return False
    return height_cm is None or not feet.is_unlikely_foot(length, height_cm=height_cm)


def _spread(lying: Sheet, drawn: outline.Outline, length: float, way: Way) -> float:
    """The hand, the pen's slant and the plane of the sheet, as one deviation in mm."""
    sides = 1 if way is Way.WALL else 2
    pen = 0.5 * np.sqrt(sides) + 0.1 * drawn.stroke
    return float(np.hypot(np.hypot(pen, lying.spread * length), 0.15 * drawn.gap))
