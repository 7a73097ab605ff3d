"""Seeing by itself that a child has outgrown something, so that a letter may say so one day (policy 2.5.4)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from kindr.base.facts import publish
from kindr.privacy.access.terms import Access
from kindr.shop.measuring.queries import Fits, Kind, Limit, Measured, usable_children, wear
from kindr.shop.orders.actions.steps import check_claim
from kindr.shop.orders.facts import GarmentOutgrown
from kindr.shop.orders.models import OrderLine, Worn
from kindr.shop.orders.queries.closet import limits_of
from kindr.shop.orders.queries.hanging import hanging

AT_ONE_TIME = 200
"""So many children are opened together."""


def look_for_outgrown(*, access: Access, at: datetime) -> int:
    """Tells of every garment that a child has surely outgrown since the last look, once; counts them.

    What fits again by what is known now, as after a typing error, may be told of another time. Children whose guardians
    do not consent, or have paused, are not looked at. Raises Refused.
    """
    check_claim(access, "measure_sizes")
    people = list(Worn.objects.order_by("person_id").values_list("person_id", flat=True).distinct())
    pages = (people[start : start + AT_ONE_TIME] for start in range(0, len(people), AT_ONE_TIME))
    return sum(_look_at(page, access=access, at=at) for page in pages)


def _look_at(people: Sequence[uuid.UUID], *, access: Access, at: datetime) -> int:
    """An age alone says too little of a child: only those are looked at of whom a height or a foot is known."""
    known = {child.person: child.measured for child in usable_children(people, access=access, at=at)}
    known = {person: told for person, told in known.items() if told.height is not None or told.foot_mm is not None}
    worn = Worn.objects.filter(person_id__in=list(known))
    lines = {line.pk: line for line in hanging(OrderLine.objects.filter(worn__in=worn))}
    rows = [row for row in worn if row.line_id in lines]
    limits = limits_of(list(lines.values()))
    of = {person: {row: limits[row.line_id] for row in rows if row.person_id == person} for person in known}
    return sum(_tell(told, of[person]) for person, told in known.items())


def _tell(told: Measured, limits: Mapping[Worn, Limit]) -> int:
    found = wear(told, [limit for limit in limits.values() if told.height is not None or limit.kind is Kind.SHOES])
    seen = {worn: found[limit] for worn, limit in limits.items() if limit in found}
    fitting = [worn.pk for worn, stands in seen.items() if worn.is_told and stands.fits is not Fits.OUTGROWN]
    Worn.objects.filter(pk__in=fitting).update(is_told=False)
    return sum(_say_once(worn.pk) for worn, stands in seen.items() if stands.is_surely_over)


def _say_once(worn: uuid.UUID) -> int:
    with transaction.atomic():
        is_new = Worn.objects.filter(pk=worn, is_told=False).update(is_told=True)
        if is_new:
            publish(GarmentOutgrown(worn))
    return is_new
