"""Starts a payment for an order, and gives the buyer what is needed to pay."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from kindr.base.ids import new_id, readable_code
from kindr.base.money import Rupiah
from kindr.privacy.access import checks
from kindr.privacy.access.terms import Access
from kindr.shop.payments import ports
from kindr.shop.payments.actions.apply import apply, locked
from kindr.shop.payments.models import Payment
from kindr.shop.payments.ports import GatewayUnavailable, PaymentWish
from kindr.shop.payments.queries import NoSuchPayment, PaymentShown, shown
from kindr.shop.payments.rules import TIME_TO_PAY, WITHOUT_MONEY, Event, Kind, Method, State

REFERENCE_LENGTH = 20


class AlreadyPaid(Exception):
    """The order has been paid; a second payment would take the money twice."""


def start_payment(
    *,
    order_id: uuid.UUID,
    person_id: uuid.UUID,
    amount: Rupiah,
    method: Method,
    at: datetime,
    access: Access,
    bank: str = "",
    return_path: str = "/",
) -> PaymentShown:
    """The payment that waits for this order; the same wish gives the same payment, another one replaces it.

    `bank` is needed for a virtual account only; the buyer comes back to `return_path` afterwards. When the gateway does
    not answer, the payment has no instruction yet and `instruct` is tried again. Raises AlreadyPaid and NotYours.
    """
    checks.check_reach([person_id], access)
    wanted = Payment(
        order=order_id,
        person_id=person_id,
        amount=amount.amount,
        method=Method(method),
        bank=bank,
        return_path=return_path,
        reference=readable_code(REFERENCE_LENGTH),
        idempotency=new_id(),
        started_at=at,
        expires_at=at + TIME_TO_PAY[Method(method)],
    )
    payment = _the_waiting_one(wanted, at=at)
    return instruct(payment.id)


def instruct(payment_id: uuid.UUID) -> PaymentShown:
    """Asks the gateway how this payment can be paid, unless it is known; raises NoSuchPayment."""
    payment = Payment.objects.filter(pk=payment_id).first()
    if payment is None:
        raise NoSuchPayment(str(payment_id))
    if payment.instruction or payment.state != State.WAITING:
        return shown(payment)
    try:
        started = ports.gateway().start(_wish(payment))
    except GatewayUnavailable:
        return shown(payment)
    payment.instruction, payment.expires_at = started.instruction, started.expires_at
    payment.save(update_fields=["instruction", "expires_at"])
    return shown(payment)


def cancel_open_payments(order_id: uuid.UUID, *, at: datetime) -> None:
    """Closes the payment that waits for an order, here and at the gateway."""
    with transaction.atomic():
        payment = locked(order=order_id, state=State.WAITING)
        if payment is not None:
            apply(payment, Event(Kind.CANCELLED), at=at)
    if payment is not None:
        _cancel_at_gateway(payment)


def _the_waiting_one(wanted: Payment, *, at: datetime) -> Payment:
    """The open payment of the order if it is what is wanted, else a new one. Two tabs at once get the same one."""
    for attempt in (1, 2):
        open_one = _open_payment(wanted.order)
        if open_one is not None and _is_as_wanted(open_one, wanted, at):
            return open_one
        if open_one is not None:
            cancel_open_payments(wanted.order, at=at)
            _open_payment(wanted.order)
        try:
            with transaction.atomic():
                wanted.save(force_insert=True)
        except IntegrityError:
            if attempt == 2:
                raise
        else:
            return wanted
    raise AssertionError("the loop returns or raises")


def _open_payment(order_id: uuid.UUID) -> Payment | None:
    """The payment that waits for the order; raises AlreadyPaid when another one has brought money."""
    attempts = list(Payment.objects.filter(order=order_id))
    for each in attempts:
        if each.state not in WITHOUT_MONEY and each.state != State.REFUNDED:
            raise AlreadyPaid(f"order {order_id} is paid")
    return next((each for each in attempts if each.state == State.WAITING), None)


def _is_as_wanted(payment: Payment, wanted: Payment, at: datetime) -> bool:
    same = ("person_id", "amount", "method", "bank")
    return payment.expires_at > at and all(getattr(payment, name) == getattr(wanted, name) for name in same)


def _cancel_at_gateway(payment: Payment) -> None:
    try:
        ports.gateway().cancel(payment.reference)
    except GatewayUnavailable:
        # Money that still comes in is late, and the order decides about it.
        return


def _wish(payment: Payment) -> PaymentWish:
    return PaymentWish(
        reference=payment.reference,
        amount=Rupiah(payment.amount),
        method=Method(payment.method),
        bank=payment.bank,
        expires_at=payment.expires_at,
        return_url=settings.BASE_URL + reverse("payments:payment", args=[payment.id]),
    )
