"""An account claims what was ordered with its address before it existed: nothing is sealed again (policy 6.1)."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy.access.terms import Access
from kindr.privacy.people import Claim
from kindr.shop.accounts.queries import sign_in_address_of
from kindr.shop.orders.actions import steps
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
    return len(claims)
