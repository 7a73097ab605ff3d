"""What fits the children of a guardian who keeps measurements of them: one body each, held against every garment."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy.access.terms import Access
from kindr.shop.catalog.queries import Charts, Kind, Tailored, Wearable
from kindr.shop.measuring.personal import Measurement
from kindr.shop.measuring.queries.advice import shoe
from kindr.shop.measuring.queries.believing import Measured, believed
from kindr.shop.measuring.queries.garments import best_sizes
from kindr.shop.measuring.queries.kept import usable_own_children
from kindr.shop.measuring.rules.sizing import SURE, Fit


@dataclass(frozen=True, eq=False)
class FittedChild:
    """A child with the best size of every way in which garments are made."""

    profile: uuid.UUID
    """The profile's random id, which addresses of pages name."""
    name: str
    told: Measured
    fits: Mapping[Tailored, Fit]

    @property
    def wearable(self) -> Wearable:
        """What the child can wear, as lists are narrowed by it."""
        return frozenset((made, fit.size) for made, fit in self.fits.items())


@dataclass(frozen=True)
class Badge:
    """What a card in a list says of one child."""

    name: str
    size: int
    is_sure: bool


def keeps_measurements(guardian: uuid.UUID) -> bool:
    """Whether anything was kept of a child of somebody's; opens nothing. One query."""
    return Measurement.objects.filter(person__guardian=guardian, person__is_of_age=False).exists()


def fitted_children(
    ways: Iterable[Tailored], *, charts: Charts, access: Access, at: datetime
) -> tuple[FittedChild, ...]:
    """The children of whom measurements are kept, without those who may not be opened for this now."""
    children = usable_own_children(access=access, at=at)
    wanted = tuple(ways)
    measured = [(child, child.measured) for child in children if child.kept and child.can_be_advised]
    return tuple(FittedChild(child.profile, child.name, told, _fits(told, wanted, charts)) for child, told in measured)


def badges(made: Tailored, left: Iterable[int], children: Iterable[FittedChild]) -> tuple[Badge, ...]:
    """The children who can wear a garment in a size that is there."""
    there = frozenset(left)
    fits = ((child.name, child.fits.get(made)) for child in children)
    return tuple(Badge(name, fit.size, fit.chance >= SURE) for name, fit in fits if fit and fit.size in there)


def _fits(told: Measured, ways: tuple[Tailored, ...], charts: Charts) -> Mapping[Tailored, Fit]:
    body, pair = believed(told), shoe(told)
    found = best_sizes(body, ways, charts=charts) if body else {}
    if pair is not None and pair.eu is not None:
        chance = 1.0 if pair.larger is None else 0.5
        found |= {made: Fit(pair.eu, chance) for made in ways if made.kind is Kind.SHOES}
    return found
