"""How long a size lasts: the month in which the height passes its limit, and an interval for how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kindr.shop.measuring.rules import growth
from kindr.shop.measuring.rules.growth import DAYS_PER_MONTH, Floats
from kindr.shop.measuring.rules.height import GRID, Drawn, HeightBelief, Supposition

HORIZON = 36
"""How many months ahead anything is said."""
INTERVAL = (0.10, 0.50, 0.90)
SEED = 116


@dataclass(frozen=True)
class Lasting:
    """Months until a size is outgrown: eight times in ten between the first and the last; HORIZON means later still."""

    soonest: float
    middle: float
    latest: float

    @property
    def is_over(self) -> bool:
        """Whether the size is most likely outgrown already."""
        return self.middle <= 0


def lasting(belief: HeightBelief, drawn: Drawn, limit: float) -> Lasting:
    """When the drawn bodies pass a limit in cm, each growing on its own way."""
    months = np.full(len(drawn.heights), float(HORIZON))
    chance = np.random.default_rng(SEED).standard_normal(len(drawn.heights))
    for number, supposed in enumerate(belief.suppositions):
        mine = drawn.supposition == number
        if mine.any():
            months[mine] = _months(drawn.heights[mine], chance[mine], supposed, limit)
    return Lasting(*(float(each) for each in np.quantile(months, INTERVAL)))


def _months(heights: Floats, chance: Floats, supposed: Supposition, limit: float) -> Floats:
    """The month, with its part, in which each height passes the limit."""
    ahead = np.arange(HORIZON + 1)
    table = growth.heights(supposed.sex)
    z = np.clip(table.z_score(heights, supposed.age), GRID[0], GRID[-1])[:, None]
    kept = supposed.steadiness ** (ahead / 12)
    later = supposed.mean + kept * (z - supposed.mean) + supposed.spread * np.sqrt(1 - kept**2) * chance[:, None]
    grown = np.maximum.accumulate(table.value_at(later, supposed.age + ahead * DAYS_PER_MONTH), axis=1)
    past = grown > limit
    first = np.where(past.any(axis=1), past.argmax(axis=1), HORIZON)
    row, before = np.arange(len(heights)), np.maximum(first - 1, 0)
    step = grown[row, first] - grown[row, before]
    part = np.divide(limit - grown[row, before], step, out=np.ones_like(step), where=step > 0)
    return np.where(first == 0, 0.0, np.where(past.any(axis=1), before + np.clip(part, 0, 1), HORIZON))
