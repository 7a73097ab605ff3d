"""The link in a guest's letter: signed, so that whoever got the letter sees the order, and for a time only.

It lets its reader in as the guest, with all that the guest ordered: not more than the letters already show. A guest is
made anew for each e-mail address (`placing._buyer`), so every order of one guest wrote to the same mailbox as this
letter; and whoever has no account has no other way to what we hold about them (policy 6.1). The letter says that the
link is for its reader alone.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core import signing
from django.urls import reverse

from kindr.privacy.people import PersonKind
from kindr.shop.orders.models import Order
from kindr.shop.orders.rules import LINK_GOOD_FOR

SALT = "kindr.orders.guest"


class LinkExpired(Exception):
    """The link was changed, is too old, or leads to an order that is not a guest's."""


def link_for_guest(order: Order, *, at: datetime) -> str:
    """The path that lets a guest see their order; empty for an account, whose owner signs in."""
    if order.person.kind != PersonKind.GUEST:
        return ""
    token = signing.dumps([order.number, int((at + LINK_GOOD_FOR).timestamp())], salt=SALT, compress=True)
    return reverse("orders:open", args=[order.number, token])


def guest_of_link(number: str, token: str, *, at: datetime) -> uuid.UUID:
    """The guest whose order the link shows; raises LinkExpired."""
    try:
        signed_number, until = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise LinkExpired from None
    order = Order.objects.select_related("person").filter(number=number).first()
    if order is None or signed_number != number or at.timestamp() > until or order.person.kind != PersonKind.GUEST:
        raise LinkExpired
    return order.person_id
