"""Whether a length can be a child's foot: within three deviations of what height or age foretell, if they are known."""

from __future__ import annotations

import math

from kindr.shop.measuring.rules import growth
from kindr.shop.measuring.rules.feet import FOOT_OF_HEIGHT, FOOT_SPREAD, UNLIKELY
from kindr.shop.measuring.rules.foot_photo.terms import LONGEST, SHORTEST
from kindr.shop.measuring.rules.growth import DAYS_PER_MONTH, Sex

HEIGHT_SLIP_CM = 1.5
"""How far off a height is that a parent tells."""


def is_plausible(length: float, *, height_cm: float | None = None, age_years: int | None = None) -> bool:
    """Whether a length in mm is a child's, of that height or that age in full years."""
    if not SHORTEST <= length <= LONGEST:
        return False
    if height_cm is not None:
        return _is_near(length, height_cm, HEIGHT_SLIP_CM)
    return age_years is None or _is_near(length, *_heights(age_years))


def _is_near(length: float, height_cm: float, spread_cm: float) -> bool:
    usual = 10 * FOOT_OF_HEIGHT * height_cm
    spread = 10 * math.hypot(FOOT_SPREAD * height_cm, FOOT_OF_HEIGHT * spread_cm)
    return abs(length - usual) <= UNLIKELY * spread


def _heights(age_years: int) -> tuple[float, float]:
    """The usual height in cm of children in that year of their life, and its deviation."""
    days = (12 * age_years + 6) * DAYS_PER_MONTH
    tables = [growth.heights(sex).at(days) for sex in Sex]
    (_, girls, girls_spread), (_, boys, boys_spread) = ([float(each) for each in row] for row in tables)
    middle, apart = (girls + boys) / 2, abs(girls - boys) / 2
    growing = 2.5
    return middle, math.hypot(middle * (girls_spread + boys_spread) / 2, apart, growing)
