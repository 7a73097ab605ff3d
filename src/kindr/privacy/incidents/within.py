"""Who is within a blast radius, person by person, in the words of the policy; random ids and categories only."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from kindr.privacy.incidents import words
from kindr.privacy.incidents.models import AffectedPerson
from kindr.privacy.incidents.queries import A_PAGE, Found
from kindr.privacy.incidents.radius.reach import categories_in
from kindr.privacy.incidents.writing import categories_said


@dataclass(frozen=True)
class Within:
    """One person, and which data of theirs."""

    person_id: uuid.UUID
    kind: str
    is_forgotten: bool
    opened: tuple[str, ...]
    changed: tuple[str, ...]
    could: tuple[str, ...]
    """What could have been opened, and was not."""


def affected(found: Found | None, *, page: str) -> Page[Any] | None:
    """The people of a radius, those first whose data were opened; None while there is no radius."""
    if found is None:
        return None
    rows = AffectedPerson.objects.filter(radius=found.radius.pk).annotate(is_untouched=Q(opened={}) & Q(changed={}))
    shown: Page[Any] = Paginator(rows.order_by("is_untouched", "pk"), A_PAGE).get_page(page)
    people: list[Any] = [_within(each) for each in shown.object_list]
    shown.object_list = people
    return shown


def _within(each: AffectedPerson) -> Within:
    opened = categories_in(each.opened)
    return Within(
        each.person_id,
        str(words.PERSON.get(each.kind, words.PERSON[""])),
        each.is_forgotten,
        categories_said(opened),
        categories_said(categories_in(each.changed)),
        categories_said(categories_in(each.could) - opened),
    )
