"""What must wait when somebody is erased: the address and contact of parcels under way (policy 6.3)."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db.models import Value

from kindr.base.clock import jakarta_year
from kindr.privacy.rights.stores import Hold
from kindr.privacy.vault.keyrings import Slot
from kindr.shop.orders.models import Order
from kindr.shop.orders.personal import Delivery, GuestContact, OrderContact, Shipment, UntilArrival

REASON = {
    "id": "Paket pesanan Anda masih dalam perjalanan; alamat ini dihapus begitu paket tiba.",
    "en": "A parcel of yours is still under way; this is erased as soon as it has arrived.",
}
WHEN_PAUSED = {
    "id": "Paket pesanan Anda belum tiba. Yang belum dikirim menunggu sampai Anda mengakhiri jeda; yang sudah di kurir"
    " tetap diantar.",
    "en": "A parcel of yours has not arrived. What is not shipped yet waits until you end the pause; what the courier"
    " has still comes.",
}
KEPT_UNTIL_ARRIVAL: tuple[type[UntilArrival], ...] = (Delivery, OrderContact, GuestContact)


def holds(people: Collection[uuid.UUID]) -> list[Hold]:
    """One hold for each record that an order under way needs, or will need: the courier's number. Two queries."""
    return [*(_hold(slot) for slot in sorted(_books(people), key=str)), *_records(people)]


def _hold(slot: Slot) -> Hold:
    return Hold(slot, REASON, when_paused=WHEN_PAUSED)


def _books(people: Collection[uuid.UUID]) -> set[Slot]:
    """The book of shipments of the year in which an order was placed, and of the next: it may ship after New Year."""
    placed = Order.objects.filter(person_id__in=people, closed_at=None).values_list("person_id", "placed_at")
    years = {(person, jakarta_year(at) + more) for person, at in placed for more in (0, 1)}
    return {Slot(person, Shipment.clause, str(year)) for person, year in years}


def _records(people: Collection[uuid.UUID]) -> list[Hold]:
    first, *others = (
        model._default_manager.filter(person_id__in=people, order__closed_at=None).values_list(
            "person_id", Value(model.clause), "covers"
        )
        for model in KEPT_UNTIL_ARRIVAL
    )
    return [_hold(Slot(*row)) for row in first.union(*others, all=True)]
