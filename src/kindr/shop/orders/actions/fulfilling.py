"""Packing, shipping and arriving (policy 4.7.4)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import IntegrityError, transaction

from kindr.privacy import gates
from kindr.privacy.access import checks
from kindr.privacy.access.terms import Access
from kindr.privacy.vault.keyrings import PersonClosed
from kindr.shop.orders import rules
from kindr.shop.orders.actions import steps
from kindr.shop.orders.models import Order, Shipment
from kindr.shop.orders.rules import PRESUMED_DELIVERED_AFTER, Parcel, Step, StepNotAllowed

LONGEST_TRACKING_NUMBER = 40


class NoTrackingNumber(ValueError):
    """A parcel is shipped with the courier's number, 4 to 40 letters and digits."""


def pack(number: str, *, access: Access, at: datetime) -> None:
    """Says that an order is packed; raises NoSuchOrder, StepNotAllowed and Refused."""
    steps.check_claim(access, "fulfil_order")
    with transaction.atomic():
        steps.take(steps.locked(steps.order_id_of(number)), Step.PACK, access=access, at=at)


def ship(number: str, *, tracking_number: str, access: Access, at: datetime) -> None:
    """Hands a packed order to the courier; the courier's number is sealed.

    Raises NoTrackingNumber, NoSuchOrder, StepNotAllowed and Refused.
    """
    steps.check_claim(access, "fulfil_order")
    tracking = checked_tracking_number(tracking_number)
    order = Order.objects.get(pk=steps.order_id_of(number))
    if not rules.allows(order.standing, Step.SHIP):
        raise StepNotAllowed(order.standing, Step.SHIP)
    try:
        with transaction.atomic():
            _keep_tracking_number(order, tracking, access=access, at=at)
            steps.take(steps.locked(order.id), Step.SHIP, access=access, at=at)
    except IntegrityError:
        # Two people shipped it at once; the first number stands.
        raise StepNotAllowed(steps.standing_of(order.id), Step.SHIP) from None


def mark_delivered(number: str, *, access: Access, at: datetime) -> None:
    """Says that a parcel has arrived: by its buyer, or by staff. Raises NoSuchOrder, StepNotAllowed and Refused."""
    steps.check_claim(access, "place_order", "fulfil_order")
    with transaction.atomic():
        order = steps.locked(steps.order_id_of(number))
        checks.check_reach([order.person_id], access)
        steps.take(order, Step.DELIVER, access=access, at=at)


def presume_delivered(*, access: Access, at: datetime) -> int:
    """Takes parcels that nobody reported for arrived after three weeks; counts them."""
    steps.check_claim(access, "fulfil_order")
    silent = Order.objects.filter(parcel=Parcel.SHIPPED, shipped_at__lte=at - PRESUMED_DELIVERED_AFTER)
    numbers = list(silent.order_by("shipped_at", "pk").values_list("number", flat=True)[:500])
    for number in numbers:
        mark_delivered(number, access=access, at=at)
    return len(numbers)


def checked_tracking_number(text: str) -> str:
    """The courier's number without spaces around it; raises NoTrackingNumber."""
    tidy = text.strip().upper()
    plain = tidy.replace("-", "")
    if not (4 <= len(tidy) <= LONGEST_TRACKING_NUMBER and plain.isascii() and plain.isalnum()):
        raise NoTrackingNumber("a tracking number has 4 to 40 letters and digits")
    return tidy


def _keep_tracking_number(order: Order, tracking: str, *, access: Access, at: datetime) -> None:
    values = {"tracking_number": tracking}
    # Somebody who was erased while the parcel was under way gets it; nothing new is kept about them.
    with suppress(PersonClosed):
        gates.collect(
            Shipment,
            person=order.person_id,
            access=access,
            at=at,
            source="system",
            values=values,
            plain={"order": order},
        )
