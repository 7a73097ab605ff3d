"""A payment gateway that lives in this program: it opens payments, plays the buyer's bank and signs its news."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.urls import reverse

from kindr.adapters.payments import messages
from kindr.adapters.payments.messages import Message
from kindr.adapters.payments.models import SimulatedPayment, SimulatedRefund, SimulatedState
from kindr.adapters.payments.qris import qris_text
from kindr.base.money import Rupiah
from kindr.shop.payments.ports import CardFacts, Notification, PaymentWish, Started, Status
from kindr.shop.payments.rules import Kind, Method, RefundState


class Deed(StrEnum):
    """What a developer may let the buyer's bank do."""

    PAY = "pay"
    PAY_TWICE = "pay_twice"
    PAY_LATE = "pay_late"
    PAY_UNHEARD = "pay_unheard"
    FAIL = "fail"
    EXPIRE = "expire"


class Simulator:
    """A PaymentGateway for development and tests."""

    def __init__(self, *, key: bytes, has_practice_page: bool) -> None:
        self._key = key
        self._has_practice_page = has_practice_page

    def start(self, wish: PaymentWish) -> Started:
        payment, _ = SimulatedPayment.objects.get_or_create(
            reference=wish.reference,
            defaults={
                "amount": wish.amount.amount,
                "method": wish.method,
                "bank": wish.bank,
                "account_number": f"88{secrets.randbelow(10**12):012d}" if wish.bank else "",
                "expires_at": wish.expires_at,
                "return_url": wish.return_url,
            },
        )
        if payment.method == Method.QRIS:
            return Started(payment.expires_at, qr=qris_text(reference=payment.reference, amount=payment.amount))
        if payment.method == Method.VIRTUAL_ACCOUNT:
            return Started(payment.expires_at, account_number=payment.account_number)
        return Started(payment.expires_at, redirect_url=_page(payment.reference))

    def status(self, reference: str) -> Status | None:
        payment = SimulatedPayment.objects.filter(reference=reference).first()
        if payment is None:
            return None
        kind = None if payment.state == SimulatedState.WAITING else Kind(payment.state)
        refunds = {refund.key: Rupiah(refund.amount) for refund in payment.refunds.all()}
        return Status(kind, Rupiah(payment.amount), payment.changed_at or payment.expires_at, refunds)

    def cancel(self, reference: str) -> None:
        SimulatedPayment.objects.filter(reference=reference, state=SimulatedState.WAITING).update(
            state=SimulatedState.CANCELLED
        )

    def refund(self, reference: str, amount: Rupiah, *, key: uuid.UUID) -> RefundState:
        with transaction.atomic():
            payment = SimulatedPayment.objects.select_for_update().filter(reference=reference).first()
            if payment is None or payment.state != SimulatedState.SETTLED:
                return RefundState.REFUSED
            others = {refund.key: refund.amount for refund in payment.refunds.all()}
            if key in others:
                return RefundState.DONE if others[key] == amount.amount else RefundState.REFUSED
            if not 0 < amount.amount <= payment.amount - sum(others.values()):
                return RefundState.REFUSED
            SimulatedRefund.objects.create(key=key, payment=payment, amount=amount.amount)
            return RefundState.DONE

    def verify(self, raw_body: bytes, headers: Mapping[str, str]) -> Notification:
        return messages.verified(raw_body, headers, key=self._key)

    def practice_page(self, reference: str) -> str:
        return _page(reference) if self._has_practice_page else ""

    def play(self, reference: str, deed: Deed, *, at: datetime, card: CardFacts | None = None) -> list[Message]:
        """Lets the buyer's bank do something; the messages that the gateway sends, in order.

        The card passes through into the signed message and is kept nowhere. Money may arrive for a payment that is
        already over, as it does in life.
        """
        with transaction.atomic():
            payment = SimulatedPayment.objects.select_for_update().get(reference=reference)
            closing = {Deed.FAIL: SimulatedState.FAILED, Deed.EXPIRE: SimulatedState.EXPIRED}.get(deed)
            if closing is not None:
                return self._closed(payment, closing, at)
            before = self._closed(payment, SimulatedState.EXPIRED, at) if deed is Deed.PAY_LATE else []
            payment.state, payment.changed_at = SimulatedState.SETTLED, payment.changed_at or at
            payment.save(update_fields=["state", "changed_at"])
        paid = self._message(payment, Kind.SETTLED, at, card)
        return [*before, *{Deed.PAY_TWICE: [paid, paid], Deed.PAY_UNHEARD: []}.get(deed, [paid])]

    def _closed(self, payment: SimulatedPayment, state: SimulatedState, at: datetime) -> list[Message]:
        if payment.state != SimulatedState.WAITING:
            return []
        payment.state, payment.changed_at = state, at
        payment.save(update_fields=["state", "changed_at"])
        return [self._message(payment, Kind(state.value), at, None)]

    def _message(self, payment: SimulatedPayment, kind: Kind, at: datetime, card: CardFacts | None) -> Message:
        event = f"{payment.reference}-{kind}"
        amount = Rupiah(payment.amount)
        return messages.signed(Notification(event, payment.reference, kind, amount, at, card=card), key=self._key)


def _page(reference: str) -> str:
    return reverse("gateway:page", args=[reference])
