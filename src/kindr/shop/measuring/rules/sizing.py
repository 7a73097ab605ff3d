"""Which size fits now, and how sure that is: the smallest in which nothing is too small.

Every body of a belief needs one size: the largest of what its height, girths and legs need. The sizes are those of the
garment's own chart, and a garment forgives as much as the ease it is cut with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kindr.shop.measuring.rules.body import Bodies, Dimension
from kindr.shop.measuring.rules.growth import Floats

SURE = 0.70
"""Below this share two sizes are named, and what to measure again."""
WORTH_MEASURING = 0.03
"""How much surer the answer must be expected to become before a parent is asked to fetch the tape."""
TELLS_APART = {
    Dimension.HEIGHT: 1.5, Dimension.WEIGHT: 0.5, Dimension.CHEST: 1.5, Dimension.WAIST: 1.5, Dimension.HIP: 1.5,
    Dimension.INSEAM: 1.5,
}  # fmt: skip
"""How far apart two values must be for a new reading to tell them apart: cm, and kg for the weight."""


@dataclass(frozen=True)
class Garment:
    """The sizes of one garment, smallest first, and for each dimension that matters the most it fits (cm)."""

    sizes: tuple[int, ...]
    limits: tuple[tuple[Dimension, tuple[float, ...]], ...]

    def most(self, size: int) -> tuple[tuple[Dimension, float], ...]:
        """The most of each dimension that one of its sizes fits."""
        at = self.sizes.index(size)
        return tuple((dimension, limits[at]) for dimension, limits in self.limits)


@dataclass(frozen=True)
class Fit:
    """A size with the probability that it is the right one now."""

    size: int
    chance: float


@dataclass(frozen=True)
class SizeAdvice:
    """What fits: every size with its probability, and how likely the child is too big for all of them."""

    fits: tuple[Fit, ...]
    too_big: float
    decided_by: Dimension
    """What most often asks for the size."""
    measure_next: Dimension | None
    """What to measure so that the answer becomes surer; None when it is sure, or when nothing would help."""

    @property
    def best(self) -> Fit | None:
        """The size that is most likely right; None when the child has most likely outgrown all of them."""
        first = max(self.fits, key=lambda fit: fit.chance, default=None)
        return first if first is not None and first.chance >= self.too_big else None

    @property
    def second(self) -> Fit | None:
        """The other size to look at when the first is not sure."""
        best = self.best
        if best is None or best.chance >= SURE:
            return None
        others = [fit for fit in self.fits if fit is not best and fit.chance > 0]
        return max(others, key=lambda fit: (fit.chance, fit.size), default=None)

    @property
    def is_sure(self) -> bool:
        """Whether one size is enough to name."""
        return self.best is not None and self.best.chance >= SURE


@lru_cache(maxsize=2048)
def turned_out(garment: Garment, cm: float) -> Garment:
    """The garment as it turns out when it is larger than its chart by so many cm of height; below zero it runs small.

    Girths move with the height as the chart lets them grow from its smallest to its largest size.
    """
    heights = dict(garment.limits)[Dimension.HEIGHT]
    rise = heights[-1] - heights[0]
    if not cm or not rise:
        return garment
    moved = ((each, cm * (limits[-1] - limits[0]) / rise, limits) for each, limits in garment.limits)
    return Garment(garment.sizes, tuple((each, tuple(cm + by for cm in limits)) for each, by, limits in moved))


def advise(bodies: Bodies, garment: Garment) -> SizeAdvice:
    """The probability of each size over the bodies of a belief."""
    needs = _needs(bodies, garment)
    largest = needs.max(axis=0)
    shares = np.bincount(largest, bodies.weights, minlength=len(garment.sizes) + 1)
    fits = tuple(Fit(size, float(share)) for size, share in zip(garment.sizes, shares, strict=False))
    asks = ((needs == largest) * bodies.weights).sum(axis=1)
    unsure = shares.max() < SURE
    return SizeAdvice(
        fits,
        too_big=float(shares[-1]),
        decided_by=garment.limits[int(asks.argmax())][0],
        measure_next=_helps_most(bodies.values, bodies.weights, largest, garment) if unsure else None,
    )


def best(bodies: Bodies, garment: Garment) -> Fit | None:
    """The best size alone, at a fraction of the cost; None when the child has most likely outgrown all of them."""
    largest = _needs(bodies, garment).max(axis=0)
    shares = np.bincount(largest, bodies.weights, minlength=len(garment.sizes) + 1)
    first = int(shares[:-1].argmax())
    return Fit(garment.sizes[first], float(shares[first])) if shares[first] >= shares[-1] else None


def asked_height(bodies: Bodies, garment: Garment) -> float:
    """How tall the garment would have to be for, in cm: the middle of what heights, girths and legs ask together."""
    heights = dict(garment.limits)[Dimension.HEIGHT]
    asks = [np.interp(bodies.values[each], limits, heights) for each, limits in garment.limits[1:]]
    most = np.max([bodies.values[Dimension.HEIGHT], *asks], axis=0)
    return float(np.quantile(most, 0.5, weights=bodies.weights, method="inverted_cdf"))


def _needs(bodies: Bodies, garment: Garment) -> NDArray[np.intp]:
    """The number of the size that each dimension of each body asks for (dimensions x bodies)."""
    return np.stack([np.searchsorted(limits, bodies.values[each]) for each, limits in garment.limits])


def _helps_most(
    values: Mapping[Dimension, Floats], weights: Floats, needed: NDArray[np.intp], garment: Garment
) -> Dimension | None:
    """The dimension whose value would make the answer surest on average, if it is worth the walk for the tape."""
    now = _top_share(np.zeros_like(needed), needed, weights)
    gains = {
        dimension: _top_share(_bins(values[dimension], TELLS_APART[dimension]), needed, weights) - now
        for dimension, _limits in garment.limits
    }
    best = max(gains, key=lambda dimension: gains[dimension])
    return best if gains[best] > WORTH_MEASURING else None


def _bins(values: Floats, wide: float) -> NDArray[np.intp]:
    found: NDArray[np.intp] = ((values - values.min()) / (2 * wide)).astype(np.intp)
    return found


def _top_share(bins: NDArray[np.intp], needed: NDArray[np.intp], weights: Floats) -> float:
    """The share of bodies that get the right size when each bin gets the size that most of it needs."""
    table = np.zeros((int(bins.max()) + 1, int(needed.max()) + 1))
    np.add.at(table, (bins, needed), weights)
    return float(table.max(axis=1).sum())
