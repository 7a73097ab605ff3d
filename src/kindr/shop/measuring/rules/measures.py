"""What can be measured of a child, in the small whole units that are kept: millimetres and grams."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kindr.shop.measuring.rules.body import BodyReading, Dimension
from kindr.shop.measuring.rules.errors import SPREAD_CM, Method
from kindr.shop.measuring.rules.height import Reading

MM_PER_CM = 10
GRAMS_PER_KG = 1000
WEIGHT_SPREAD_KG = 0.4
MOST_OCCASIONS = 240
"""Occasions that are kept of one child: once a month for as long as somebody is one, and some more."""
OLDEST_YEARS = 19
"""Nobody who is a child today was born longer ago."""


class Measure(enum.StrEnum):
    """One value of an occasion; the order is that of forms and tables."""

    HEIGHT = "height"
    WEIGHT = "weight"
    CHEST = "chest"
    WAIST = "waist"
    HIP = "hip"
    INSEAM = "inseam"
    HEAD = "head"
    FOOT_LENGTH = "foot_length"
    FOOT_WIDTH = "foot_width"


BOUNDS_CM = {
    Measure.HEIGHT: (30.0, 200.0),
    Measure.CHEST: (28.0, 120.0),
    Measure.WAIST: (28.0, 120.0),
    Measure.HIP: (28.0, 130.0),
    Measure.INSEAM: (8.0, 95.0),
    Measure.HEAD: (28.0, 65.0),
    Measure.FOOT_LENGTH: (7.0, 30.0),
    Measure.FOOT_WIDTH: (3.0, 13.0),
}
"""Lengths that can be a child's at all."""
BOUNDS_KG = (2.0, 100.0)
OF_THE_BODY = {
    Measure.WEIGHT: Dimension.WEIGHT,
    Measure.CHEST: Dimension.CHEST,
    Measure.WAIST: Dimension.WAIST,
    Measure.HIP: Dimension.HIP,
    Measure.INSEAM: Dimension.INSEAM,
}
"""The measures that a garment asks for beside the height."""


@dataclass(frozen=True)
class Occasion:
    """What was measured on one day: whole millimetres, the weight in whole grams."""

    measured_on: date
    values: Mapping[Measure, int] = field(default_factory=dict)
    method: Method = Method.WALL
    """How the height came about."""
    foot_method: Method = Method.TAPE
    is_sure: bool = False
    """Whether an unusual height was asked about and confirmed."""

    def shown(self, measure: Measure) -> float | None:
        """A value in cm or kg; None where it was not measured."""
        kept = self.values.get(measure)
        return None if kept is None else kept / per_unit(measure)

    def days_before(self, day: date) -> float:
        """How long ago it was; what lies in the future is of today."""
        return float(max(0, (day - self.measured_on).days))

    def height_on(self, day: date) -> Reading | None:
        """The height as a reading of some days ago."""
        cm = self.shown(Measure.HEIGHT)
        return None if cm is None else Reading(cm, self.days_before(day), SPREAD_CM[self.method], is_sure=self.is_sure)

    def body_on(self, day: date) -> list[BodyReading]:
        """Weight, girths and leg as readings of some days ago."""
        found = ((dimension, self.shown(measure)) for measure, dimension in OF_THE_BODY.items())
        return [
            BodyReading(dimension, value, self.days_before(day), spread_of(dimension))
            for dimension, value in found
            if value is not None
        ]


def earliest_day(today: date) -> date:
    """The first day on which somebody who is a child today could have been measured."""
    return date(today.year - OLDEST_YEARS, today.month, min(today.day, 28))


def per_unit(measure: Measure) -> int:
    """How many of the kept units make one that is shown: a centimetre or a kilogram."""
    return GRAMS_PER_KG if measure is Measure.WEIGHT else MM_PER_CM


def kept(measure: Measure, shown: float) -> int:
    """A value in cm or kg as it is kept."""
    return round(shown * per_unit(measure))


def whole_cm(told: Occasion) -> int:
    """The height of an occasion that has one, as a profile notes it."""
    return (told.values[Measure.HEIGHT] + MM_PER_CM // 2) // MM_PER_CM


def spread_of(dimension: Dimension) -> float:
    """The deviation of a reading's error beside the height, in cm or kg."""
    return WEIGHT_SPREAD_KG if dimension is Dimension.WEIGHT else SPREAD_CM[Method.TAPE]


def merged(older: Occasion, newer: Occasion) -> Occasion:
    """Two occasions of one day as one: the newer values go before, and what only the older one has stays."""
    has_height, has_foot = Measure.HEIGHT in newer.values, Measure.FOOT_LENGTH in newer.values
    return Occasion(
        newer.measured_on,
        {**older.values, **newer.values},
        newer.method if has_height else older.method,
        newer.foot_method if has_foot else older.foot_method,
        newer.is_sure if has_height else older.is_sure,
    )
