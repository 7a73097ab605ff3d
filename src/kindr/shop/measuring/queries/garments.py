"""Which size of one garment of the shop fits a body, and which of many garments do: by each one's own chart and cut."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass

from kindr.shop.catalog.queries import Charts, Kind, Tailored
from kindr.shop.measuring.queries.advice import SHOWN
from kindr.shop.measuring.queries.believing import Believed
from kindr.shop.measuring.queries.cutting import cut_for
from kindr.shop.measuring.rules import outgrowing, sizing
from kindr.shop.measuring.rules.outgrowing import HORIZON, Lasting
from kindr.shop.measuring.rules.sizing import Fit, Garment, SizeAdvice

MOST_LARGER = 2
"""Where the right size is gone, so many sizes further up are offered to grow into."""


class Answer(enum.StrEnum):
    """What a garment can be for a child."""

    FITS = "fits"
    LARGER = "larger"
    """The right size cannot be had here; a larger one can."""
    GONE = "gone"
    TOO_LARGE = "too_large"
    """The smallest size that is sewn is still too large."""
    TOO_SMALL = "too_small"
    """The child has outgrown the largest one."""
    MEASURE = "measure"
    """The foot was measured too long ago to name a size."""


@dataclass(frozen=True)
class GarmentAdvice:
    """What one garment says to a body: `right` is the size needed, `take` the one that is there to be bought."""

    answer: Answer
    sizes: SizeAdvice
    right: Fit | None
    take: int | None
    other: Fit | None
    """The second size to look at where the first is not sure, if it is there."""
    lasting: Lasting | None

    @property
    def drawn(self) -> tuple[Fit, ...]:
        """The sizes worth drawing, smallest first."""
        return tuple(fit for fit in self.sizes.fits if fit.chance >= SHOWN)

    @property
    def months(self) -> tuple[int, int] | None:
        """Whole months between which the size to take is outgrown, eight times in ten."""
        if self.lasting is None:
            return None
        return round(self.lasting.soonest), min(HORIZON, round(self.lasting.latest))


@dataclass(frozen=True)
class Sewn:
    """A garment of the shop: how it is made to be worn, every size it is sewn in, and those that are there."""

    tailored: Tailored
    sizes: Collection[int]
    left: Collection[int]


def garment_advice(body: Believed, garment: Sewn, *, charts: Charts, bias_cm: float = 0.0) -> GarmentAdvice:
    """The advice about one garment that is worn by height; for shoes see `taken`.

    `bias_cm` is how much larger than its chart buyers found it.
    """
    cut = turned_out(garment.tailored, charts, bias_cm)
    said = sizing.advise(body.bodies, cut)
    answer, take = taken(said.best.size if said.best else None, garment)
    lasting = None if take is None else outgrowing.lasting(body.growing, cut.most(take))
    other = said.second if answer is Answer.FITS and said.second and said.second.size in garment.left else None
    return GarmentAdvice(answer, said, said.best, take, other, lasting)


def taken(right: int | None, garment: Sewn) -> tuple[Answer, int | None]:
    """What a garment is for somebody who needs a size (None: more than the largest there is), and the size to take."""
    if right is None or right > max(garment.sizes):
        return Answer.TOO_SMALL, None
    if right in garment.left:
        return Answer.FITS, right
    if right < min(garment.sizes):
        return Answer.TOO_LARGE, None
    near = sorted(size for size in garment.sizes if size > right)[:MOST_LARGER]
    larger = next((size for size in near if size in garment.left), None)
    return (Answer.LARGER, larger) if larger else (Answer.GONE, None)


def best_size(body: Believed, made: Tailored, *, charts: Charts, bias_cm: float = 0.0) -> Fit | None:
    """The right size of `garment_advice`, without the rest of it: lists ask for many.

    None for shoes and what has no size, and for what the child has outgrown altogether.
    """
    if made.kind in (Kind.SHOES, Kind.UNSIZED):
        return None
    return sizing.best(body.bodies, turned_out(made, charts, bias_cm))


def turned_out(made: Tailored, charts: Charts, bias_cm: float = 0.0) -> Garment:
    """A garment by its own chart and cut, as buyers found it."""
    return sizing.turned_out(cut_for(made, charts[made.chart]), bias_cm)
