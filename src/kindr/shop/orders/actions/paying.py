"""Opening the way to pay an order that waits for its money."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.urls import reverse

from kindr.base.money import Rupiah
from kindr.privacy.access import checks
from kindr.privacy.access.terms import Access
from kindr.shop.orders.actions import steps
from kindr.shop.orders.models import Order
from kindr.shop.orders.rules import State
from kindr.shop.payments import actions as payments
from kindr.shop.payments import queries as payment_queries
from kindr.shop.payments.ports import Bank, Method


class NotPayable(Exception):
    """The order is paid, or cancelled; nothing is to be paid."""


def pay(number: str, *, access: Access, at: datetime, method: str = "", bank: str = "") -> uuid.UUID:
    """The id of the payment that waits for this order; another method replaces it.

    Without a method it is the one tried before, or QRIS. Raises NoSuchOrder, NotYours, NotPayable, and ValueError
    for a method or a bank that there is not.
    """
    steps.check_claim(access, "take_payment")
    order = Order.objects.get(pk=steps.order_id_of(number))
    checks.check_reach([order.person_id], access)
    if order.state != State.AWAITING_PAYMENT:
        raise NotPayable(number)
    before = payment_queries.payment_of_order(order.id)
    chosen = Method(method) if method else before.method if before else Method.QRIS
    bank = (bank if method else before.bank if before else "") if chosen is Method.VIRTUAL_ACCOUNT else ""
    if chosen is Method.VIRTUAL_ACCOUNT:
        bank = Bank(bank)
    try:
        return payments.start_payment(
            order_id=order.id,
            person_id=order.person_id,
            amount=Rupiah(order.total),
            method=chosen,
            bank=bank,
            at=at,
            access=access,
            return_path=reverse("orders:order", args=[order.number]),
        ).id
    except payments.AlreadyPaid:
        raise NotPayable(number) from None
