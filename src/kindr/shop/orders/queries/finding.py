"""Finding orders: by number, exact e-mail or exact phone, never by name."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access.terms import Access, NotYours
from kindr.privacy.vault import lookup
from kindr.privacy.vault.opening import Opened
from kindr.shop.accounts.queries import NotAPhoneNumber, account_of_address, phone_number
from kindr.shop.orders.models import GuestContact, Order

MOST = 50


class NoSuchOrder(NotYours):
    """There is no order with this number; shown as 404, as somebody else's order is."""


def order_id_of(number: str) -> uuid.UUID:
    """The id of an order; raises NoSuchOrder."""
    found = Order.objects.filter(number=number.strip().upper()).values_list("id", flat=True).first()
    if found is None:
        raise NoSuchOrder("there is no such order")
    return found


def find_orders(words: str, *, access: Access, at: datetime) -> list[str]:
    """Numbers of the orders that a number, an exact e-mail address or an exact phone number leads to, newest first.

    Guests found by a shortened tag are opened and compared, which the log records. Raises Refused.
    """
    persons = _persons_of(words.strip(), access=access, at=at)
    found = Order.objects.filter(number=words.strip().upper()) | Order.objects.filter(person_id__in=persons)
    return list(found.order_by("-placed_at", "-pk").values_list("number", flat=True)[:MOST])


def guests_with_address(address: str, *, access: Access, at: datetime) -> set[uuid.UUID]:
    """The guests who left exactly this e-mail address; raises Refused."""
    wanted = lookup.normalised_address(address)
    return _guests(
        lookup.find(lookup.GUEST_ADDRESS, wanted),
        lambda contact: lookup.normalised_address(contact.email) == wanted,
        access=access,
        at=at,
    )


def _persons_of(words: str, *, access: Access, at: datetime) -> set[uuid.UUID]:
    if "@" in words:
        account = account_of_address(words)
        own = {account.pk} if account else set()
        return own | guests_with_address(words, access=access, at=at)
    try:
        wanted = phone_number(words)
    except NotAPhoneNumber:
        return set()
    found = lookup.find(lookup.PHONE, wanted)
    return _guests(found, lambda contact: phone_number(contact.phone) == wanted, access=access, at=at)


def _guests(
    candidates: list[uuid.UUID],
    is_wanted: Callable[[Opened[GuestContact]], bool],
    *,
    access: Access,
    at: datetime,
) -> set[uuid.UUID]:
    """Of those whose tag matches, the guests whose opened contact matches too."""
    contacts = list(GuestContact.objects.filter(person_id__in=candidates))
    opened = gates.read_many(contacts, access=access, at=at)
    return {each.record.person_id for each in opened if not each.is_forgotten and is_wanted(each)}
