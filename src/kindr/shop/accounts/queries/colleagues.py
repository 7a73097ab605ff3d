"""Colleagues and consultants: what they are called, when they were here, and with what second factor."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Exists, Max, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kindr.base.clock import JAKARTA
from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.shop.accounts.models import Session
from kindr.shop.accounts.personal import Passkey, SecondFactor, StaffContact


def names_of(people: Collection[uuid.UUID], *, access: Access, at: datetime) -> dict[uuid.UUID, str]:
    """The names of colleagues, opened together; raises Refused."""
    rows = list(StaffContact.objects.filter(person_id__in=list(people)))
    opened = gates.read_many(rows, access=access, at=at)
    return {one.record.person_id: one.name for one in opened if not one.is_forgotten}


def protections_of(people: Collection[uuid.UUID], *, at: datetime) -> Mapping[uuid.UUID, tuple[str, str]]:
    """When each was here last, as far as a visit still tells, and what their second factors are. Opens nothing."""
    wanted = list(people)
    used = dict(
        Session.objects.filter(person_id__in=wanted, expire_date__gt=at)
        .values_list("person_id")
        .annotate(last=Max("used_at"))
    )
    codes = set(
        SecondFactor.objects.filter(person_id__in=wanted, confirmed_at__isnull=False).values_list("person", flat=True)
    )
    keys = with_passkeys(wanted)
    return {one: (_day(used.get(one)), _factors(one in codes, one in keys)) for one in wanted}


def passkeys_of(person: uuid.UUID) -> tuple[bool, datetime | None]:
    """Whether a colleague has a passkey, and when their working account was made. One query; opens nothing."""
    keys = Exists(Passkey.objects.filter(person=OuterRef("person")))
    made = StaffContact.objects.filter(person_id=person).annotate(has_passkey=keys)
    found = made.values_list("has_passkey", "collected_at").first()
    return (bool(found[0]), found[1]) if found else (False, None)


def with_passkeys(people: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the people who have a passkey. One query; opens nothing."""
    return set(Passkey.objects.filter(person_id__in=list(people)).values_list("person", flat=True))


def _day(moment: datetime | None) -> str:
    return date_format(moment.astimezone(JAKARTA).date(), "j M Y") if moment else ""


def _factors(has_codes: bool, has_keys: bool) -> str:
    found = [_("code from an app")] if has_codes else []
    return ", ".join([*found, _("passkey")] if has_keys else found)
