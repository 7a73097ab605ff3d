"""Children drawn from the growth standards, and what their parents write down of them; nothing of the model is used."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kindr.shop.measuring.rules import growth
from kindr.shop.measuring.rules.body import Dimension, Usual
from kindr.shop.measuring.rules.growth import DAYS_PER_MONTH, Sex

SIZES = tuple(range(50, 165, 6))
LIMITS = np.array(SIZES, dtype=float)
USUAL = Usual(
    LIMITS,
    {
        Dimension.WEIGHT: 3.2 + (LIMITS - 50) ** 1.25 / 8,
        Dimension.CHEST: 38 + (LIMITS - 50) * 0.4,
        Dimension.WAIST: 38 + (LIMITS - 50) * 0.28,
        Dimension.HIP: 39 + (LIMITS - 50) * 0.44,
        Dimension.INSEAM: 14 + (LIMITS - 50) * 0.55,
    },
)
FIRST_MONTH, LAST_MONTH = 24, 150
HEAPED, GROSS, GROSS_TIMES = 0.30, 0.05, 4.0


@dataclass(frozen=True)
class Child:
    """A child with its true height in cm and the z-score behind it; `age` in days."""

    sex: Sex
    age: float
    z: float
    cm: float

    @property
    def right_size(self) -> int:
        """The number of the smallest size that is not too short; the count of sizes beyond the largest."""
        return int(np.searchsorted(LIMITS, self.cm))


def children(count: int, *, seed: int) -> list[Child]:
    """Children of 24 to 150 months, boys and girls, as tall as the standards say."""
    chance = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        sex = Sex.BOY if chance.random() < 0.5 else Sex.GIRL
        age = chance.uniform(FIRST_MONTH, LAST_MONTH) * DAYS_PER_MONTH
        z = chance.standard_normal()
        found.append(Child(sex, age, z, float(growth.heights(sex).value_at(z, age))))
    return found


def written_down(child: Child, *, spread: float, chance: np.random.Generator) -> float:
    """A parent's reading: Student's t with four degrees of freedom, now and then gross, now and then a full five."""
    error = chance.standard_t(4) * spread / np.sqrt(2) * (GROSS_TIMES if chance.random() < GROSS else 1.0)
    return rounded(child.cm + error, chance=chance)


def rounded(cm: float, *, chance: np.random.Generator) -> float:
    """As people write it: three in ten the nearest five."""
    return round(cm / 5) * 5.0 if chance.random() < HEAPED else round(cm, 1)


def calibration_error(said: list[float], was_right: list[bool]) -> float:
    """The expected calibration error over ten bins of equal width."""
    chances, right = np.array(said), np.array(was_right, dtype=float)
    bins = np.clip((chances * 10).astype(int), 0, 9)
    return float(
        sum(
            abs(chances[bins == each].mean() - right[bins == each].mean()) * (bins == each).mean()
            for each in range(10)
            if (bins == each).any()
        )
    )
