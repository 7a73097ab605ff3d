"""What fits a body: every kind of garment, how sure that is, how long it lasts, and why. Nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from kindr.shop.catalog.queries import SIZE_CHART, Kind, Tailored
from kindr.shop.measuring.queries.believing import Believed, Measured, believed
from kindr.shop.measuring.queries.cutting import cut_for
from kindr.shop.measuring.rules import feet, growth, outgrowing, sizing
from kindr.shop.measuring.rules.errors import SPREAD_CM, Method
from kindr.shop.measuring.rules.feedback import in_eu_sizes
from kindr.shop.measuring.rules.feet import ShoeAdvice
from kindr.shop.measuring.rules.outgrowing import HORIZON, Lasting
from kindr.shop.measuring.rules.sizing import Garment, SizeAdvice

GENERIC = (Kind.TOPS, Kind.BOTTOMS, Kind.WHOLE)
"""The kinds that are answered where nobody asks about a garment of ours."""
SHOWN = 0.02
"""Sizes less likely than this are not drawn."""


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
    body = believed(measured)
    return Advice(_kinds(body) if body else (), shoe(measured), measured, SPREAD_CM[measured.method])


def shoe(measured: Measured, *, bias_cm: float = 0.0) -> ShoeAdvice | None:
    """The shoe for the foot; None when nobody measured it. `bias_cm` is that of a pair, as of any garment."""
    if measured.foot_mm is None:
        return None
    age, spread = age_in_months(measured), foot_spread(measured)
    days, larger = measured.foot_days, in_eu_sizes(bias_cm)
    return feet.shoe_for(measured.foot_mm, spread_mm=spread, age_months=age, days_ago=days, larger_by=larger)


def foot_spread(measured: Measured) -> float:
    """The deviation of the foot's error in mm, by the way it was measured."""
    return feet.SPREAD_MM.get(measured.foot_method, feet.SPREAD_MM[Method.TAPE])


def age_in_months(measured: Measured) -> float | None:
    """The age of which somebody told."""
    return None if measured.age is None else measured.age / growth.DAYS_PER_MONTH


def _kinds(body: Believed) -> tuple[KindAdvice, ...]:
    chart = tuple(SIZE_CHART.values())
    return tuple(_of_kind(body, kind, cut_for(Tailored(kind), chart)) for kind in GENERIC)


def _of_kind(body: Believed, kind: Kind, garment: Garment) -> KindAdvice:
    said = sizing.advise(body.bodies, garment)
    return KindAdvice(kind, said, outgrowing.lasting(body.growing, garment.most(said.best.size)) if said.best else None)
