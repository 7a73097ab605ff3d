"""How children grow: the WHO standards (0 to 5 years, by day) and reference (5 to 19 years, by month) as arrays.

The only place that knows where the tables come from. LMS: x = m (1 + l s z)^(1/l) (WHO 2006, de Onis 2007).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import import_module

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

DAYS_PER_MONTH = 30.4375
DAYS_PER_YEAR = 365.25
OLDEST_DAYS = 228 * DAYS_PER_MONTH
"""Where the tables end: nineteen years."""


class Sex(enum.StrEnum):
    """Which of the two growth tables holds; a child whose sex nobody told us is a mixture of both."""

    GIRL = "female"
    BOY = "male"


@dataclass(frozen=True, eq=False)
class Table:
    """One growth table: at each age in days the Box-Cox power, the median (cm or kg) and the coefficient of variation.

    Between two ages the three are read along a straight line; before the first and after the last age they stay.
    """

    days: Floats
    power: Floats
    median: Floats
    variation: Floats

    def at(self, days: ArrayLike) -> tuple[Floats, Floats, Floats]:
        """l, m and s at some ages in days, each of the shape of the ages."""
        ages = np.asarray(days, dtype=float)
        columns = (self.power, self.median, self.variation)
        power, median, variation = (np.interp(ages, self.days, column) for column in columns)
        return power, median, variation

    def z_score(self, value: ArrayLike, days: ArrayLike) -> Floats:
        """How many standard deviations above the median a value is at an age in days."""
        power, median, variation = self.at(days)
        ratio = np.asarray(value, dtype=float) / median
        bent = np.where(power == 0, 1.0, power)
        z: Floats = np.where(power == 0, np.log(ratio), (ratio**bent - 1) / bent) / variation
        return z

    def value_at(self, z: ArrayLike, days: ArrayLike) -> Floats:
        """The value of a z-score at an age in days; the inverse of `z_score`."""
        power, median, variation = self.at(days)
        bent = np.where(power == 0, 1.0, power)
        spread = np.asarray(z, dtype=float) * variation
        base = np.maximum(1 + bent * spread, 0.0)
        values: Floats = median * np.where(power == 0, np.exp(spread), base ** (1 / bent))
        return values

    def age_of(self, value: ArrayLike) -> Floats:
        """The age in days at which the median reaches a value; the first or last age outside the table."""
        rising = np.maximum.accumulate(self.median)
        days: Floats = np.interp(np.asarray(value, dtype=float), rising, self.days)
        return days


@lru_cache(maxsize=4)
def heights(sex: Sex) -> Table:
    """Length lying below 731 days and height standing from then on, in cm.

    The median falls twice: when children stand up (0.7 cm), and where the standards hand over to the reference at five
    years (0.3 cm). Both are the WHO's own.
    """
    return _table("lfa", sex)


@lru_cache(maxsize=4)
def weights(sex: Sex) -> Table:
    """Weight in kg, up to ten years."""
    return _table("wfa", sex)


@lru_cache(maxsize=4)
def weights_for_height(sex: Sex) -> Table:
    """Weight in kg by standing height, 65 to 120 cm; `days` of this table are centimetres."""
    return _as_table(_rows("by_day.wfh", sex))


def _table(name: str, sex: Sex) -> Table:
    by_day, by_month = _rows(f"by_day.{name}", sex), _rows(f"by_month.{name}", sex)
    after = {month * DAYS_PER_MONTH: row for month, row in by_month.items() if month * DAYS_PER_MONTH > max(by_day)}
    return _as_table({**by_day, **after})


def _rows(module: str, sex: Sex) -> dict[float, Mapping[str, Decimal]]:
    found = import_module(f"pygrowup.tables.{module}").DATA[sex.value]
    return {float(at): row for at, row in found.items()}


def _as_table(rows: Mapping[float, Mapping[str, Decimal]]) -> Table:
    at = sorted(rows)
    columns = (np.array([float(rows[key][name]) for key in at]) for name in "lms")
    return Table(np.array(at), *columns)
