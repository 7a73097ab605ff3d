"""What is believed of the rest of a body: girths and legs as children of that height have them, corrected by readings.

Every dimension deviates from the usual of its height by a share (a logarithm), and the shares go together: who is heavy
for the height is wide as well. Deviations and how they go together were measured on 2,338 children (AnthroKids, 1977)
for weight, waist and foot; chest and hip are taken to behave alike.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kindr.shop.measuring.rules import growth
from kindr.shop.measuring.rules.growth import DAYS_PER_MONTH, Floats
from kindr.shop.measuring.rules.height import Drawn, HeightBelief


class Dimension(enum.StrEnum):
    """What can be measured of a body: kilograms for the weight, centimetres for all others."""

    HEIGHT = "height"
    WEIGHT = "weight"
    CHEST = "chest"
    WAIST = "waist"
    HIP = "hip"
    INSEAM = "inseam"


BESIDE_HEIGHT = (Dimension.WEIGHT, Dimension.CHEST, Dimension.WAIST, Dimension.HIP, Dimension.INSEAM)
SMALL_CM, TALL_CM = 90.0, 150.0
SPREAD_OF_SMALL = np.array([0.080, 0.050, 0.056, 0.050, 0.030])
SPREAD_OF_TALL = np.array([0.140, 0.080, 0.100, 0.085, 0.030])
"""Deviations (standard, as shares) of small and of tall children, in the order of BESIDE_HEIGHT; in between, a line."""
TOGETHER = np.array(
    [
        [1.00, 0.82, 0.85, 0.82, 0.10],
        [0.82, 1.00, 0.78, 0.75, 0.05],
        [0.85, 0.78, 1.00, 0.80, 0.05],
        [0.82, 0.75, 0.80, 1.00, 0.05],
        [0.10, 0.05, 0.05, 0.05, 1.00],
    ]
)
CHANGES_PER_MONTH = 0.004
"""How much less a reading says of a deviation with each month, as a share."""
SEED = 50_164


Places = tuple[NDArray[np.intp], Floats, Floats]
"""For each height the number of the one before it, the part of the way to the next, and how far beyond the last."""


@dataclass(frozen=True)
class BodyReading:
    """One measured value beside the height: cm or kg, how many days ago, and the deviation of its error."""

    dimension: Dimension
    value: float
    days_ago: float
    spread: float


@dataclass(frozen=True, eq=False)
class Usual:
    """What children of some heights usually measure: heights in cm, rising, and the values of each dimension there."""

    heights: Floats
    values: Mapping[Dimension, Floats]

    def at(self, dimension: Dimension, heights: Floats) -> Floats:
        """The usual value at some heights; beyond the ends it goes on in proportion."""
        return self.at_places(dimension, *self.places(heights))

    def places(self, heights: Floats) -> Places:
        """Where some heights lie, for those who ask for more than one dimension."""
        inside = np.clip(heights, self.heights[0], self.heights[-1])
        place = np.interp(inside, self.heights, np.arange(len(self.heights)))
        before = np.minimum(place.astype(np.intp), len(self.heights) - 2)
        return before, place - before, heights / inside

    def at_places(self, dimension: Dimension, before: NDArray[np.intp], part: Floats, beyond: Floats) -> Floats:
        """The usual value at some places."""
        known = self.values[dimension]
        usual: Floats = (known[before] + np.diff(known)[before] * part) * beyond
        return usual


@dataclass(frozen=True, eq=False)
class Bodies:
    """Bodies that stand for a belief: the value of each dimension (cm, kg), and how much each body counts (2,000)."""

    values: Mapping[Dimension, Floats]
    weights: Floats
    """Sums to one."""


def bodies(belief: HeightBelief, drawn: Drawn, readings: Sequence[BodyReading], usual: Usual) -> Bodies:
    """The drawn heights completed by what else was measured, or by what is usual where nothing was.

    Prior deviations are drawn once with a fixed seed and corrected by the readings (Matheron's rule).
    """
    chance = np.random.default_rng(SEED)
    count, tall = len(drawn.heights), tallness(drawn.heights)
    deviations = chance.standard_normal((count, len(BESIDE_HEIGHT))) @ np.linalg.cholesky(TOGETHER).T
    deviations *= SPREAD_OF_SMALL + tall[:, None] * (SPREAD_OF_TALL - SPREAD_OF_SMALL)
    weights = np.full(count, 1 / count)
    if readings:
        deviations, weights = _corrected(deviations, belief, drawn, readings=readings, usual=usual, chance=chance)
    values = {Dimension.HEIGHT: drawn.heights}
    for at, dimension in enumerate(BESIDE_HEIGHT):
        values[dimension] = usual.at(dimension, drawn.heights) * np.exp(deviations[:, at])
    return Bodies(values, weights)


def spreads_at(tall: Floats, at: int) -> Floats:
    """The deviation of one dimension, counted in the order of BESIDE_HEIGHT, among bodies of some tallness."""
    spreads: Floats = SPREAD_OF_SMALL[at] + tall * (SPREAD_OF_TALL[at] - SPREAD_OF_SMALL[at])
    return spreads


def tallness(heights: Floats) -> Floats:
    """Where heights lie between small (0) and tall (1)."""
    return np.clip((heights - SMALL_CM) / (TALL_CM - SMALL_CM), 0.0, 1.0)


def _corrected(
    deviations: Floats,
    belief: HeightBelief,
    drawn: Drawn,
    *,
    readings: Sequence[BodyReading],
    usual: Usual,
    chance: np.random.Generator,
) -> tuple[Floats, Floats]:
    at = [BESIDE_HEIGHT.index(reading.dimension) for reading in readings]
    spreads = SPREAD_OF_SMALL + tallness(drawn.heights)[:, None] * (SPREAD_OF_TALL - SPREAD_OF_SMALL)
    together = TOGETHER * spreads[:, :, None] * spreads[:, None, :]
    errors = np.array([_error(reading) for reading in readings])
    seen = np.stack([_seen(reading, belief, drawn, usual) for reading in readings], axis=1)
    explained = together[:, at][:, :, at] + np.diag(errors**2)
    missed = seen - deviations[:, at] - chance.standard_normal(seen.shape) * errors
    gains = np.linalg.solve(explained, np.stack([missed, seen], axis=2))
    corrected = deviations + np.einsum("nij,nj->ni", together[:, :, at], gains[:, :, 0])
    surprise = np.einsum("nj,nj->n", seen, gains[:, :, 1]) + np.linalg.slogdet(explained)[1]
    weights = np.exp(-(surprise - surprise.min()) / 2)
    return corrected, weights / weights.sum()


def _error(reading: BodyReading) -> float:
    """The deviation of a reading as a share of its value, wider with every month since."""
    return float(np.hypot(reading.spread / reading.value, CHANGES_PER_MONTH * reading.days_ago / DAYS_PER_MONTH))


def _seen(reading: BodyReading, belief: HeightBelief, drawn: Drawn, usual: Usual) -> Floats:
    """How far a reading was from what was usual for each drawn body at its height of that day."""
    then = drawn.heights * _shrunk(belief, reading.days_ago)[drawn.supposition]
    return np.log(reading.value / usual.at(reading.dimension, then))


def _shrunk(belief: HeightBelief, days: float) -> Floats:
    """How tall a child was some days ago as a share of today, for each supposition."""
    medians = []
    for each in belief.suppositions:
        table = growth.heights(each.sex)
        before, now = table.at([max(0.0, each.age - days), each.age])[1]
        medians.append(min(1.0, before / now))
    return np.array(medians)
