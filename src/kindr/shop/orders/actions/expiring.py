"""Forgetting what an order no longer needs: 30 days after it arrived or was cancelled (policy 2.1.8 to 2.1.10)."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.vault import keyrings, lookup
from kindr.privacy.vault.records import PersonalRecord
from kindr.shop.orders.models import GuestContact, Order
from kindr.shop.orders.queries.under_way import KEPT_UNTIL_ARRIVAL
from kindr.shop.orders.rules import ADDRESS_KEPT_FOR

A_ROUND = 500


def expire_arrived(*, access: Access, at: datetime) -> int:
    """Forgets addresses and contacts of orders that were closed 30 days ago; counts the records."""
    gone = 0
    for model in KEPT_UNTIL_ARRIVAL:
        due = model._default_manager.filter(order__closed_at__lte=at - ADDRESS_KEPT_FOR)
        for record in due.order_by("collected_at")[:A_ROUND]:
            _forget(record, access=access, at=at)
            gone += 1
    return gone


def _forget(record: PersonalRecord, *, access: Access, at: datetime) -> None:
    gates.expire(record, access=access, at=at)
    if isinstance(record, GuestContact) and not GuestContact.objects.filter(person_id=record.person_id).exists():
        # The last contact of a guest is gone, and with it the way to find them.
        lookup.remove(record.person_id)


def forget_closed(order_id: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Forgets the address and contact of a closed order at once when its buyer has been erased (policy 6.3)."""
    order = Order.objects.filter(pk=order_id, closed_at__isnull=False).first()
    if order is None or not keyrings.is_closed(order.person_id):
        return
    for model in KEPT_UNTIL_ARRIVAL:
        for record in model._default_manager.filter(order=order):
            _forget(record, access=access, at=at)
