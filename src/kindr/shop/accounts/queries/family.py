"""A guardian's children as the account shows them: nickname, month of birth, height, size (policy 2.1.11)."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from kindr.base.clock import JAKARTA
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Access, ChildOfAge, NotYours
from kindr.privacy.people import PersonKind
from kindr.privacy.vault.opening import Opened
from kindr.shop.accounts import growing
from kindr.shop.accounts.growing import Month
from kindr.shop.accounts.personal import ChildProfile
from kindr.shop.accounts.queries.own import own_id

NAMED = ("id", "person", "covers", "nickname", "height_told_at")


@dataclass(frozen=True)
class Child:
    """One opened profile. Of somebody who is of age by now only the nickname is left to show."""

    id: uuid.UUID
    """The profile's random id, which addresses of pages name."""
    person: uuid.UUID
    nickname: str
    height_told_at: datetime
    born: Month | None = None
    months: int | None = None
    height: int | None = None
    preferred: int | None = None
    is_of_age: bool = False

    @property
    def size(self) -> int | None:
        """The size to look for: the preferred one, or the one that the height asks for."""
        return self.preferred or (growing.size_for(self.height) if self.height else None)

    @property
    def of_age_on(self) -> date | None:
        """The day from which the data are the child's own."""
        return growing.of_age_from(self.born).first_day if self.born else None

    @property
    def years(self) -> int | None:
        """The age in whole years, as far as the month tells."""
        return self.months // growing.MONTHS if self.months is not None else None

    @property
    def mark(self) -> int | None:
        """Where the height stands on a tape drawn from the top down."""
        return growing.MOST_CM - self.height if self.height else None

    def as_initial(self) -> dict[str, object]:
        """What a form shows before anything is typed."""
        return {
            "nickname": self.nickname,
            "month": self.born.month if self.born else "",
            "year": self.born.year if self.born else "",
            "height": self.height or "",
            "size": self.preferred or "",
        }


def children(*, access: Access, at: datetime) -> list[Child]:
    """The acting guardian's children in the order in which they were added, those of age last; one key query each."""
    opened = gates.read_many(profiles_of(own_id(access)), access=access, at=at)
    minors = [opened_child(each, at) for each in opened if not each.is_forgotten]
    return [*minors, *grown_children(own_id(access), at=at)]


def usable_children(*, access: Access, at: datetime) -> list[Child]:
    """The acting guardian's minors who may be opened for this now; the others are left out, and no gate is asked."""
    opened = gates.read_usable(profiles_of(own_id(access)), access=access, at=at)
    found = [opened_child(each, at) for each in opened if not each.is_forgotten]
    return [each for each in found if not each.is_of_age]


def profiles_of(guardian: uuid.UUID) -> list[ChildProfile]:
    """The sealed profiles of a guardian's children, as long as they are not of age, as they were added."""
    return list(_profiles(guardian, is_of_age=False).order_by("collected_at", "id"))


def grown_children(guardian: uuid.UUID, *, at: datetime) -> list[Child]:
    """What children of age are called, so that their guardian knows of whom we speak; nothing else is opened.

    The program opens the nickname, not the guardian: it says whose right it is now.
    """
    rows = list(_profiles(guardian, is_of_age=True).order_by("collected_at", "id").only(*NAMED))
    opened = gates.read_many(rows, access=system_access("answer_requests"), at=at)
    return [_grown(each) for each in opened if not each.is_forgotten]


def nicknames(*, access: Access, at: datetime) -> dict[uuid.UUID, str]:
    """What the acting guardian's children are called, by the ids of their persons."""
    return {child.person: child.nickname for child in children(access=access, at=at)}


def profile_ids(people: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """The random ids of the profiles of some children, by the ids of their persons."""
    return {row.person_id: row.pk for row in ChildProfile.objects.filter(person_id__in=list(people))}


def child(profile: uuid.UUID, *, access: Access, at: datetime) -> Child:
    """One of the acting guardian's children; raises NotYours."""
    row = own_profile(profile, access)
    if row.person.is_of_age:
        return next(each for each in grown_children(own_id(access), at=at) if each.id == profile)
    return opened_child(gates.read(row, access=access, at=at), at)


def minor(profile: uuid.UUID, *, access: Access, at: datetime) -> Child:
    """One of the acting guardian's children who is not of age; raises NotYours, ChildOfAge."""
    found = child(profile, access=access, at=at)
    if found.is_of_age:
        raise ChildOfAge
    return found


def usable_minors(people: Collection[uuid.UUID], *, access: Access, at: datetime) -> list[Child]:
    """For the program: those of some children whose guardians consent to this purpose now, and who are not of age."""
    rows = ChildProfile.objects.filter(person_id__in=list(people), person__is_of_age=False)
    opened = gates.read_usable(list(rows), access=access, at=at)
    found = [opened_child(each, at) for each in opened if not each.is_forgotten]
    return [each for each in found if not each.is_of_age]


def child_shopped_for(person: uuid.UUID, *, access: Access, at: datetime) -> Child | None:
    """The child that somebody shops for; None when the profile is gone or may not be used now, or the child is of age.

    Each page asks, so a "no" is asked for first: it refuses nothing, and fills no log.
    """
    rows = _profiles(own_id(access), is_of_age=False).filter(person_id=person)
    opened = gates.read_usable(list(rows), access=access, at=at)
    found = [opened_child(each, at) for each in opened if not each.is_forgotten]
    return next((each for each in found if not each.is_of_age), None)


def is_child_of_age(person: uuid.UUID, *, access: Access, at: datetime) -> bool:
    """Whether a child has turned 18, as far as the month of birth is known."""
    row = ChildProfile.objects.filter(person_id=person).first()
    opened = gates.read_many([row], access=access, at=at) if row else []
    return any(opened_child(each, at).is_of_age for each in opened if not each.is_forgotten)


def own_profile(profile: uuid.UUID, access: Access) -> ChildProfile:
    """The sealed profile of one of the acting guardian's children; raises NotYours."""
    rows = ChildProfile.objects.select_related("person")
    row = rows.filter(pk=profile, person__guardian_id=own_id(access)).first()
    if row is None:
        raise NotYours("this child is in somebody else's care")
    return row


def _profiles(guardian: uuid.UUID, *, is_of_age: bool) -> QuerySet[ChildProfile]:
    persons = {"person__kind": PersonKind.CHILD, "person__guardian_id": guardian, "person__is_of_age": is_of_age}
    return ChildProfile.objects.filter(**persons)


def _grown(opened: Opened[ChildProfile]) -> Child:
    row = opened.record
    return Child(row.id, row.person_id, opened.nickname, row.height_told_at, is_of_age=True)


def opened_child(opened: Opened[ChildProfile], at: datetime) -> Child:
    """A profile that has passed its gate."""
    row, today = opened.record, at.astimezone(JAKARTA).date()
    born = growing.month_of(opened.birth_month) if opened.birth_month else None
    if born and growing.is_of_age(born, today=today):
        return _grown(opened)
    return Child(
        row.id,
        row.person_id,
        opened.nickname,
        row.height_told_at,
        born,
        born.months_until(today) if born else None,
        opened.height,
        opened.size,
    )
