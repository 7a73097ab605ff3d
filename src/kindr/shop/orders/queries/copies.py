"""Where an order holds copies of what a person gave, and by which numbers the courier knows a person (policy 6.2.2)."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from kindr.shop.orders.models import Order
from kindr.shop.orders.personal import Delivery
from kindr.shop.orders.rules import Parcel

BEFORE_SHIPPING = (Parcel.WAITING, Parcel.PACKED)


def changeable_deliveries(people: Collection[uuid.UUID]) -> list[Delivery]:
    """The delivery addresses of parcels that the courier does not have yet."""
    rows = Delivery.objects.filter(person_id__in=people, order__closed_at=None, order__parcel__in=BEFORE_SHIPPING)
    return list(rows.order_by("collected_at", "id"))


def known_to_courier(people: Collection[uuid.UUID]) -> list[tuple[uuid.UUID, str]]:
    """Each person with the numbers of orders whose parcel went to the courier."""
    rows = Order.objects.filter(person_id__in=people, shipped_at__isnull=False).order_by("number")
    return list(rows.values_list("person_id", "number"))
