"""Letters about an order: written when they are sent, in the language in which the order was placed (policy 4.7.8)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kindr.privacy import gates, ports
from kindr.privacy.access.terms import Access, Restricted
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
    """Sends one letter; whoever was forgotten, or paused this, gets none. Raises Refused and LogUnavailable."""
    order = Order.objects.filter(pk=order_id).first()
    contact = _contact_of(order_id)
    if order is None or contact is None:
        return
    try:
        address: Disclosed[str] = gates.disclose(contact, access=access, at=at, to=TO).disclosed("email")
        more = _more(order, occasion, access=access, at=at)
    except (Forgotten, Restricted):
        return
    text = _written(order, occasion, more, at=at)
    ports.mailer().send(
        ports.Letter(
            to=address,
            subject=text.subject,
            body=Disclosed(text.body, TO),
            message_id=f"order-{occasion}.{order.id}",
            person=order.person_id,
            html=Disclosed(text.html, TO),
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


@dataclass(frozen=True)
class _Written:
    """A letter in one language, as text and as a page."""

    subject: str
    body: str = field(repr=False)
    html: str = field(repr=False)


def _written(order: Order, occasion: Occasion, more: Mapping[str, object], *, at: datetime) -> _Written:
    with translation.override(order.language):
        context = {"order": deal_of(order, language=order.language), "occasion": occasion, **_places(order, at), **more}
        text = render_to_string(f"orders/letters/{occasion}.{order.language}.txt", context)
        subject, _, body = text.partition("\n")
        html = render_to_string("orders/letters/letter.html", {**context, "subject": subject.strip()})
    return _Written(subject.strip(), body.strip() + "\n", html)


def _places(order: Order, at: datetime) -> Mapping[str, object]:
    """Where the letter leads: the order, by a link that lets a guest in, and the policy."""
    link = link_for_guest(order, at=at)
    return {
        "page": settings.BASE_URL + (link or reverse("orders:order", args=[order.number])),
        "is_for_guest": bool(link),
        "policy": settings.BASE_URL + reverse("privacy:policy"),
        "language": order.language,
    }
