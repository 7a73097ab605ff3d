"""What of the things that were bought fits a child still: clothes by the height, shoes by the foot alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from kindr.shop.catalog.queries import Kind
from kindr.shop.measuring.queries.advice import age_in_months, foot_spread, shoe
from kindr.shop.measuring.queries.believing import Measured, believed
from kindr.shop.measuring.rules import feet, outgrowing, wearing
from kindr.shop.measuring.rules.outgrowing import HORIZON, Lasting
from kindr.shop.measuring.rules.wearing import TO_GROW_INTO_CM, Fits


@dataclass(frozen=True)
class Limit:
    """Up to which body a thing fits: a height in cm, of shoes an EU size; what is unsized has none that counts."""

    kind: Kind
    upto: float


@dataclass(frozen=True)
class Wear:
    """How a garment stands to a child; `months` are those left, between which it is outgrown eight times in ten."""

    fits: Fits
    months: tuple[int, int]


def wear(measured: Measured, limits: Collection[Limit]) -> Mapping[Limit, Wear]:
    """How things stand to a child, by their limits; those of which nothing can be said are left out."""
    asked = set(limits)
    shoes = {each for each in asked if each.kind is Kind.SHOES}
    return _clothes(measured, {each for each in asked - shoes if each.kind is not Kind.UNSIZED}) | _shoes(
        measured, shoes
    )


def _clothes(measured: Measured, limits: Collection[Limit]) -> dict[Limit, Wear]:
    body = believed(measured) if limits else None
    if body is None:
        return {}
    height = float(np.median(body.drawn.heights))
    # A top and a skirt of one size are outgrown together: each height is worked out once.
    lasting = {upto: outgrowing.lasting(body.height, body.drawn, upto) for upto in {each.upto for each in limits}}
    return {each: _worn(lasting[each.upto], is_loose=each.upto - height > TO_GROW_INTO_CM) for each in limits}


def _shoes(measured: Measured, limits: Collection[Limit]) -> dict[Limit, Wear]:
    needed = shoe(measured)
    if measured.foot_mm is None or needed is None or needed.eu is None:
        return {}
    age, days, spread = age_in_months(measured), measured.foot_days, foot_spread(measured)
    found = {}
    for limit in limits:
        lasting = feet.shoe_lasts(round(limit.upto), measured.foot_mm, spread_mm=spread, age_months=age, days_ago=days)
        found[limit] = _worn(lasting, is_loose=limit.upto > (needed.larger or needed.eu))
    return found


def _worn(lasting: Lasting, *, is_loose: bool) -> Wear:
    return Wear(wearing.fits(lasting, is_loose=is_loose), (round(lasting.soonest), min(HORIZON, round(lasting.latest))))
