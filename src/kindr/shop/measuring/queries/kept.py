"""What is kept of the acting guardian's children: every occasion of measuring, and its age today (policy 2.5)."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kindr.base.clock import JAKARTA
from kindr.privacy import gates
from kindr.privacy.access.terms import Access, NotYours
from kindr.privacy.vault.opening import Opened
from kindr.shop.accounts import queries as accounts
from kindr.shop.accounts.queries import Child
from kindr.shop.measuring.personal import Measurement
from kindr.shop.measuring.queries.believing import Measured
from kindr.shop.measuring.rules.body import BodyReading, Dimension
from kindr.shop.measuring.rules.errors import Method
from kindr.shop.measuring.rules.growth import DAYS_PER_MONTH
from kindr.shop.measuring.rules.height import Reading
from kindr.shop.measuring.rules.measures import Measure, Occasion, whole_cm

MOST_HEIGHTS, MOST_BESIDE = 24, 2
"""So many heights, and so many values of each other measure, are counted: time and memory grow with them."""


@dataclass(frozen=True)
class Kept:
    """One kept occasion, opened; `id` is what addresses of pages name."""

    id: uuid.UUID
    occasion: Occasion


@dataclass(frozen=True)
class MeasuredChild:
    """One of the acting guardian's children with all that was measured, the newest first."""

    profile: uuid.UUID
    """The profile's random id, which addresses of pages name."""
    person: uuid.UUID
    name: str
    on: date
    """The day for which the readings say how old they are."""
    born_on: date | None
    """The first day of the month of birth; None when nobody told."""
    preferred: int | None
    """The size that the guardian prefers, which goes before every advice."""
    kept: tuple[Kept, ...] = ()
    profile_height: Reading | None = None
    """The height of the profile; it counts where no occasion has one, or none that is as new."""

    def age_on(self, day: date) -> float | None:
        """The age in days, counted from the middle of the month of birth."""
        return None if self.born_on is None else max(0.0, (day - self.born_on).days - DAYS_PER_MONTH / 2)

    @property
    def age(self) -> float | None:
        """The age today."""
        return self.age_on(self.on)

    @property
    def heights(self) -> tuple[Reading, ...]:
        """Every height with its age and error, the newest first."""
        found = (each.occasion.height_on(self.on) for each in self.kept)
        measured = tuple(reading for reading in found if reading is not None)
        return (self.profile_height, *measured) if self.profile_height and self._is_told_later else measured

    @property
    def newest_height(self) -> Occasion | None:
        """The newest occasion with a height."""
        return next((each.occasion for each in self.kept if Measure.HEIGHT in each.occasion.values), None)

    @property
    def follows(self) -> bool:
        """Whether the profile's height is the newest one that is kept."""
        newest, told = self.newest_height, self.profile_height
        return newest is not None and told is not None and told.cm == whole_cm(newest)

    @property
    def measured(self) -> Measured:
        """All of it as the advice takes it; an old value counts for less, by what growth does since."""
        heights = self.heights[:MOST_HEIGHTS]
        foot = next((each.occasion for each in self.kept if Measure.FOOT_LENGTH in each.occasion.values), None)
        return Measured(
            height=heights[0].cm if heights else None,
            method=self._method,
            is_sure=bool(heights and heights[0].is_sure),
            age=self.age,
            foot_mm=float(foot.values[Measure.FOOT_LENGTH]) if foot else None,
            foot_method=foot.foot_method if foot else Method.TAPE,
            foot_days=foot.days_before(self.on) if foot else 0.0,
            days_ago=heights[0].days_ago if heights else 0.0,
            earlier=heights[1:],
            beside=_newest(reading for each in self.kept for reading in each.occasion.body_on(self.on)),
        )

    @property
    def can_be_advised(self) -> bool:
        """Whether anything is known that a size can be found by."""
        return bool(self.heights or self.age is not None or self.measured.foot_mm)

    @property
    def _is_told_later(self) -> bool:
        newest, told = self.newest_height, self.profile_height
        if newest is None or told is None:
            return True
        return not self.follows and told.days_ago <= newest.days_before(self.on)

    @property
    def _method(self) -> Method:
        newest = self.newest_height
        return newest.method if newest and not (self.profile_height and self._is_told_later) else Method.TOLD


def _newest(readings: Iterable[BodyReading]) -> tuple[BodyReading, ...]:
    """The newest values of each measure, of readings whose newest come first."""
    taken, found = Counter[Dimension](), list[BodyReading]()
    for reading in readings:
        if taken[reading.dimension] < MOST_BESIDE:
            taken[reading.dimension] += 1
            found.append(reading)
    return tuple(found)


