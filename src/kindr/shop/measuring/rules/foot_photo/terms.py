"""The words of measuring a foot by picture: papers, ways, reasons to refuse, and what was found."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

SHORTEST, LONGEST = 80.0, 300.0
"""No child's foot is shorter or longer, in mm."""


def as_pixels(found: object) -> Pixels:
    """What OpenCV returned, in the type it has."""
    return np.asarray(found, dtype=np.uint8)


class Paper(enum.StrEnum):
    """Sheets that are sold; Indonesia uses A4 and F4, also called folio."""

    A4 = "a4"
    F4 = "f4"
    LETTER = "letter"

    @property
    def sides(self) -> tuple[float, float]:
        """The short and the long side in mm."""
        return {Paper.A4: (210.0, 297.0), Paper.F4: (215.0, 330.0), Paper.LETTER: (215.9, 279.4)}[self]


class Way(enum.StrEnum):
    """How the outline was drawn."""

    TRACED = "traced"
    """All around the foot, anywhere on the sheet."""
    WALL = "wall"
    """The sheet's short edge at a wall, the heel too: the line starts and ends at that edge."""


class Reason(enum.StrEnum):
    """Why no number is given."""

    NOT_A_PICTURE = "not a picture"
    TOO_LARGE = "too large"
    TOO_SMALL = "too small"
    TOO_LONG = "too long"
    """It was not looked at to the end."""
    NO_SHEET = "no sheet"
    WRONG_PAPER = "wrong paper"
    NOT_PLAIN = "not plain"
    CUT_OFF = "cut off"
    BLURRED = "blurred"
    COVERED = "covered"
    NO_OUTLINE = "no outline"
    OVER_THE_EDGE = "over the edge"
    IMPLAUSIBLE = "implausible"


class Refused(Exception):
    """No number can be given; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


Point = tuple[float, float]


@dataclass(frozen=True)
class Found:
    """What a picture says of a foot, in mm."""

    length: float
    width: float
    spread: float
    """The deviation of the length's error."""
    is_unsure: bool
    """Whether a second picture should be asked for."""
    sides: Point
    """The sheet's sides across and down, turned as it lies in the picture."""
    outline: tuple[Point, ...]
    """The skin, from the upper left corner of the sheet so turned."""
    ends: tuple[Point, ...]
    """Between which two places the length was taken."""
