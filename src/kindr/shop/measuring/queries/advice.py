"""What fits a body: every kind of garment, how sure that is, how long it lasts, and why. Nothing of it is kept."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import lru_cache

from kindr.shop.catalog.queries import SIZE_CHART
from kindr.shop.measuring.queries.believing import Believed, Measured, believed
from kindr.shop.measuring.rules import feet, growth, outgrowing, sizing
from kindr.shop.measuring.rules.body import Dimension
from kindr.shop.measuring.rules.errors import SPREAD_CM
from kindr.shop.measuring.rules.feet import ShoeAdvice
from kindr.shop.measuring.rules.outgrowing import HORIZON, Lasting
from kindr.shop.measuring.rules.sizing import Garment, SizeAdvice

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
        shoe = feet.shoe_for(measured.foot_mm, age_months=months, days_ago=measured.foot_days)
    body = believed(measured)
    return Advice(_kinds(body) if body else (), shoe, measured, SPREAD_CM[measured.method])


def _kinds(body: Believed) -> tuple[KindAdvice, ...]:
    sizes = {kind: sizing.advise(body.bodies, _garment(kind)) for kind in Kind}
    named = {said.best.size for said in sizes.values() if said.best}
    months = {size: outgrowing.lasting(body.height, body.drawn, float(size)) for size in named}
    return tuple(KindAdvice(kind, said, months[said.best.size] if said.best else None) for kind, said in sizes.items())


@lru_cache(maxsize=len(Kind))
def _garment(kind: Kind) -> Garment:
    """A garment of a kind as the shop's chart cuts it."""
    rows = SIZE_CHART.values()
    limits = [(Dimension.HEIGHT, tuple(float(row.height) for row in rows))]
    for dimension, spare in FORGIVES[kind].items():
        limits.append((dimension, tuple(getattr(row, dimension.value) + spare for row in rows)))
    return Garment(tuple(SIZE_CHART), tuple(limits))