def measured_children(*, access: Access, at: datetime) -> tuple[MeasuredChild, ...]:
    """All children of the acting guardian who are not of age, in the order of the account.

    Two openings however many children: their profiles, and all their measurements. Raises NotYours for a stranger.
    """
    children = [child for child in accounts.children(access=access, at=at) if not child.is_of_age]
    kept = _kept_of([child.person for child in children], access=access, at=at)
    return tuple(_measured(child, kept.get(child.person, []), at) for child in children)


def usable_own_children(*, access: Access, at: datetime) -> tuple[MeasuredChild, ...]:
    """As `measured_children`, without what may not be used now: one child's "no" takes nothing from the others."""
    children = accounts.usable_children(access=access, at=at)
    kept = _usable_of([child.person for child in children], access=access, at=at)
    return tuple(_measured(child, kept.get(child.person, []), at) for child in children)


def measured_child(profile: uuid.UUID, *, access: Access, at: datetime) -> MeasuredChild:
    """One of the acting guardian's children; raises NotYours, and ChildOfAge where the child decides alone."""
    child = accounts.minor(profile, access=access, at=at)
    kept = _kept_of([child.person], access=access, at=at)
    return _measured(child, kept.get(child.person, []), at)


def usable_children(people: Collection[uuid.UUID], *, access: Access, at: datetime) -> tuple[MeasuredChild, ...]:
    """For the program: what is known of some children, as far as their guardians consent to it now."""
    children = accounts.usable_minors(people, access=access, at=at)
    kept = _usable_of([child.person for child in children], access=access, at=at)
    return tuple(_measured(child, kept.get(child.person, []), at) for child in children)


def kept_one(measured: uuid.UUID, *, access: Access, at: datetime) -> tuple[MeasuredChild, Kept]:
    """One occasion and the child it is about; raises NotYours, ChildOfAge."""
    mine = Measurement.objects.filter(pk=measured, person__guardian_id=accounts.own_id(access))
    profile = accounts.profile_ids(mine.values_list("person_id", flat=True))
    child = measured_child(next(iter(profile.values())), access=access, at=at) if profile else None
    found = next((each for each in child.kept if each.id == measured), None) if child else None
    if child is None or found is None:
        raise NotYours("this was measured of somebody else's child")
    return child, found


def occasion_of(opened: Opened[Measurement]) -> Occasion:
    """A record that has passed its gate."""
    values = opened.values()
    return Occasion(
        opened.measured_on,
        {each: values[each.value] for each in Measure if values[each.value] is not None},
        Method(opened.method),
        Method(opened.foot_method),
        opened.is_sure,
    )


def _kept_of(people: Collection[uuid.UUID], *, access: Access, at: datetime) -> Mapping[uuid.UUID, list[Kept]]:
    return _by_child(gates.read_many(_rows_of(people), access=access, at=at))


def _usable_of(people: Collection[uuid.UUID], *, access: Access, at: datetime) -> Mapping[uuid.UUID, list[Kept]]:
    return _by_child(gates.read_usable(_rows_of(people), access=access, at=at))


def _rows_of(people: Collection[uuid.UUID]) -> list[Measurement]:
    return list(Measurement.objects.filter(person_id__in=list(people)).order_by("-collected_at", "-id"))


def _by_child(opened: Iterable[Opened[Measurement]]) -> Mapping[uuid.UUID, list[Kept]]:
    found: dict[uuid.UUID, list[Kept]] = defaultdict(list)
    for each in opened:
        if not each.is_forgotten:
            found[each.record.person_id].append(Kept(each.record.pk, occasion_of(each)))
    return found


def _measured(child: Child, kept: list[Kept], at: datetime) -> MeasuredChild:
    today = at.astimezone(JAKARTA).date()
    newest_first = sorted(kept, key=lambda each: each.occasion.measured_on, reverse=True)
    born = child.born.first_day if child.born else None
    return MeasuredChild(
        child.id, child.person, child.nickname, today, born, child.preferred, tuple(newest_first), _told(child, today)
    )


def _told(child: Child, today: date) -> Reading | None:
    """The height of the profile, as old as the day on which it was told; nobody said how it was measured."""
    if not child.height:
        return None
    told = Occasion(child.height_told_at.astimezone(JAKARTA).date(), {Measure.HEIGHT: child.height * 10}, Method.TOLD)
    return told.height_on(today)
