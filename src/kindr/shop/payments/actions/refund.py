"""Pays money back: asked once under a key, told to the gateway by the worker, settled by its answer."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from kindr.base.facts import publish
from kindr.base.ids import new_id
from kindr.base.money import Rupiah
from kindr.privacy.access.terms import Access, PurposeNotAllowed
from kindr.shop.payments import ports
from kindr.shop.payments.actions.apply import apply, locked, standing_of
from kindr.shop.payments.facts import RefundAsked
from kindr.shop.payments.models import RefundRow
from kindr.shop.payments.queries import NoSuchPayment
from kindr.shop.payments.rules import Event, Ignored, Kind, RefundState, Why

PURPOSE = "refund_payment"


class NothingToRefund(Exception):
    """No money was received, or less is left than should be paid back."""


def refund(
    payment_id: uuid.UUID,
    *,
    at: datetime,
    access: Access,
    amount: Rupiah | None = None,
    key: uuid.UUID | None = None,
) -> uuid.UUID:
    """Asks for money back, all that is left if no amount is given; the same key asks only once.

    Raises NothingToRefund, NoSuchPayment and PurposeNotAllowed.
    """
    if access.purpose != PURPOSE:
        raise PurposeNotAllowed("money is paid back for that purpose only", clause="4.7.6")
    refund_id = key or new_id()
    with transaction.atomic():
        payment = locked(pk=payment_id)
        if payment is None:
            raise NoSuchPayment(str(payment_id))
        wanted = amount.amount if amount is not None else standing_of(payment).refundable
        moved = apply(payment, Event(Kind.REFUND_ASKED, wanted, str(refund_id)), at=at)
        if isinstance(moved, Ignored):
            if moved.why is Why.REPEATED:
                return refund_id
            raise NothingToRefund(f"payment {payment_id} holds less than should be paid back")
        publish(RefundAsked(refund_id=refund_id))
    return refund_id


def send_refund(refund_id: uuid.UUID, *, at: datetime) -> None:
    """Tells the gateway about a refund that was asked; raises GatewayUnavailable, and is then tried again."""
    row = RefundRow.objects.select_related("payment").filter(pk=refund_id, state=RefundState.ASKED).first()
    if row is None:
        return
    answer = ports.gateway().refund(row.payment.reference, Rupiah(row.amount), key=row.id)
    kind = {RefundState.DONE: Kind.REFUNDED, RefundState.REFUSED: Kind.REFUND_REFUSED}.get(answer)
    if kind is None:
        return
    with transaction.atomic():
        payment = locked(pk=row.payment_id)
        if payment is not None:
            apply(payment, Event(kind, row.amount, str(row.id)), at=at)
