"""What must wait when somebody is erased: the address and contact of parcels under way (policy 6.3)."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from kindr.privacy.rights.stores import Hold
from kindr.shop.orders.personal import Delivery, GuestContact, OrderContact, UntilArrival

REASON = {
    "id": "Paket pesanan Anda masih dalam perjalanan; alamat ini dihapus begitu paket tiba.",
    "en": "A parcel of yours is still under way; this is erased as soon as it has arrived.",
}
KEPT_UNTIL_ARRIVAL: tuple[type[UntilArrival], ...] = (Delivery, OrderContact, GuestContact)


def holds(people: Collection[uuid.UUID]) -> list[Hold]:
    """One hold for each record that an order under way still needs. Three queries."""
    return [
        Hold(record.slot, REASON)
        for model in KEPT_UNTIL_ARRIVAL
        for record in model._default_manager.filter(person_id__in=people, order__closed_at=None)
    ]
