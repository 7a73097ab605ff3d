"""What families say of a garment after it came: too small, right, too large. It moves the garment's limits a little.

Counts are all that is kept of it, so that one family's word can be taken out again exactly.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable
from dataclasses import dataclass

STEP_CM = 3.0
"""Half a size: how far off a garment is of which everybody says the same."""
GRAIN_CM = 0.5
"""How finely that is told: a twelfth of a size."""
DOUBT = 10
"""How many families the size chart itself counts for."""
LEAST_BUYERS = 5
"""The words of fewer people move nothing: an advice that changed would tell what one of them had said.

Counts know words alone, and one buyer may have several; `queries.verdicts` asks for so many different people too.
"""


def in_eu_sizes(bias_cm: float) -> float:
    """How much larger than its label a shoe turns out, in EU sizes: half a size is half a size of whatever is worn."""
    return bias_cm / STEP_CM / 2


class Verdict(enum.StrEnum):
    """What a buyer says of a size."""

    TOO_SMALL = "too_small"
    RIGHT = "right"
    TOO_LARGE = "too_large"


@dataclass(frozen=True)
class Verdicts:
    """How many families found a garment too small, right and too large."""

    too_small: int = 0
    right: int = 0
    too_large: int = 0

    def __add__(self, other: Verdicts) -> Verdicts:
        """Both together."""
        return Verdicts(self.too_small + other.too_small, self.right + other.right, self.too_large + other.too_large)

    def __sub__(self, other: Verdicts) -> Verdicts:
        """Without some that were added before."""
        return Verdicts(self.too_small - other.too_small, self.right - other.right, self.too_large - other.too_large)

    @property
    def bias_cm(self) -> float:
        """How much larger than its label the garment turns out, in cm of height; below zero it runs small.

        In whole grains, towards none: what differs by less is worked out together. The words of few move nothing.
        """
        total = self.too_small + self.right + self.too_large
        if total < LEAST_BUYERS:
            return 0.0
        return math.trunc(STEP_CM * (self.too_large - self.too_small) / (total + DOUBT) / GRAIN_CM) * GRAIN_CM


def counted(said: Iterable[Verdict]) -> Verdicts:
    """The counts of some verdicts."""
    words = list(said)
    return Verdicts(*(words.count(each) for each in (Verdict.TOO_SMALL, Verdict.RIGHT, Verdict.TOO_LARGE)))
