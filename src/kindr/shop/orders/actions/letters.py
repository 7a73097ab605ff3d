"""Letters about an order: written when they are sent, in the language in which the order was placed (policy 4.7.8)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kindr.privacy import gates, ports
from kindr.privacy.access.terms import Access
from kindr.privacy.gates import Disclosed
from kindr.privacy.vault.opening import Forgotten
from kindr.shop.orders.actions.links import link_for_guest
from kindr.shop.orders.models import GuestContact, Order, OrderContact, Shipment
from kindr.shop.orders.queries.showing import deal_of

TO = "mail_provider"


class Occasion(StrEnum):
    """What a letter is about; also a part of its Message-ID, so that it is recognised when it is sent twice."""

    PLACED = "placed"
    PAID = "paid"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"


def write_letter(order_id: uuid.UUID, occasion: Occasion, *, access: Access, at: datetime) -> None:
    """Sends one letter about an order; a buyer who was forgotten gets none. Raises Refused and LogUnavailable."""
    order = Order.objects.filter(pk=order_id).first()
    contact = _contact_of(order_id)
    if order is None or contact is None:
        return
    try:
        address: Disclosed[str] = gates.disclose(contact, access=access, at=at, to=TO).disclosed("email")
        more = _more(order, occasion, access=access, at=at)
    except Forgotten:
        return
    subject, body = _text(order, occasion, more, at=at)
    ports.mailer().send(
        ports.Letter(
            to=address,
            subject=subject,
            body=Disclosed(body, TO),
            message_id=f"order-{occasion}.{order.id}",
            person=order.person_id,
        )
    )


def _contact_of(order_id: uuid.UUID) -> OrderContact | GuestContact | None:
    own = OrderContact.objects.filter(order_id=order_id).first()
    return own or GuestContact.objects.filter(order_id=order_id).first()


def _more(order: Order, occasion: Occasion, *, access: Access, at: datetime) -> Mapping[str, object]:
    """What only this occasion tells: the courier's number."""
    if occasion is not Occasion.SHIPPED:
        return {}
    shipment = Shipment.objects.filter(order=order).first()
    opened = gates.disclose(shipment, access=access, at=at, to=TO).opened if shipment else None
    return {"tracking_number": opened.tracking_number if opened else ""}


def _text(order: Order, occasion: Occasion, more: Mapping[str, object], *, at: datetime) -> tuple[str, str]:
    with translation.override(order.language):
        page = reverse("orders:order", args=[order.number])
        context = {
            "order": deal_of(order, language=order.language),
            "page": settings.BASE_URL + (link_for_guest(order, at=at) or page),
            "pay": settings.BASE_URL + reverse("orders:pay", args=[order.number]),
            **more,
        }
        text = render_to_string(f"orders/letters/{occasion}.{order.language}.txt", context)
    subject, _, body = text.partition("\n")
    return subject.strip(), body.strip() + "\n"
