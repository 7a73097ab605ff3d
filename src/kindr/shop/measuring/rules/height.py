"""What is believed of a child's height: every reading weighed by its error, its age and what growth does since.

The height's z-score wanders slowly around the mean (Ornstein-Uhlenbeck: a year's correlation of about .94); the belief
is a probability for each point of a grid of z-scores, moved from reading to reading. What nobody told us (sex, month
of birth, how steadily this child grows) is a set of suppositions, each with a grid of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kindr.shop.measuring.rules import growth
from kindr.shop.measuring.rules.errors import likelihood
from kindr.shop.measuring.rules.growth import DAYS_PER_YEAR, Floats, Sex

MEAN_Z, SPREAD_Z = -0.2, 1.1
"""Where children of this shop stand before anything was measured: Indonesian children are shorter than WHO medians."""
STEADINESS = {0.90: 0.25, 0.94: 0.5, 0.97: 0.25}
"""Correlations of z-scores a year apart, with how much each is believed beforehand."""
USUAL_STEADINESS = 0.94
UNKNOWN_AGE = {-1.0: 0.3, 0.0: 0.4, 1.0: 0.3}
"""Without a month of birth: how tall for the age the child is supposed to be, which says the age."""
QUESTIONED_Z = 3.5
"""A height further from the median than this is questioned, never refused."""
GRID = np.linspace(-5.5, 5.5, 177)
KEPT_STEPS = 96
"""A step takes 250 KB and 0.7 ms. One child with as many heights as are counted needs up to 75 (25 gaps, three ways of
growing), so that a second look at the same child works none out again; all of them take 24 MB."""
DRAWS = 2000
"""How many bodies stand for a belief."""


@dataclass(frozen=True)
class Reading:
    """One measured height: cm, how many days ago, the deviation of its error in cm, and whether it was confirmed."""

    cm: float
    days_ago: float
    spread: float
    is_sure: bool = False


@dataclass(frozen=True)
class Supposition:
    """One way things may be: the growth table, the age today in days, and how steadily the child grows."""

    sex: Sex
    age: float
    steadiness: float
    mean: float
    spread: float
    weight: float


@dataclass(frozen=True, eq=False)
class HeightBelief:
    """What is believed of a height today: suppositions (n), and for each the probabilities of the grid (n x grid)."""

    suppositions: tuple[Supposition, ...]
    chances: Floats
    """Sums to one over everything."""

    @property
    def heights(self) -> Floats:
        """The height in cm of every point, of the shape of `chances`."""
        return np.stack([growth.heights(each.sex).value_at(GRID, each.age) for each in self.suppositions])


@dataclass(frozen=True, eq=False)
class Drawn:
    """Bodies drawn from a belief, the shortest first: height in cm and the number of the supposition (each 2,000)."""

    heights: Floats
    supposition: np.ndarray[tuple[int], np.dtype[np.intp]]


Followed = tuple[Floats, float]


def believe(readings: Sequence[Reading], *, sex: Sex | None = None, age: float | None = None) -> HeightBelief:
    """The belief after some readings in any order; `age` is that of today in days, None when nobody told.

    Without a single reading it is what the age alone says. Raises ValueError when there is neither.
    """
    if not readings and age is None:
        raise ValueError("neither a height nor an age")
    in_order = sorted(readings, key=lambda reading: -reading.days_ago)
    suppositions = _suppositions(in_order, sex, age)
    grids, explained = zip(*_all_followed(in_order, suppositions), strict=True)
    # Against the best of them, so that none but the hopeless is lost where all explain little.
    weights = np.array([each.weight for each in suppositions]) * np.exp(np.array(explained) - max(explained))
    chances = np.stack(grids) * weights[:, None]
    return HeightBelief(suppositions, chances / chances.sum())


def draw(belief: HeightBelief, count: int = DRAWS) -> Drawn:
    """Bodies at equal steps of the belief: the same belief always gives the same ones, and no chance is involved."""
    heights, chances = belief.heights.ravel(), belief.chances.ravel()
    order = np.argsort(heights, kind="stable")
    reached = np.cumsum(chances[order])
    steps = (np.arange(count) + 0.5) / count * reached[-1]
    at = np.minimum(np.searchsorted(reached, steps), len(order) - 1)
    drawn = np.interp(steps, reached - chances[order] / 2, heights[order])
    return Drawn(drawn, order[at] // len(GRID))


def _suppositions(readings: Sequence[Reading], sex: Sex | None, age: float | None) -> tuple[Supposition, ...]:
    found = []
    for each in [sex] if sex else list(Sex):
        if age is not None:
            found += [Supposition(each, age, rho, MEAN_Z, SPREAD_Z, part) for rho, part in STEADINESS.items()]
        else:
            found += [_of_height(readings[-1], each, z, part) for z, part in UNKNOWN_AGE.items()]
    return tuple(found)


def _of_height(reading: Reading, sex: Sex, z: float, part: float) -> Supposition:
    """A child as tall for the age as supposed; the spread is wide, for the height itself says nothing of it."""
    table = growth.heights(sex)
    usual = table.age_of(reading.cm)
    variation = float(table.at(usual)[2])
    age = float(table.age_of(reading.cm / (1 + z * variation))) + reading.days_ago
    return Supposition(sex, min(age, growth.OLDEST_DAYS), USUAL_STEADINESS, z, 2.5, part)


def _all_followed(readings: Sequence[Reading], suppositions: Sequence[Supposition]) -> list[Followed]:
    """The grids of all suppositions; where nothing is older than today, how steadily a child grows says nothing yet."""
    is_still = all(reading.days_ago == 0 for reading in readings)
    found: dict[tuple[object, ...], Followed] = {}
    rows = []
    for each in suppositions:
        key = (each.sex, each.age, each.mean, None if is_still else each.steadiness)
        if key not in found:
            found[key] = _followed(readings, each)
        rows.append(found[key])
    return rows


def _followed(readings: Sequence[Reading], supposed: Supposition) -> Followed:
    """The probabilities of the grid today, and the logarithm of how well the supposition explains the readings.

    The grid sums to one after every reading: products of many likelihoods would end below what a number can hold.
    """
    table = growth.heights(supposed.sex)
    chances = np.exp(-(((GRID - supposed.mean) / supposed.spread) ** 2) / 2)
    chances /= chances.sum()
    before, explained = readings[0].days_ago if readings else 0.0, 0.0
    for reading in readings:
        chances = _moved(chances, before - reading.days_ago, supposed)
        before = reading.days_ago
        cm = table.value_at(GRID, max(0.0, supposed.age - reading.days_ago))
        chances = chances * likelihood(reading.cm, cm, spread=reading.spread, is_sure=reading.is_sure)
        explained += float(np.log(chances.sum()))
        chances /= chances.sum()
    return _moved(chances, before, supposed), explained


def _moved(chances: Floats, days: float, supposed: Supposition) -> Floats:
    """The probabilities after some days of growth."""
    if days <= 0:
        return chances
    moved: Floats = _steps(round(days), supposed.steadiness, supposed.mean, supposed.spread) @ chances
    return moved


@lru_cache(maxsize=KEPT_STEPS)
def _steps(days: int, steadiness: float, mean: float, spread: float) -> Floats:
    """From each point of the grid (columns) to each (rows), with the probability of getting there in some days."""
    kept = steadiness ** (days / DAYS_PER_YEAR)
    wide = max(spread * np.sqrt(1 - kept**2), (GRID[1] - GRID[0]) / 2)
    middle = mean + kept * (GRID - mean)
    steps = np.exp(-(((GRID[:, None] - middle[None, :]) / wide) ** 2) / 2)
    return np.asarray(steps / steps.sum(axis=0))
