"""What fits the children of a guardian who keeps measurements of them: one body each, held against every garment."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kindr.privacy.access.terms import Access
from kindr.shop.catalog.queries import Charts, Kind, Tailored, Wearable
from kindr.shop.measuring.personal import Measurement
from kindr.shop.measuring.queries.advice import shoe
from kindr.shop.measuring.queries.believing import Believed, Measured, believed
from kindr.shop.measuring.queries.garments import best_size
from kindr.shop.measuring.queries.kept import usable_own_children
from kindr.shop.measuring.rules.sizing import SURE, Fit


@dataclass(frozen=True, eq=False)
class FittedChild:
    """A child whose body every garment can be held against; it lives as long as the page that asks."""

    profile: uuid.UUID
    """The profile's random id, which addresses of pages name."""
    name: str
    told: Measured
    charts: Charts
    _found: dict[tuple[Tailored, float], Fit | None] = field(default_factory=dict, repr=False)

    @functools.cached_property
    def body(self) -> Believed | None:
        """What is believed of the body; a page without a list never asks."""
        return believed(self.told)

    def fit(self, made: Tailored, bias_cm: float = 0.0) -> Fit | None:
        """The right size of a garment, as its own page says it; what is made alike is worked out once."""
        if (made, bias_cm) not in self._found:
            self._found[made, bias_cm] = self._fit(made, bias_cm)
        return self._found[made, bias_cm]

    def _fit(self, made: Tailored, bias_cm: float) -> Fit | None:
        if made.kind is Kind.SHOES:
            pair = shoe(self.told, bias_cm=bias_cm)
            return pair.best if pair else None
        return best_size(self.body, made, charts=self.charts, bias_cm=bias_cm) if self.body else None


@dataclass(frozen=True)
class Badge:
    """What a card in a list says of one child."""

    name: str
    size: int
    is_sure: bool


def keeps_measurements(guardian: uuid.UUID) -> bool:
    """Whether anything was kept of a child of somebody's; opens nothing. One query."""
    return Measurement.objects.filter(person__guardian=guardian, person__is_of_age=False).exists()


def fitted_children(*, charts: Charts, access: Access, at: datetime) -> tuple[FittedChild, ...]:
    """The children of whom measurements are kept, without those who may not be opened for this now."""
    known = usable_own_children(access=access, at=at)
    told = [(child, child.measured) for child in known if child.kept and child.can_be_advised]
    return tuple(FittedChild(child.profile, child.name, each, charts) for child, each in told)


def badges(
    made: Tailored, left: Collection[int], children: Iterable[FittedChild], *, bias_cm: float
) -> tuple[Badge, ...]:
    """The children who can wear a garment in a size that is there."""
    fits = ((child.name, child.fit(made, bias_cm)) for child in children)
    return tuple(Badge(name, fit.size, fit.chance >= SURE) for name, fit in fits if fit and fit.size in left)


def wearable(
    child: FittedChild, ways: Iterable[Tailored], turned_out: Mapping[int, tuple[Tailored, float]]
) -> Wearable:
    """What a child can wear, as lists are narrowed by it.

    `turned_out` are the products that buyers found other than their charts, each with how much in cm.
    """
    alike = ((made, child.fit(made)) for made in ways)
    single = ((number, child.fit(made, bias)) for number, (made, bias) in turned_out.items())
    return Wearable(
        frozenset((made, fit.size) for made, fit in alike if fit),
        frozenset((number, fit.size) for number, fit in single if fit),
        frozenset(turned_out),
    )
