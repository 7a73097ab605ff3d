"""What staff of the demo opened and what they were refused, at moments of the past: through the gates, as always."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from kindr.base.clock import JAKARTA
from kindr.privacy import gates
from kindr.privacy.access.terms import Access, Refused
from kindr.privacy.gates import Forgotten
from kindr.shop.desk import queries as desk
from kindr.shop.desk.queries import NothingHeld
from kindr.shop.orders.models import Delivery, Invoice

AFTER = timedelta(days=1)
As = Callable[[str, str], Access]
"""A colleague's name and a purpose, as an Access."""


def play(order: uuid.UUID, person: uuid.UUID, *, at: datetime, as_: As, chance: random.Random) -> None:
    """What happens around one order once it is over: most are looked at by nobody, a few by somebody who may not."""
    for share, look in ((0.12, _called), (0.30, _booked), (0.05, _curious), (0.04, _unasked)):
        if chance.random() < share:
            with suppress(Refused, Forgotten, NothingHeld):
                look(order, person, at=_office_hours(at, chance), as_=as_)


def _called(_order: uuid.UUID, person: uuid.UUID, *, at: datetime, as_: As) -> None:
    """The buyer called, and Tariq looked up where the parcel goes."""
    desk.open_card(person, "delivery_address", access=as_("Tariq", "answer_customer"), at=at)


def _booked(order: uuid.UUID, _person: uuid.UUID, *, at: datetime, as_: As) -> None:
    """Ratna checked an invoice against the bank."""
    for invoice in Invoice.objects.filter(order_id=order):
        gates.read(invoice, access=as_("Ratna", "keep_tax_records"), at=at)


def _curious(order: uuid.UUID, _person: uuid.UUID, *, at: datetime, as_: As) -> None:
    """Lestari wanted an address for a campaign; it was given for the delivery only, so she is refused."""
    for delivery in Delivery.objects.filter(order_id=order):
        gates.read(delivery, access=as_("Lestari", "newsletter"), at=at)


def _unasked(_order: uuid.UUID, person: uuid.UUID, *, at: datetime, as_: As) -> None:
    """Bima wanted to look at an invoice; packing needs none, so he is refused."""
    desk.open_card(person, "invoice", access=as_("Bima", "fulfil_order"), at=at)


def _office_hours(at: datetime, chance: random.Random) -> datetime:
    """Some hours later, when people are at work in Jakarta."""
    later = (at + timedelta(hours=chance.uniform(0, 9), minutes=chance.uniform(0, 59))).astimezone(JAKARTA)
    return later.replace(hour=9 + later.hour % 9)
