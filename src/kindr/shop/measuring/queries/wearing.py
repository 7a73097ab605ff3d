"""What of the things that were bought fits a child still: clothes by the whole body, shoes by the foot alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kindr.shop.catalog.queries import Charts, Kind, Tailored, kind_of_size
from kindr.shop.measuring.queries.advice import age_in_months, foot_spread, shoe
from kindr.shop.measuring.queries.believing import Measured, believed
from kindr.shop.measuring.queries.garments import turned_out
from kindr.shop.measuring.rules import feet, outgrowing, sizing, wearing
from kindr.shop.measuring.rules.body import Dimension
from kindr.shop.measuring.rules.feedback import in_eu_sizes
from kindr.shop.measuring.rules.outgrowing import HORIZON, Lasting
from kindr.shop.measuring.rules.sizing import Garment
from kindr.shop.measuring.rules.wearing import TO_GROW_INTO_CM, Fits


@dataclass(frozen=True)
class Limit:
    """What decides whether a thing fits: its kind and size; of clothes also the chart and cut that the size is of."""

    kind: Kind
    size: int
    garment: Garment | None = None
    bias_cm: float = 0.0
    """Of shoes, how much larger than their label buyers found them; of clothes it is in the garment."""


@dataclass(frozen=True)
class Wear:
    """How a garment stands to a child; `months` are those left, between which it is outgrown eight times in ten."""

    fits: Fits
    months: tuple[int, int]
    is_surely_over: bool = False
    """Whether nine times in ten it is outgrown already; to say so unasked, more likely than not is too little."""


def limit_of(made: Tailored, size: int, *, charts: Charts, bias_cm: float = 0.0) -> Limit:
    """What decides of one size of a garment; `bias_cm` is how much larger than its chart buyers found it."""
    if made.kind in (Kind.SHOES, Kind.UNSIZED):
        return Limit(made.kind, size, bias_cm=bias_cm)
    garment = turned_out(made, charts, bias_cm)
    return Limit(made.kind, size, garment) if size in garment.sizes else limit_of_size(size)


def limit_of_size(size: int) -> Limit:
    """What decides of a thing of which nothing but the size is known any more: of clothes the height alone."""
    kind = kind_of_size(size)
    if kind in (Kind.SHOES, Kind.UNSIZED):
        return Limit(kind, size)
    return Limit(kind, size, Garment((size,), ((Dimension.HEIGHT, (float(size),)),)))


def wear(measured: Measured, limits: Collection[Limit]) -> Mapping[Limit, Wear]:
    """How things stand to a child, by their limits; those of which nothing can be said are left out."""
    asked = set(limits)
    clothes = {each: each.garment for each in asked if each.garment is not None}
    return _clothes(measured, clothes) | _shoes(measured, {each for each in asked if each.kind is Kind.SHOES})


def _clothes(measured: Measured, limits: Mapping[Limit, Garment]) -> dict[Limit, Wear]:
    body = believed(measured) if limits else None
    if body is None:
        return {}
    # Sizes of one garment ask for the same height: each garment is worked out once.
    asked = {garment: sizing.asked_height(body.bodies, garment) for garment in set(limits.values())}
    found = {}
    for limit, garment in limits.items():
        most = garment.most(limit.size)
        is_loose = dict(most)[Dimension.HEIGHT] - asked[garment] > TO_GROW_INTO_CM
        found[limit] = _worn(outgrowing.lasting(body.growing, most), is_loose=is_loose)
    return found


def _shoes(measured: Measured, limits: Collection[Limit]) -> dict[Limit, Wear]:
    if measured.foot_mm is None:
        return {}
    age, days, spread = age_in_months(measured), measured.foot_days, foot_spread(measured)
    found = {}
    for limit in limits:
        needed, turned_out = shoe(measured, bias_cm=limit.bias_cm), limit.size + in_eu_sizes(limit.bias_cm)
        if needed is not None and needed.eu is not None:
            lasting = feet.shoe_lasts(turned_out, measured.foot_mm, spread_mm=spread, age_months=age, days_ago=days)
            found[limit] = _worn(lasting, is_loose=limit.size > (needed.larger or needed.eu))
    return found


def _worn(lasting: Lasting, *, is_loose: bool) -> Wear:
    months = round(lasting.soonest), min(HORIZON, round(lasting.latest))
    return Wear(wearing.fits(lasting, is_loose=is_loose), months, lasting.is_surely_over)
