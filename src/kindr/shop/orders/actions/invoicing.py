"""Invoices: one for each paid order, numbered by year without gaps (policy 2.3.2)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from kindr.base.clock import jakarta_year
from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.vault.keyrings import PersonClosed
from kindr.privacy.vault.opening import Forgotten
from kindr.shop.orders.models import Delivery, Invoice, InvoiceSerial, Order
from kindr.shop.orders.rules import State


def issue_invoice(order_id: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Writes the invoice of a paid order, once; an order whose buyer was forgotten before gets none. Raises Refused."""
    order = Order.objects.filter(pk=order_id, state=State.PAID, invoice=None).first()
    delivery = Delivery.objects.filter(order_id=order_id).first()
    if order is None or delivery is None:
        return
    try:
        values = _values(delivery, access=access, at=at)
        with transaction.atomic():
            _issue(order, values, access=access, at=at)
    except (Forgotten, PersonClosed):
        return
    except IntegrityError:
        # The same task ran twice at once, and the other one has written it; anything else is tried again.
        if not Invoice.objects.filter(order_id=order_id).exists():
            raise


def _values(delivery: Delivery, *, access: Access, at: datetime) -> Mapping[str, object]:
    opened = gates.read(delivery, access=access, at=at)
    lines = [opened.street, f"{opened.village}, {opened.district}", opened.city, f"{opened.province} {opened.postcode}"]
    return {"name": opened.recipient, "address": lines}


def _issue(order: Order, values: Mapping[str, object], *, access: Access, at: datetime) -> None:
    year = jakarta_year(at)
    InvoiceSerial.objects.bulk_create([InvoiceSerial(year=year)], ignore_conflicts=True)
    invoice = gates.collect(
        Invoice,
        person=order.person_id,
        access=access,
        at=at,
        source="system",
        values=values,
        plain={"order": order, "issued_at": at},
    )
    # The number is drawn last, so that the counter's lock waits for no key and a rollback leaves no gap.
    Invoice.objects.filter(pk=invoice.pk).update(year=year, serial=_next_serial(year))


def _next_serial(year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE orders_invoiceserial SET last = last + 1 WHERE year = %s RETURNING last", [year])
        return int(cursor.fetchone()[0])
