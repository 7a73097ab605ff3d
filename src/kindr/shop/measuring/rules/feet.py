"""Shoes from the foot only: the longer foot, room for the toes, and the size that printed charts call it.

A foot foretold from height, weight and age is off by more than a size (7.7 mm against 6.67 mm), so none is foretold.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from kindr.shop.measuring.rules.growth import DAYS_PER_MONTH
from kindr.shop.measuring.rules.outgrowing import HORIZON, Lasting

PARIS_POINT_MM = 20 / 3
"""One EU size: two thirds of a centimetre."""
HALF_SIZE_MM = PARIS_POINT_MM / 2
TOE_ROOM_MM = (5.0, 12.0, 15.0)
"""The least, the wished and the most room before the toes (BMC Musculoskeletal Disorders 2019)."""
FOOT_OF_HEIGHT, FOOT_SPREAD = 0.157, 0.006
"""The length of a foot as a share of the height, 2 to 11 years, with its deviation."""
UNLIKELY = 3.0
MONTHS_TO_A_HALF_SIZE = ((15, 2), (24, 3), (36, 4), (72, 4))
"""How many months half a size takes up to an age in months (Gould 1990)."""
SLOWEST_MONTHS = 6
SPURT = 0.4
"""Feet grow by fits and starts: eight in ten grow within this share of the usual pace. The number is ours."""
OLDEST_DAYS = 365
"""A foot that was measured longer ago says no size any more: a year is a size or two."""


@dataclass(frozen=True)
class ShoeAdvice:
    """The shoe for a foot, and in how many months to measure again; 0 says now."""

    eu: int | None
    """None where the foot was measured too long ago to name a size."""
    larger: int | None
    """The next size, where what the foot has grown since may ask for it already."""
    inner_mm: int
    """The inner length that the shoe should have."""
    again_in_months: int


def shoe_for(foot_mm: float, *, age_months: float | None = None, days_ago: float = 0.0) -> ShoeAdvice:
    """The shoe for the longer foot, in mm, as it has grown since it was measured: the older, the less sure."""
    again, grown = _again(age_months), _grown(age_months, days_ago)
    inner = foot_mm + grown + TOE_ROOM_MM[1]
    eu, at_most = _size_of(inner), _size_of(inner + grown * SPURT)
    waits = max(0, math.floor(again - days_ago / DAYS_PER_MONTH))
    if days_ago > OLDEST_DAYS:
        return ShoeAdvice(None, None, round(inner), 0)
    return ShoeAdvice(eu, at_most if at_most > eu else None, round(inner), waits)


def is_unlikely_foot(foot_mm: float, *, height_cm: float) -> bool:
    """Whether a foot is so long or short for a height that a question is due (beyond three deviations)."""
    share = foot_mm / 10 / height_cm
    return abs(share - FOOT_OF_HEIGHT) > UNLIKELY * FOOT_SPREAD


def shoe_lasts(eu: int, foot_mm: float, *, age_months: float | None = None, days_ago: float = 0.0) -> Lasting:
    """When the toes will want the least room in a shoe of an EU size."""
    grown, pace = _grown(age_months, days_ago), HALF_SIZE_MM / _again(age_months)
    spare = eu * PARIS_POINT_MM - TOE_ROOM_MM[0] - foot_mm
    months = (max(0.0, (spare - grown * share) / (pace * share)) for share in (1 + SPURT, 1.0, 1 - SPURT))
    return Lasting(*(min(float(HORIZON), each) for each in months))


def _size_of(inner_mm: float) -> int:
    return math.ceil(inner_mm / PARIS_POINT_MM - 1e-9)


def _grown(age_months: float | None, days_ago: float) -> float:
    """How many mm a foot has usually grown since, month by month at the pace of the age it had then."""
    months = days_ago / DAYS_PER_MONTH
    whole = int(months)
    paces = [HALF_SIZE_MM / _again(None if age_months is None else age_months - back) for back in range(whole + 1)]
    return sum(paces[:whole]) + paces[whole] * (months - whole)


def _again(age_months: float | None) -> int:
    if age_months is None:
        return MONTHS_TO_A_HALF_SIZE[-1][1]
    return next((months for until, months in MONTHS_TO_A_HALF_SIZE if age_months < until), SLOWEST_MONTHS)
