"""How wrong a reading can be: by method, rounded to the nearest five, and now and then quite wrong.

Parents' own measuring is off by 1 to 5 cm (KIDSIZE, EU FP7 606091). An error is drawn from Student's t with four
degrees of freedom; a part of the readings is heaped at full fives, and a few are four times as wrong.
"""

from __future__ import annotations

import enum

import numpy as np

from kindr.shop.measuring.rules.growth import Floats

HEAPED = 0.30
"""The share of readings that people round to the nearest five centimetres."""
HEAP_CM = 5.0
GROSS, GROSS_TIMES = 0.05, 4.0
"""The share of readings that are quite wrong, and how many times as wrong as the others."""
GRAIN_CM, WHOLE_GRAIN_CM = 0.1, 0.5
"""How finely people write: a reading stands for everything that is rounded to it. Whole centimetres come from people
who write millimetres and from people who do not, half and half."""


class Method(enum.StrEnum):
    """How a value came about; each has its own error."""

    WALL = "wall"
    """Against a wall or a door frame, with a book on the head."""
    TAPE = "tape"
    """With a tape measure around or along the body."""
    GUESS = "guess"
    """Remembered, or read off an old label."""
    PHOTO = "photo"
    """A foot traced on a sheet of paper and photographed."""
    TOLD = "told"
    """Nobody said how: as wrong as the worst of the others."""


SPREAD_CM = {Method.WALL: 1.0, Method.TAPE: 1.25, Method.GUESS: 3.0, Method.PHOTO: 0.2, Method.TOLD: 3.0}
"""The standard deviation of a reading's error in centimetres."""
NEVER = 1e-12
"""What is added to every likelihood, so that no reading whatever rules everything out."""

# Student's t with four degrees of freedom has a variance of two: its scale is the spread divided by this.
_T4_DEVIATION = np.sqrt(2.0)


def share_below(error: Floats) -> Floats:
    """The distribution function of Student's t with four degrees of freedom, in closed form."""
    root = np.sqrt(1 + error**2 / 4)
    sine = error / 2 / root
    return 0.5 + 0.75 * sine - 0.25 * sine**3


def likelihood(reading: float, truth: Floats, *, spread: float, is_sure: bool = False) -> Floats:
    """How likely a reading in cm is under each true value, of the shape of `truth`.

    `spread` is the standard deviation of an ordinary error. `is_sure` says that somebody was asked whether the value
    is right and said yes: then it is not taken for quite wrong.
    """
    gross = 0.0 if is_sure else GROSS
    ordinary = _rounded(reading, truth, spread)
    return (1 - gross) * ordinary + gross * _rounded(reading, truth, GROSS_TIMES * spread) if gross else ordinary


def _rounded(reading: float, truth: Floats, spread: float) -> Floats:
    written = _mass(reading, truth, spread, WHOLE_GRAIN_CM if reading == round(reading) else GRAIN_CM)
    if not is_heaped(reading):
        return (1 - HEAPED) * written
    return (1 - HEAPED) * written + HEAPED * _mass(reading, truth, spread, HEAP_CM)


def is_heaped(reading: float) -> bool:
    """Whether a reading is a full five, where rounded ones lie."""
    return abs(reading / HEAP_CM - round(reading / HEAP_CM)) < 1e-9


def _mass(reading: float, truth: Floats, spread: float, grain: float) -> Floats:
    scale = spread / _T4_DEVIATION
    above, below = (reading + grain / 2 - truth) / scale, (reading - grain / 2 - truth) / scale
    return share_below(above) - share_below(below) + NEVER
