"""Sheets of paper with an outline drawn on them, seen from above."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.foot_pictures.feet import Floats, Foot, around

Pixels = NDArray[np.uint8]

PER_MM = 5
PAPERS = {"a4": (210.0, 297.0), "f4": (215.0, 330.0), "letter": (215.9, 279.4)}
EDGE_FREE = 7.0
"""How far the outline stays from the edges of the sheet, in mm."""


@dataclass(frozen=True)
class Pen:
    """How wide in mm, how dark (0 is black, 1 is paper) and how coloured."""

    wide: float
    colour: tuple[int, int, int]


PENS = (
    Pen(0.5, (120, 60, 40)), Pen(0.5, (60, 60, 60)),
    Pen(1.0, (30, 30, 30)), Pen(1.0, (150, 50, 30)), Pen(1.0, (40, 40, 190)),
    Pen(2.2, (25, 25, 25)), Pen(2.2, (60, 130, 40)), Pen(2.2, (50, 60, 200)),
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """The sheet in BGR at `PER_MM`, and the skin's outline on it in mm from its upper left corner."""

    pixels: Pixels
    skin: Floats
    pen: Pen


def largest_foot(paper: str) -> float:
    """The longest foot in mm that still lies on a sheet."""
    return min(260.0, PAPERS[paper][1] - 2 * EDGE_FREE - 12)


def blank(paper: str, chance: np.random.Generator) -> Pixels:
    """White, or nearly so, of some warmth."""
    wide, tall = (round(side * PER_MM) for side in PAPERS[paper])
    white = chance.uniform(232, 250) + chance.normal(0, 3, 3)
    return np.full((tall, wide, 3), np.clip(white, 215, 255), dtype=np.uint8)


def drawn(foot: Foot, paper: str, pen: Pen, chance: np.random.Generator) -> Drawn:
    """A foot somewhere on the sheet, traced with a pen that stays a little away from the skin."""
    wide, tall = PAPERS[paper]
    skin = _placed(foot.outline, (wide, tall), chance)
    path = around(skin, pen.wide / 2 + chance.uniform(0.1, 1.1), chance, wobble=chance.uniform(0.15, 0.5))
    sheet = blank(paper, chance)
    line(sheet, path, pen, is_closed=True)
    return Drawn(sheet, skin, pen)


def against_the_wall(foot: Foot, paper: str, pen: Pen, chance: np.random.Generator) -> Drawn:
    """The heel touches the line of the sheet's short edge; the pen starts and ends there."""
    wide, tall = PAPERS[paper]
    middle = wide / 2 + chance.uniform(-1, 1) * max(0.0, wide / 2 - foot.width / 2 - EDGE_FREE)
    skin = foot.outline + np.array([middle - foot.outline[:, 0].mean(), 0.0])
    path = around(skin, pen.wide / 2 + chance.uniform(0.1, 1.1), chance, wobble=chance.uniform(0.15, 0.5))
    path = np.roll(path, -int(np.argmin(path[:, 1])), axis=0)
    path = path[path[:, 1] > chance.uniform(0.5, 4.0)]
    sheet = blank(paper, chance)
    line(sheet, path, pen, is_closed=False)
    if chance.random() < 0.5:
        return Drawn(np.ascontiguousarray(sheet[::-1, ::-1]), (wide, tall) - skin, pen)
    return Drawn(sheet, skin, pen)


def line(sheet: Pixels, path: Floats, pen: Pen, *, is_closed: bool) -> None:
    """Draws with sub-pixel places; the paper shows through a little."""
    places = np.round(path * PER_MM * 16 - 8).astype(np.int32)
    thick = max(1, round(pen.wide * PER_MM))
    cv2.polylines(sheet, [places], is_closed, pen.colour, thick, cv2.LINE_AA, shift=4)


def _placed(outline: Floats, sides: tuple[float, float], chance: np.random.Generator) -> Floats:
    """Turned and moved as far as the sheet allows."""
    for most in (15, 12, 8, 4, 1):
        turned = np.deg2rad(chance.uniform(-most, most) + 180 * chance.integers(0, 2))
        turning = np.array([[np.cos(turned), -np.sin(turned)], [np.sin(turned), np.cos(turned)]])
        moved = outline @ turning.T
        moved -= moved.min(axis=0)
        room = np.array(sides) - moved.max(axis=0) - 2 * EDGE_FREE
        if (room > 0).all():
            return moved + EDGE_FREE + chance.uniform(0, 1, 2) * room
    raise ValueError("the foot is larger than the sheet")
