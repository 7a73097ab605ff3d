"""An account claims what was ordered with its address before it existed: nothing is sealed again (policy 6.1)."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Claim, PersonKind
from kindr.privacy.vault.opening import Forgotten
from kindr.shop.accounts.queries import account_of_address, sign_in_address_of
from kindr.shop.orders.actions import steps
from kindr.shop.orders.models import GuestContact
from kindr.shop.orders.queries.finding import guests_with_address


def claim_guest_orders(person: uuid.UUID, *, access: Access, at: datetime) -> int:
    """Joins guests who left exactly the proven address to this account; counts them. Raises Refused, LogUnavailable.

    A guest's shortened tag is only a hint: the contact is opened and compared, which both logs show.
    """
    steps.check_claim(access, "place_order")
    address = sign_in_address_of(person, access=access, at=at)
    if not address:
        return 0
    guests = guests_with_address(address, access=access, at=at) - {person}
    claims = [Claim(guest_id=guest, account_id=person, claimed_at=at) for guest in guests]
    Claim.objects.bulk_create(claims, ignore_conflicts=True)
    _take_over(guests, person, at=at)
    return len(claims)


def _take_over(guests: set[uuid.UUID], person: uuid.UUID, *, at: datetime) -> None:
    """Guests that somebody claimed for a request, without an account, are the account's now, and so is whoever did."""
    owners = list(Claim.objects.filter(guest_id__in=guests, account__kind=PersonKind.GUEST).values_list("account_id"))
    for (owner,) in set(owners):
        Claim.objects.filter(account_id=owner).update(account_id=person, claimed_at=at)
        Claim.objects.get_or_create(guest_id=owner, defaults={"account_id": person, "claimed_at": at})


def claim_order(order_id: uuid.UUID, *, access: Access, at: datetime) -> bool:
    """Joins the guest of an order to the account that has already proven the order's address; says whether it did.

    So somebody who orders without signing in finds it under their rights all the same. Raises Refused, LogUnavailable.
    """
    steps.check_claim(access, "place_order")
    contact = GuestContact.objects.filter(order_id=order_id, person__claimed_by=None).first()
    if contact is None:
        return False
    try:
        account = account_of_address(gates.read(contact, access=access, at=at).email)
    except Forgotten:
        return False
    if account is None or account.person.kind != PersonKind.PARENT:
        return False
    claim = Claim(guest_id=contact.person_id, account_id=account.pk, claimed_at=at)
    return bool(Claim.objects.bulk_create([claim], ignore_conflicts=True))
