"""Takes in what the gateway tells: verified, once for each event, under the row lock; a card is sealed (policy 2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.vault.keyrings import PersonClosed
from kindr.shop.payments import ports
from kindr.shop.payments.actions.apply import apply, locked
from kindr.shop.payments.models import Payment, PaymentNotification
from kindr.shop.payments.personal import CardUsed
from kindr.shop.payments.ports import CardFacts, Notification
from kindr.shop.payments.rules import Event, Ignored, Transition, Why


class UnknownReference(LookupError):
    """The gateway speaks of a payment that this shop never started."""


def receive_notification(
    raw_body: bytes, headers: Mapping[str, str], *, at: datetime, access: Access
) -> Transition | Ignored:
    """What a message of the gateway did to its payment.

    Raises SignatureRefused and UnknownReference. The card is sealed after the lock is released, so a message that was
    applied while the key server was away is asked for again and completes the card.
    """
    message = ports.gateway().verify(raw_body, headers)
    moved = take_in(message, at=at)
    if message.card is not None:
        keep_card(message.reference, message.card, at=at, access=access)
    return moved


def take_in(message: Notification, *, at: datetime) -> Transition | Ignored:
    """Applies a verified message once; raises UnknownReference."""
    with transaction.atomic():
        payment = locked(reference=message.reference)
        if payment is None:
            raise UnknownReference(message.reference)
        if PaymentNotification.objects.filter(event=message.event).exists():
            return Ignored(Why.REPEATED)
        event = Event(message.kind, message.amount.amount, str(message.refund or ""))
        moved = apply(payment, event, at=message.occurred_at)
        PaymentNotification.objects.create(
            payment=payment,
            event=message.event,
            kind=message.kind,
            amount=message.amount.amount,
            occurred_at=message.occurred_at,
            received_at=at,
            applied=isinstance(moved, Transition),
            ignored_because=moved.why if isinstance(moved, Ignored) else "",
        )
        return moved


def keep_card(reference: str, card: CardFacts, *, at: datetime, access: Access) -> None:
    """Seals what the gateway said about the card, once for each paid payment, and never again after forgetting."""
    payment = Payment.objects.filter(reference=reference, received__gt=0, card_taken_at=None).first()
    if payment is None:
        return
    values = {
        "token": card.token,
        "brand": card.brand,
        "last4": card.last4,
        "expiry": card.expiry,
        "holder": card.holder,
    }
    try:
        gates.collect(
            CardUsed,
            person=payment.person_id,
            access=access,
            at=at,
            source="order",
            values=values,
            plain={"payment": payment},
        )
    except (IntegrityError, PersonClosed):
        # The same message came twice at once, and the other one has sealed the card; or its owner was erased meanwhile.
        return
    Payment.objects.filter(pk=payment.pk).update(card_taken_at=at)
