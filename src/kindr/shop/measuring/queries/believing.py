"""What is believed of a body after somebody told of it: one set of bodies that every garment is held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from kindr.shop.catalog.queries import SIZE_CHART
from kindr.shop.measuring.rules import body, growth, height, outgrowing
from kindr.shop.measuring.rules.body import Bodies, BodyReading, Dimension, Usual
from kindr.shop.measuring.rules.errors import SPREAD_CM, Method
from kindr.shop.measuring.rules.growth import Floats, Sex
from kindr.shop.measuring.rules.height import Drawn, HeightBelief, Reading
from kindr.shop.measuring.rules.measures import spread_of
from kindr.shop.measuring.rules.outgrowing import Growing

TALLEST_WEIGHED = 135.0
"""The tables of weights end at ten years: beyond this height in cm the weight goes on with its power 2.8."""


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
    foot_method: Method = Method.TAPE
    days_ago: float = 0.0
    """How long ago the height was measured."""
    foot_days: float = 0.0
    """How long ago the foot was measured."""
    earlier: tuple[Reading, ...] = ()
    """Heights of other days."""
    beside: tuple[BodyReading, ...] = ()
    """Weight, girths and legs of other days."""


@dataclass(frozen=True, eq=False)
class Believed:
    """A body as far as it is known: the belief about its height, heights drawn from it, and whole bodies."""

    height: HeightBelief
    drawn: Drawn
    bodies: Bodies

    @cached_property
    def growing(self) -> Growing:
        """The bodies in the months to come; who asks what fits today never works them out."""
        return outgrowing.growing(self.height, self.drawn, self.bodies, _usual())


def believed(measured: Measured) -> Believed | None:
    """The body of which somebody told, today or earlier; None when neither a height nor an age is known."""
    if measured.height is None and measured.age is None:
        return None
    readings = list(measured.earlier)
    if measured.height is not None:
        spread = SPREAD_CM[measured.method]
        readings.append(Reading(measured.height, measured.days_ago, spread, is_sure=measured.is_sure))
    others = [BodyReading(name, value, 0.0, spread_of(name)) for name, value in measured.others.items()]
    return of_readings(readings, [*others, *measured.beside], sex=measured.sex, age=_age_that_counts(measured))


def of_readings(
    readings: Sequence[Reading], others: Sequence[BodyReading], *, sex: Sex | None = None, age: float | None = None
) -> Believed:
    """The body after readings of any age; `age` is that of today in days. Raises ValueError when nothing is known."""
    belief = height.believe(readings, sex=sex, age=age)
    drawn = height.draw(belief)
    return Believed(belief, drawn, body.bodies(belief, drawn, others, _usual()))


def is_unusual(cm: float, *, age: float) -> bool:
    """Whether hardly any child of an age in days has this height: worth a question, and no more than that."""
    return all(abs(float(growth.heights(sex).z_score(cm, age))) > height.QUESTIONED_Z for sex in Sex)


def _age_that_counts(measured: Measured) -> float | None:
    """The age, unless the height was far beyond it on its day and was confirmed: sizes go by height, never by age."""
    if measured.height is None or measured.age is None or not measured.is_sure:
        return measured.age
    age_then = max(0.0, measured.age - measured.days_ago)
    return None if is_unusual(measured.height, age=age_then) else measured.age


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
