"""Shoes from the foot only: the longer foot, room for the toes, and the size that printed charts call it.

A foot foretold from height, weight and age is off by more than a size (7.7 mm against 6.67 mm), so none is foretold.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from kindr.shop.measuring.rules.errors import SPREAD_CM, Method
from kindr.shop.measuring.rules.growth import DAYS_PER_MONTH
from kindr.shop.measuring.rules.outgrowing import HORIZON, Lasting
from kindr.shop.measuring.rules.sizing import SURE, Fit

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
SPREAD_MM = {Method.PHOTO: SPREAD_CM[Method.PHOTO] * 10, Method.TAPE: 3.0}
"""The deviation of a length's error by the way it was measured. That of a ruler from the wall is ours: less than a tape
around a body, more than a picture."""
NORMAL = NormalDist()
EIGHT_IN_TEN = NORMAL.inv_cdf(0.90)
OLDEST_DAYS = 365
"""A foot that was measured longer ago says no size any more: a year is a size or two."""


@dataclass(frozen=True)
class ShoeAdvice:
    """The shoe for a foot, and in how many months to measure again; 0 says now."""

    eu: int | None
    """None where the foot was measured too long ago to name a size."""
    larger: int | None
    """The next size, where the foot may ask for it as well: by how it was measured and what it has grown since."""
    inner_mm: int
    """The inner length that the shoe should have."""
    again_in_months: int
    best: Fit | None = None
    """The likelier of those named, and how likely neither neighbour of it is asked for instead (the likelier one)."""


def shoe_for(
    foot_mm: float,
    *,
    spread_mm: float = 0.0,
    age_months: float | None = None,
    days_ago: float = 0.0,
    larger_by: float = 0.0,
) -> ShoeAdvice:
    """The shoe for the longer foot, in mm, as it has grown since it was measured: the older, the less sure.

    `spread_mm` is the deviation of the length's error, nothing for a printed chart; `larger_by` is how much larger than
    its label, in EU sizes, buyers found this pair. Two sizes are named where the
    smaller would be too small, or the larger too large, more often than a sure answer may be wrong.
    """
    again, grown = _again(age_months), _grown(age_months, days_ago)
    inner = foot_mm + grown + TOE_ROOM_MM[1]
    if days_ago > OLDEST_DAYS:
        return ShoeAdvice(None, None, round(inner), 0)
    unsure = math.hypot(spread_mm, grown * SPURT / EIGHT_IN_TEN)
    labelled = inner - larger_by * PARIS_POINT_MM
    at_most = _size_of(labelled + NORMAL.inv_cdf(SURE) * unsure)
    eu = max(_size_of(labelled - NORMAL.inv_cdf(SURE) * unsure), at_most - 1)
    # Of two that are as likely, the first: the smaller.
    best = max(
        (Fit(size, _chance(size, labelled, unsure)) for size in range(eu, at_most + 1)), key=lambda fit: fit.chance
    )
    waits = max(0, math.floor(again - days_ago / DAYS_PER_MONTH))
    return ShoeAdvice(eu, at_most if at_most > eu else None, round(inner), waits, best)


def is_unlikely_foot(foot_mm: float, *, height_cm: float) -> bool:
    """Whether a foot is so long or short for a height that a question is due (beyond three deviations)."""
    share = foot_mm / 10 / height_cm
    return abs(share - FOOT_OF_HEIGHT) > UNLIKELY * FOOT_SPREAD


def shoe_lasts(
    eu: float, foot_mm: float, *, spread_mm: float = 0.0, age_months: float | None = None, days_ago: float = 0.0
) -> Lasting:
    """When the toes will want the least room in a shoe of an EU size, or between two, as a pair turned out."""
    grown, pace = _grown(age_months, days_ago), HALF_SIZE_MM / _again(age_months)
    spare = eu * PARIS_POINT_MM - TOE_ROOM_MM[0] - foot_mm
    # Growth takes up what is spare where growth and error together, eight times in ten, come to it: a quadratic.
    either = math.hypot(SPURT * spare, math.sqrt(1 - SPURT**2) * EIGHT_IN_TEN * spread_mm)
    until = ((spare - either) / (1 - SPURT**2), spare, (spare + either) / (1 - SPURT**2))
    return Lasting(*(min(float(HORIZON), max(0.0, (growth - grown) / pace)) for growth in until))


def _chance(eu: int, inner_mm: float, unsure: float) -> float:
    if not unsure:
        return 1.0
    needed = NormalDist(inner_mm, unsure)
    return min(needed.cdf(eu * PARIS_POINT_MM), 1 - needed.cdf((eu - 1) * PARIS_POINT_MM))


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
