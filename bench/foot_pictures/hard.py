"""Pictures that ask for trouble: what a recogniser that only knows the usual ones would get wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

from bench.foot_pictures import floors, sheets
from bench.foot_pictures.camera import Pixels
from bench.foot_pictures.feet import Floats, Foot, around, foot
from bench.foot_pictures.pictures import Taken, shot

Chance = np.random.Generator
THIN = sheets.Pen(0.35, (130, 90, 70))


def hard(kind: str, seed: int) -> Taken:
    """A picture of one of `KINDS`."""
    chance = np.random.default_rng(seed)
    return KINDS[kind](chance)


def _usual(chance: Chance, *, pen: sheets.Pen | None = None, mend: Any = None, **how: Any) -> Taken:
    child = foot(chance.uniform(110, 240), chance)
    chosen = pen or sheets.PENS[chance.integers(0, len(sheets.PENS))]
    sheet = sheets.drawn(child, "a4", chosen, chance).pixels
    if mend is not None:
        sheet = mend(sheet, chance)
    ground = how.pop("ground", floors.FLOORS[chance.integers(0, len(floors.FLOORS))])
    return shot(sheet, child, chance, paper="a4", ground=ground, **how)


def _ruled(sheet: Pixels, _: Chance) -> Pixels:
    """Lines of an exercise book, on which the foot was drawn."""
    gap = round(8 * sheets.PER_MM)
    for top in range(gap, sheet.shape[0], gap):
        rule = sheet[top : top + 2].astype(np.float32) * (0.86, 0.80, 0.74)
        sheet[top : top + 2] = rule.astype(np.uint8)
    return sheet


def _framed(sheet: Pixels, _: Chance) -> Pixels:
    """A printed frame with a ruler of a hundred millimetres and some words."""
    rim = 10 * sheets.PER_MM
    cv2.rectangle(sheet, (rim, rim), (sheet.shape[1] - rim, sheet.shape[0] - rim), (120, 120, 120), 2)
    cv2.putText(sheet, "Kaki / Foot", (2 * rim, 2 * rim), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (90, 90, 90), 3, cv2.LINE_AA)
    return sheet


def _coloured_edge(sheet: Pixels, chance: Chance) -> Pixels:
    """Letter paper with a coloured band along its edges."""
    colour = tuple(float(c) for c in chance.uniform(60, 220, 3))
    cv2.rectangle(sheet, (0, 0), (sheet.shape[1] - 1, sheet.shape[0] - 1), colour, 2 * 6 * sheets.PER_MM)
    return sheet


def _scribbled(sheet: Pixels, chance: Chance) -> Pixels:
    """A name and a date, and a stroke that crosses the line."""
    cv2.putText(sheet, "Noa 12.3.", (80, 120), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 2, (60, 40, 30), 4, cv2.LINE_AA)
    start = tuple(int(c) for c in chance.uniform(0.3, 0.7, 2) * (sheet.shape[1], sheet.shape[0]))
    cv2.line(sheet, start, (start[0] + 300, start[1] + 60), (60, 40, 30), 4, cv2.LINE_AA)
    return sheet


def _standing(sheet: Pixels, chance: Chance) -> Pixels:
    """A bare foot on the sheet, with toes, skin and a shadow beside it."""
    child = foot(chance.uniform(120, 200), chance)
    skin = (child.outline + np.array([90.0, 50.0])) * sheets.PER_MM
    tone = chance.uniform(0.5, 1.0)
    colour = tuple(float(c * tone) for c in (150, 180, 225))
    shaded = sheet.copy()
    cv2.fillPoly(shaded, [(skin + np.array([30, 20])).astype(np.int32)], (120, 120, 120), cv2.LINE_AA)
    shaded = cv2.GaussianBlur(shaded, (0, 0), 12)
    cv2.fillPoly(shaded, [skin.astype(np.int32)], colour, cv2.LINE_AA)
    return np.asarray(shaded, dtype=np.uint8)


def _nothing(chance: Chance, *, paper: str = "a4", ground: str = "wood", mend: Any = None) -> Taken:
    sheet = sheets.blank(paper, chance)
    return shot(mend(sheet, chance) if mend else sheet, _no_foot(), chance, paper=paper, ground=ground)


def _no_foot() -> Foot:
    nowhere: Floats = np.zeros((1, 2))
    return Foot(nowhere, 0.0, 0.0)


def _no_sheet(chance: Chance) -> Taken:
    clear = np.zeros((50, 50, 3), dtype=np.uint8)
    ground = floors.FLOORS[chance.integers(0, len(floors.FLOORS))]
    return shot(clear, _no_foot(), chance, paper="a4", ground=ground, aside=(4000.0, 4000.0), height=700.0)


def _over_the_edge(chance: Chance) -> Taken:
    child = foot(chance.uniform(200, 250), chance)
    sheet = sheets.blank("a4", chance)
    path = child.outline + np.array([chance.uniform(60, 150), chance.uniform(80, 150)])
    sheets.line(sheet, path, sheets.PENS[2], is_closed=True)
    return shot(sheet, child, chance, paper="a4")


def _with_a_gap(chance: Chance) -> Taken:
    """The line does not meet its beginning."""
    child = foot(chance.uniform(120, 240), chance)
    skin = child.outline + np.array([105 - child.outline[:, 0].mean(), 25.0])
    path = around(skin, 1.1, chance, wobble=0.3)
    path = np.roll(path, int(chance.integers(0, len(skin))), axis=0)[: int(len(skin) * chance.uniform(0.975, 0.99))]
    sheet = sheets.blank("a4", chance)
    sheets.line(sheet, path, sheets.PENS[3], is_closed=False)
    return shot(sheet, child, chance, paper="a4")


def _wrong_paper(chance: Chance) -> Taken:
    """F4 that is said to be A4, or the reverse."""
    child = foot(chance.uniform(110, 240), chance)
    real, said = ("f4", "a4") if chance.random() < 0.5 else ("a4", "f4")
    sheet = sheets.drawn(child, real, sheets.PENS[2], chance).pixels
    taken = shot(sheet, child, chance, paper=real)
    return Taken(taken.content, said, taken.way, taken.length, taken.width, taken.told)


KINDS: dict[str, Callable[[Chance], Taken]] = {
    "white floor": lambda chance: _usual(chance, ground="white"),
    "white tiles": lambda chance: _usual(chance, ground="white tiles"),
    "light wood": lambda chance: _usual(chance, ground="light wood"),
    "patterned tiles": lambda chance: _usual(chance, ground="patterned tiles"),
    "thin line": lambda chance: _usual(chance, pen=THIN, height=chance.uniform(400, 650)),
    "ruled paper": lambda chance: _usual(chance, mend=_ruled),
    "printed frame": lambda chance: _usual(chance, mend=_framed),
    "coloured edge": lambda chance: _usual(chance, mend=_coloured_edge),
    "scribbled": lambda chance: _usual(chance, mend=_scribbled),
    "deep shadow": lambda chance: _usual(chance, shadow=0.65),
    "gap": _with_a_gap,
    "very blurred": lambda chance: _usual(chance, blur=9.0),
    "cut off": lambda chance: _usual(chance, height=520.0, aside=(170.0, 90.0), tilt=4.0),
    "no foot": _nothing,
    "no foot, ruled": lambda chance: _nothing(chance, mend=_ruled),
    "no foot, framed": lambda chance: _nothing(chance, mend=_framed),
    "a foot stands there": lambda chance: _nothing(chance, mend=_standing),
    "no sheet": _no_sheet,
    "over the edge": _over_the_edge,
    "wrong paper": _wrong_paper,
}
MAY_ANSWER = frozenset(list(KINDS)[:11])
"""The others must be refused."""
