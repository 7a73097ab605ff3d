"""Seeing by itself that a child has outgrown something, so that a letter may say so one day (policy 2.5.4)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from kindr.base.facts import publish
from kindr.privacy.access.terms import Access
from kindr.shop.measuring.queries import Fits, Limit, MeasuredChild, usable_children, wear
from kindr.shop.orders.actions.steps import check_claim
from kindr.shop.orders.facts import GarmentOutgrown
from kindr.shop.orders.models import Worn
from kindr.shop.orders.queries.closet import limits_of

AT_ONE_TIME = 200
"""So many children are opened together."""


def look_for_outgrown(*, access: Access, at: datetime) -> int:
    """Tells of every garment that a child has outgrown since the last look, once; counts them.

    Children whose guardians do not consent, or have paused, are not looked at. Raises Refused.
    """
    check_claim(access, "measure_sizes")
    waiting = Worn.objects.filter(outgrown_at=None).order_by("person_id")
    people = list(waiting.values_list("person_id", flat=True).distinct())
    pages = (people[start : start + AT_ONE_TIME] for start in range(0, len(people), AT_ONE_TIME))
    return sum(_look_at(page, access=access, at=at) for page in pages)


def _look_at(people: Sequence[uuid.UUID], *, access: Access, at: datetime) -> int:
    children = {child.person: child for child in usable_children(people, access=access, at=at) if child.can_be_advised}
    rows = list(Worn.objects.select_related("line").filter(outgrown_at=None, person_id__in=list(children)))
    limits = limits_of([row.line for row in rows])
    told = 0
    for person, child in children.items():
        told += _tell(child, {row.pk: limits[row.line_id] for row in rows if row.person_id == person}, at)
    return told


def _tell(child: MeasuredChild, limits: Mapping[uuid.UUID, Limit], at: datetime) -> int:
    found = wear(child.measured, limits.values())
    too_small = [worn for worn, limit in limits.items() if limit in found and found[limit].fits is Fits.OUTGROWN]
    return sum(_say_once(worn, at) for worn in too_small)


def _say_once(worn: uuid.UUID, at: datetime) -> int:
    with transaction.atomic():
        is_new = Worn.objects.filter(pk=worn, outgrown_at=None).update(outgrown_at=at)
        if is_new:
            publish(GarmentOutgrown(worn))
    return is_new
