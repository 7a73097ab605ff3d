"""The month in which a child comes of age: the guardian reaches nothing any more, and is told so once (policy 7.8).

The month of birth is sealed, and opening every child's profile every hour to look would leave more lines in their
records than anybody ever opened. A keyed tag of the month finds those whose month has come; they alone are opened.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from kindr.base import facts
from kindr.base.clock import JAKARTA
from kindr.privacy import gates, people
from kindr.privacy.access.terms import Access
from kindr.privacy.vault import lookup
from kindr.shop.accounts import growing
from kindr.shop.accounts.facts import ChildCameOfAge
from kindr.shop.accounts.growing import Month
from kindr.shop.accounts.personal import ChildProfile
from kindr.shop.accounts.queries.family import is_child_of_age

BIRTH_MONTH = lookup.Index("birth_month", 16)
UNKNOWN = "no month"
AT_ONE_TIME = 500
LOOKS_BACK = 24
"""Months whose children are looked for again, should the worker have been away."""


def note_birth(child: uuid.UUID, month: object) -> None:
    """Makes a child findable by the month of birth; one of whom no month is kept has a mark that says just that."""
    lookup.add(BIRTH_MONTH, str(month) if month else UNKNOWN, person=child)


def note_older_births(*, access: Access, at: datetime) -> int:
    """Marks profiles that were kept before there were marks, or whose mark a crash ate; each is opened once."""
    marked = lookup.LookupEntry.objects.filter(index=BIRTH_MONTH.name, person_id=OuterRef("person_id"))
    rows = ChildProfile.objects.filter(~Exists(marked), person__is_of_age=False).order_by("collected_at", "pk")
    opened = gates.read_many(list(rows[:AT_ONE_TIME]), access=access, at=at)
    for each in opened:
        note_birth(each.record.person_id, None if each.is_forgotten else each.birth_month)
    return len(opened)


def look_for_grown(*, access: Access, at: datetime) -> int:
    """Ends the guardian's reach for every child whose month has come; counts them. Doing it twice changes nothing."""
    return sum(_come_of_age(child, access=access, at=at) for month in _months(at) for child in _born_in(month))


def _born_in(month: Month) -> list[uuid.UUID]:
    return sorted(lookup.find(BIRTH_MONTH, str(month)))


def _months(at: datetime) -> list[Month]:
    """The newest month of which everybody is of age, and those before it."""
    today = at.astimezone(JAKARTA).date()
    newest = (today.year - growing.OF_AGE) * growing.MONTHS + today.month - 1
    counted = (divmod(newest - back, growing.MONTHS) for back in range(LOOKS_BACK))
    return [Month(year, month + 1) for year, month in counted]


def _come_of_age(child: uuid.UUID, *, access: Access, at: datetime) -> bool:
    """Several months may share a tag, so the profile is opened once before anything ends."""
    if not is_child_of_age(child, access=access, at=at):
        return False
    with transaction.atomic():
        has_begun = people.come_of_age(child)
        lookup.drop(BIRTH_MONTH, person=child)
        if has_begun:
            facts.publish(ChildCameOfAge(child))
    return has_begun
