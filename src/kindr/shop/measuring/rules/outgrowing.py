"""How long a size lasts: the month in which something of the body passes its limit, and how sure that is.

Every drawn body grows on its own way: its z-score of height wanders around the mean, and so do the shares by which its
girths and legs differ from the usual of its height. A size is outgrown with the first of its limits that is passed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from kindr.shop.measuring.rules import growth
from kindr.shop.measuring.rules.body import (
    BESIDE_HEIGHT,
    TOGETHER,
    Bodies,
    Dimension,
    Places,
    Usual,
    spreads_at,
    tallness,
)
from kindr.shop.measuring.rules.growth import DAYS_PER_MONTH, Floats
from kindr.shop.measuring.rules.height import GRID, Drawn, HeightBelief, Supposition

HORIZON = 36
"""How many months ahead anything is said."""
LOOKED_AT = np.array([0.0, 1, 2, 4, 6, 9, 12, 16, 20, 24, 30, HORIZON])
"""The months at which bodies are worked out; in between they grow along a line."""
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

    @property
    def is_surely_over(self) -> bool:
        """Whether nine times in ten the size is outgrown already."""
        return self.latest <= 0


@dataclass(frozen=True, eq=False)
class Growing:
    """The bodies of a belief as they grow: each dimension in the months looked at (bodies x months), when asked for."""

    bodies: Bodies
    heights: Floats
    kept: Floats
    """How much of today's place among others is left in each month."""
    usual: Usual
    _found: dict[Dimension, Floats] = field(default_factory=dict, repr=False)

    def values(self, dimension: Dimension) -> Floats:
        """How one dimension grows."""
        if dimension is Dimension.HEIGHT:
            return self.heights
        if dimension not in self._found:
            self._found[dimension] = self._beside(dimension)
        return self._found[dimension]

    def _beside(self, dimension: Dimension) -> Floats:
        """A girth keeps its place among bodies as tall, by and by less so, as the height does among those as old."""
        at, today = BESIDE_HEIGHT.index(dimension), self.bodies.values[dimension]
        usual, spreads = self.usual.at_places(dimension, *self._places), spreads_at(self._tallness, at)
        place = np.log(today / usual[:, 0]) / spreads[:, 0]
        chance = _chances(len(today))[:, 1 + at]
        later = usual * np.exp(spreads * (self.kept * place[:, None] + self._strayed * chance[:, None]))
        later[:, 0] = today
        return later

    @cached_property
    def _strayed(self) -> Floats:
        return np.sqrt(1 - self.kept**2)

    @cached_property
    def _tallness(self) -> Floats:
        return tallness(self.heights)

    @cached_property
    def _places(self) -> Places:
        return self.usual.places(self.heights)


def growing(belief: HeightBelief, drawn: Drawn, bodies: Bodies, usual: Usual) -> Growing:
    """The drawn bodies in the months to come; `usual` is what they are held against beside their height."""
    heights = np.empty((len(drawn.heights), len(LOOKED_AT)))
    chance = _chances(len(drawn.heights))[:, 0]
    for number, supposed in enumerate(belief.suppositions):
        mine = drawn.supposition == number
        if mine.any():
            heights[mine] = _heights(drawn.heights[mine], chance[mine], supposed)
    kept = _kept(np.array([each.steadiness for each in belief.suppositions]))
    return Growing(bodies, heights, kept[drawn.supposition], usual)


def lasting(found: Growing, most: Iterable[tuple[Dimension, float]]) -> Lasting:
    """When the bodies pass the first of some limits in cm."""
    months = np.min([_months(found.values(dimension), limit) for dimension, limit in most], axis=0)
    order = np.argsort(months)
    reached = np.searchsorted(np.cumsum(found.bodies.weights[order]), INTERVAL)
    return Lasting(*(float(each) for each in months[order[reached]]))


def _heights(heights: Floats, chance: Floats, supposed: Supposition) -> Floats:
    table = growth.heights(supposed.sex)
    z = np.clip(table.z_score(heights, supposed.age), GRID[0], GRID[-1])[:, None]
    kept = _kept(np.array([supposed.steadiness]))
    later = supposed.mean + kept * (z - supposed.mean) + supposed.spread * np.sqrt(1 - kept**2) * chance[:, None]
    grown = table.value_at(later, supposed.age + LOOKED_AT * DAYS_PER_MONTH)
    grown[:, 0] = heights
    accumulated: Floats = np.maximum.accumulate(grown, axis=1)
    return accumulated


def _kept(steadiness: Floats) -> Floats:
    """How much of today's place is left in each month looked at."""
    kept: Floats = steadiness[:, None] ** (LOOKED_AT / 12)
    return kept


def _months(grown: Floats, limit: float) -> Floats:
    """The month, with its part, in which each body passes the limit."""
    past = grown > limit
    is_passed = past.any(axis=1)
    first = np.where(is_passed, past.argmax(axis=1), len(LOOKED_AT) - 1)
    row, before = np.arange(len(grown)), np.maximum(first - 1, 0)
    low, high = grown[row, before], grown[row, first]
    part = np.divide(limit - low, high - low, out=np.ones_like(low), where=high > low)
    months = LOOKED_AT[before] + np.clip(part, 0, 1) * (LOOKED_AT[first] - LOOKED_AT[before])
    return np.where(is_passed, np.where(first == 0, 0.0, months), HORIZON)


@lru_cache(maxsize=2)
def _chances(count: int) -> Floats:
    """What chance does to each body until then: to its height, and to what goes together beside it."""
    chance = np.random.default_rng(SEED)
    height = chance.standard_normal((count, 1))
    beside = chance.standard_normal((count, len(BESIDE_HEIGHT))) @ np.linalg.cholesky(TOGETHER).T
    found: Floats = np.hstack([height, beside])
    return found
