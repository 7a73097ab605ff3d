"""Asks the gateway about payments whose news may have been lost, and closes those whose time is over."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from kindr.shop.payments import ports
from kindr.shop.payments.actions.apply import apply, locked
from kindr.shop.payments.actions.receive import take_in
from kindr.shop.payments.actions.refund import send_refund
from kindr.shop.payments.actions.start import instruct
from kindr.shop.payments.models import Payment, RefundRow
from kindr.shop.payments.ports import GatewayUnavailable, Notification, Status
from kindr.shop.payments.rules import WITHOUT_MONEY, Event, Kind, RefundState, State

A_ROUND = 200
OPEN_FOR = timedelta(minutes=2)
"""A payment is asked about once its buyer has had time to pay and the gateway time to tell."""
NOT_AGAIN_FOR = timedelta(seconds=5)
"""A buyer who presses the button again and again does not press the gateway."""
LATE_FOR = timedelta(hours=24)
"""So long after its end money is still looked for."""
PATIENCE = timedelta(hours=1)
"""So long a payment that is over stays open when the gateway does not answer."""


def expire_due(*, at: datetime) -> int:
    """Closes payments whose time is over, unless the gateway says they were paid; counts them."""
    due = Payment.objects.filter(state=State.WAITING, expires_at__lte=at).order_by("expires_at", "pk")[:A_ROUND]
    return sum(_expire(payment, at=at) for payment in due)


def reconcile(*, at: datetime) -> int:
    """Looks for lost news of open and lately closed payments and of refunds; counts the payments that moved."""
    candidates = (
        Payment.objects.filter(state__in=sorted(WITHOUT_MONEY), expires_at__gt=at - LATE_FOR)
        .filter(started_at__lte=at - OPEN_FOR)
        .filter(Q(checked_at=None) | Q(checked_at__lte=at - OPEN_FOR))
        .order_by(F("checked_at").asc(nulls_first=True), "pk")[:A_ROUND]
    )
    moved = 0
    try:
        for payment in candidates:
            moved += _ask(payment, at=at)
        for refund_id in _forgotten_refunds(at):
            send_refund(refund_id, at=at)
    except GatewayUnavailable:
        # Nothing is lost: the next round begins with those that were not asked about.
        return moved
    return moved


def ask_about(payment_id: uuid.UUID, *, at: datetime) -> None:
    """Asks the gateway about one payment at once, as its buyer wishes; a silent gateway changes nothing."""
    instruct(payment_id)
    payment = Payment.objects.get(pk=payment_id)
    if payment.checked_at is None or payment.checked_at <= at - NOT_AGAIN_FOR:
        with suppress(GatewayUnavailable):
            _ask(payment, at=at)


def _expire(payment: Payment, *, at: datetime) -> bool:
    try:
        if _ask(payment, at=at) and payment.state != State.WAITING:
            return payment.state == State.EXPIRED
        ports.gateway().cancel(payment.reference)
    except GatewayUnavailable:
        if at < payment.expires_at + PATIENCE:
            return False
    with transaction.atomic():
        still = locked(pk=payment.pk, state=State.WAITING)
        if still is not None:
            apply(still, Event(Kind.EXPIRED), at=at)
    return still is not None


def _ask(payment: Payment, *, at: datetime) -> bool:
    """Asks the gateway about one payment and takes the answer in as if it had been told; raises GatewayUnavailable."""
    status = ports.gateway().status(payment.reference)
    before = payment.state
    for message in _messages(payment, status) if status is not None else ():
        take_in(message, at=at)
    Payment.objects.filter(pk=payment.pk).update(checked_at=at)
    payment.refresh_from_db()
    return payment.state != before


def _messages(payment: Payment, status: Status) -> Iterator[Notification]:
    if status.kind is not None:
        event = f"status-{payment.reference}-{status.kind}"
        yield Notification(event, payment.reference, status.kind, status.amount, status.occurred_at)
    for key, amount in status.refunds.items():
        event = f"status-{key}"
        yield Notification(event, payment.reference, Kind.REFUNDED, amount, status.occurred_at, refund=key)


def _forgotten_refunds(at: datetime) -> list[uuid.UUID]:
    asked = RefundRow.objects.filter(state=RefundState.ASKED, asked_at__lte=at - OPEN_FOR)
    return list(asked.order_by("asked_at", "pk").values_list("pk", flat=True)[:A_ROUND])
