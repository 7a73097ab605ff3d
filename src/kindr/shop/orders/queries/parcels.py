"""Labels of several parcels at once: one query for the keys, one line of the log for each person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.vault import keyrings
from kindr.shop.orders.models import Delivery, Order
from kindr.shop.orders.queries.of_desk import ParcelLabel
from kindr.shop.orders.queries.opened import address_in
from kindr.shop.orders.rules import Service


@dataclass(frozen=True)
class Labels:
    """The labels that could be opened, and by the reason the numbers of orders whose address could not."""

    labels: tuple[ParcelLabel, ...]
    forgotten: tuple[str, ...]
    paused: tuple[str, ...] = ()
    """Its owner has paused the use."""
    locked: tuple[str, ...] = ()
    """The account is gone, and a law keeps the address for its own purpose alone."""


def parcel_labels(numbers: Collection[str], *, access: Access, at: datetime) -> Labels:
    """The labels of some parcels, in the order in which they are named; raises Refused and LogUnavailable."""
    orders = {
        row.number: row for row in Order.objects.filter(number__in=list(numbers)).annotate(held=Sum("lines__pieces"))
    }
    deliveries = list(Delivery.objects.filter(order__in=[order.id for order in orders.values()]))
    opened = gates.read_usable(deliveries, access=access, at=at)
    kept_from = {delivery.order_id: delivery.person_id for delivery in deliveries}
    for each in opened:
        del kept_from[each.record.order_id]
    pausing = keyrings.restricted_clauses(set(kept_from.values())) if kept_from else {}
    addresses = {each.record.order_id: address_in(each) for each in opened}
    labels: list[ParcelLabel] = []
    without: dict[str, list[str]] = {"forgotten": [], "paused": [], "locked": []}
    for number in dict.fromkeys(numbers):
        order = orders.get(number)
        address = addresses.get(order.id) if order else None
        if order and address:
            labels.append(ParcelLabel(number, Service(order.service), order.held or 0, address))
        elif order and order.id in kept_from:
            is_paused = Delivery.clause in pausing.get(kept_from[order.id], {})
            without["paused" if is_paused else "locked"].append(number)
        elif order:
            without["forgotten"].append(number)
    return Labels(tuple(labels), **{reason: tuple(these) for reason, these in without.items()})
