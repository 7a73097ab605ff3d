"""The address book: up to twenty addresses of a parent, one of them the one to use first."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kindr.privacy import gates
from kindr.privacy.access.terms import Access, NotYours
from kindr.shop.accounts import rules
from kindr.shop.accounts.personal import SavedAddress
from kindr.shop.accounts.queries.own import own_id


class AddressBookFull(Exception):
    """The address book has as many entries as it may have."""


def add_address(values: Mapping[str, object], *, source: str = "account", access: Access, at: datetime) -> uuid.UUID:
    """Adds an entry (label, recipient, phone, street, area, postcode, notes); raises AddressBookFull.

    The first entry becomes the one to use first.
    """
    number = SavedAddress.objects.filter(person_id=own_id(access)).count()
    if number >= rules.MOST_ADDRESSES:
        raise AddressBookFull
    kept = gates.collect(
        SavedAddress,
        person=own_id(access),
        access=access,
        at=at,
        source=source,
        values=values,
        plain={"is_default": number == 0},
    )
    return kept.id


def change_address(address: uuid.UUID, values: Mapping[str, object], *, access: Access, at: datetime) -> None:
    """Changes an entry; raises NotYours."""
    gates.correct(_own(address, access), access=access, at=at, values=values)


def remove_address(address: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Forgets an entry; the oldest of the others takes its place as the first; raises NotYours."""
    row = _own(address, access)
    gates.expire(row, access=access, at=at)
    rest = SavedAddress.objects.filter(person_id=own_id(access))
    if row.is_default and (oldest := rest.order_by("collected_at", "pk").first()):
        prefer_address(oldest.pk, access=access)


def prefer_address(address: uuid.UUID, *, access: Access) -> None:
    """Makes an entry the one to use first; raises NotYours."""
    row = _own(address, access)
    with transaction.atomic():
        SavedAddress.objects.filter(person_id=row.person_id, is_default=True).update(is_default=False)
        SavedAddress.objects.filter(pk=row.pk).update(is_default=True)


def _own(address: uuid.UUID, access: Access) -> SavedAddress:
    row = SavedAddress.objects.filter(pk=address, person_id=own_id(access)).first()
    if row is None:
        raise NotYours("this address belongs to somebody else")
    return row
