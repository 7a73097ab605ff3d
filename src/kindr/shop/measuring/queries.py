"""What fits a body: every kind of garment, how sure that is, how long it lasts, and why. Nothing of it is kept."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from kindr.shop.catalog.queries import SIZE_CHART
from kindr.shop.measuring.rules import body, feet, growth, height, outgrowing, sizing
from kindr.shop.measuring.rules.body import BodyReading, Dimension, Usual
from kindr.shop.measuring.rules.errors import SPREAD_CM, Method
from kindr.shop.measuring.rules.feet import ShoeAdvice
from kindr.shop.measuring.rules.growth import Floats, Sex
from kindr.shop.measuring.rules.height import Reading
from kindr.shop.measuring.rules.outgrowing import HORIZON, Lasting
from kindr.shop.measuring.rules.sizing import Garment, SizeAdvice

WEIGHT_SPREAD_KG = 0.4
TALLEST_WEIGHED = 135.0
"""The tables of weights end at ten years: beyond this height in cm the weight goes on with its power 2.8."""
SHOWN = 0.02
"""Sizes less likely than this are not drawn."""


class Kind(enum.StrEnum):
    """Garments that ask the same of a body."""

    TOPS = "tops"
    BOTTOMS = "bottoms"
    WHOLE = "whole"


FORGIVES = {
    Kind.TOPS: {Dimension.CHEST: 5.0},
    Kind.BOTTOMS: {Dimension.WAIST: 5.0, Dimension.HIP: 5.0, Dimension.INSEAM: 2.0},
    Kind.WHOLE: {Dimension.CHEST: 5.0, Dimension.HIP: 5.0},
}
"""How much more than the chart's body a garment still fits, in cm: about half of the ease it is cut with."""


@dataclass(frozen=True)
class Measured:
    """What somebody told of a child: cm and kg, the age in days, the foot in mm; all but one may be missing."""

    height: float | None = None
    method: Method = Method.WALL
    is_sure: bool = False
    age: float | None = None
    sex: Sex | None = None
    others: Mapping[Dimension, float] = field(default_factory=dict)
    foot_mm: float | None = None


@dataclass(frozen=True)
class KindAdvice:
    """The advice for one kind of garment; `lasting` is that of the best size, None when there is none."""

    kind: Kind
    sizes: SizeAdvice
    lasting: Lasting | None

    @property
    def drawn(self) -> tuple[sizing.Fit, ...]:
        """The sizes worth drawing, smallest first."""
        return tuple(fit for fit in self.sizes.fits if fit.chance >= SHOWN)

    @property
    def months(self) -> tuple[int, int] | None:
        """Whole months between which the best size is outgrown, eight times in ten; None without a best size."""
        if self.lasting is None:
            return None
        return round(self.lasting.soonest), min(HORIZON, round(self.lasting.latest))


@dataclass(frozen=True)
class Advice:
    """Everything that is said at once: kinds of garments, and the shoe when a foot was measured."""

    kinds: tuple[KindAdvice, ...]
    shoe: ShoeAdvice | None
    because: Measured
    spread: float
    """The deviation of the height's error in cm, by its method."""


def advice(measured: Measured) -> Advice:
    """What fits now. Without a height and an age only the shoe is known."""
    shoe = None
    if measured.foot_mm is not None:
        months = None if measured.age is None else measured.age / growth.DAYS_PER_MONTH
        shoe = feet.shoe_for(measured.foot_mm, age_months=months)
    return Advice(_kinds(measured), shoe, measured, SPREAD_CM[measured.method])


def is_unusual(cm: float, *, age: float) -> bool:
    """Whether hardly any child of an age in days has this height: worth a question, and no more than that."""
    return all(abs(float(growth.heights(sex).z_score(cm, age))) > height.QUESTIONED_Z for sex in Sex)


def _kinds(measured: Measured) -> tuple[KindAdvice, ...]:
    if measured.height is None and measured.age is None:
        return ()
    readings = []
    if measured.height is not None:
        readings.append(Reading(measured.height, 0.0, SPREAD_CM[measured.method], is_sure=measured.is_sure))
    belief = height.believe(readings, sex=measured.sex, age=_age_that_counts(measured))
    drawn = height.draw(belief)
    others = [BodyReading(name, value, 0.0, _spread(name)) for name, value in measured.others.items()]
    bodies = body.bodies(belief, drawn, others, _usual())
    sizes = {kind: sizing.advise(bodies, _garment(kind)) for kind in Kind}
    named = {said.best.size for said in sizes.values() if said.best}
    months = {size: outgrowing.lasting(belief, drawn, float(size)) for size in named}
    return tuple(KindAdvice(kind, said, months[said.best.size] if said.best else None) for kind, said in sizes.items())


def _age_that_counts(measured: Measured) -> float | None:
    """The age, unless the height is far beyond it and was confirmed: sizes go by height, never by age."""
    if measured.height is None or measured.age is None or not measured.is_sure:
        return measured.age
    return None if is_unusual(measured.height, age=measured.age) else measured.age


def _spread(dimension: Dimension) -> float:
    return WEIGHT_SPREAD_KG if dimension is Dimension.WEIGHT else SPREAD_CM[Method.TAPE]


@lru_cache(maxsize=len(Kind))
def _garment(kind: Kind) -> Garment:
    """A garment of a kind as the shop's chart cuts it."""
    rows = SIZE_CHART.values()
    limits = [(Dimension.HEIGHT, tuple(float(row.height) for row in rows))]
    for dimension, spare in FORGIVES[kind].items():
        limits.append((dimension, tuple(getattr(row, dimension.value) + spare for row in rows)))
    return Garment(tuple(SIZE_CHART), tuple(limits))


@lru_cache(maxsize=1)
def _usual() -> Usual:
    """The usual body of each height: the shop's chart, and the weight at the age whose median height it is."""
    rows = SIZE_CHART.values()
    heights = np.array([float(row.height) for row in rows])
    girths = (Dimension.CHEST, Dimension.WAIST, Dimension.HIP, Dimension.INSEAM)
    values = {each: np.array([getattr(row, each.value) for row in rows]) for each in girths}
    return Usual(heights, {Dimension.WEIGHT: _usual_weights(heights), **values})


def _usual_weights(heights: Floats) -> Floats:
    known = np.minimum(heights, TALLEST_WEIGHED)
    medians = [growth.weights(sex).at(growth.heights(sex).age_of(known))[1] for sex in Sex]
    usual: Floats = np.mean(medians, axis=0) * (heights / known) ** 2.8
    return usual
