"""Applies one event to one payment under its row lock, and tells the shop."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.base.facts import Fact, publish
from kindr.shop.payments import facts
from kindr.shop.payments.models import Payment, RefundRow
from kindr.shop.payments.rules import Event, Ignored, News, Refund, RefundState, Standing, State, Transition, after


def locked(**which: object) -> Payment | None:
    """The payment, locked until the transaction ends."""
    return Payment.objects.select_for_update().filter(**which).first()


def apply(payment: Payment, event: Event, *, at: datetime) -> Transition | Ignored:
    """Moves a locked payment by an event that happened at a moment, and publishes what came of it."""
    before = standing_of(payment)
    moved = after(before, event)
    if isinstance(moved, Ignored):
        return moved
    _save(payment, before, moved.standing, at)
    fact = _fact(moved.news, payment)
    if fact is not None:
        publish(fact)
    return moved


def standing_of(payment: Payment) -> Standing:
    """Where a payment stands, as the rules see it."""
    refunds = {str(row.id): Refund(row.amount, RefundState(row.state)) for row in payment.refunds.all()}
    return Standing(payment.amount, State(payment.state), payment.received, refunds)


def _save(payment: Payment, before: Standing, now: Standing, at: datetime) -> None:
    payment.state = now.state
    if now.received and not payment.received:
        payment.paid_at = at
    payment.received, payment.refunded = now.received, now.refunded
    payment.save(update_fields=["state", "received", "refunded", "paid_at"])
    for key, refund in now.refunds.items():
        if refund == before.refunds.get(key):
            continue
        done_at = at if refund.state is RefundState.DONE else None
        RefundRow.objects.update_or_create(
            id=uuid.UUID(key),
            defaults={"state": refund.state, "done_at": done_at},
            create_defaults={
                "payment": payment,
                "amount": refund.amount,
                "state": refund.state,
                "asked_at": at,
                "done_at": done_at,
            },
        )


def _fact(news: News, payment: Payment) -> Fact | None:
    fact = {
        News.SETTLED: facts.PaymentSettled,
        News.PAID_LATE: facts.PaidLate,
        News.EXPIRED: facts.PaymentExpired,
        News.FAILED: facts.PaymentFailed,
        News.REFUNDED: facts.PaymentRefunded,
    }.get(news)
    return fact(payment_id=payment.id, order_id=payment.order) if fact else None
