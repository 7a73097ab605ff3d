"""Forgetting what an order no longer needs; what has its own time is swept by the engine (policy 2.1.8 to 2.1.10)."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import Exists, OuterRef

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.retention import held
from kindr.privacy.vault import keyrings, lookup
from kindr.privacy.vault.lookup import LookupEntry
from kindr.shop.orders.models import GuestContact, Order
from kindr.shop.orders.queries.under_way import KEPT_UNTIL_ARRIVAL


def forget_closed(order_id: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Forgets the address and contact of a closed order at once when its buyer has been erased (policy 6.3)."""
    order = Order.objects.filter(pk=order_id, closed_at__isnull=False).first()
    if order is None or not keyrings.is_closed(order.person_id):
        return
    keeping = held.in_force(at, people=[order.person_id])
    for model in KEPT_UNTIL_ARRIVAL:
        for record in model._default_manager.filter(order=order).exclude(keeping.rows(model.clause)):
            gates.expire(record, access=access, at=at)


def unfind_guests(*, access: Access, at: datetime) -> int:  # noqa: ARG001  # what every sweep takes
    """Takes the tags of guests away whose last contact is forgotten; counts the tags."""
    tags = LookupEntry.objects.filter(person_id=OuterRef("pk"))
    contacts = GuestContact.objects.filter(person=OuterRef("pk"))
    guests = Person.objects.filter(Exists(tags), ~Exists(contacts), kind=PersonKind.GUEST)
    return sum(lookup.remove(guest) for guest in guests.values_list("pk", flat=True))
