"""Payments, the gateway's notifications and refunds; random ids and amounts, nothing about a person."""

from __future__ import annotations

from enum import Enum

from django.db import models
from django.db.models import F, Q

from kindr.base.ids import new_id
from kindr.privacy.people import Person
from kindr.shop.payments.personal import CardUsed
from kindr.shop.payments.rules import WITHOUT_MONEY, Bank, Kind, Method, RefundState, State, Why

__all__ = ["CardUsed", "Payment", "PaymentNotification", "RefundRow"]


def _choices(of: type[Enum]) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in of]


def _values(of: type[Enum]) -> list[str]:
    return [each.value for each in of]


class Payment(models.Model):
    """One attempt to pay one order. `order` and `reference` are random ids; amounts are whole rupiah."""

    excused = {
        "id": "a random id",
        "order": "a random id",
        "person": "the random id of a person",
        "method": "one of three ways of paying",
        "bank": "the bank that keeps the virtual account, one of five",
        "amount": "an amount",
        "state": "one of the rules' states",
        "received": "an amount",
        "refunded": "an amount",
        "reference": "a random code",
        "instruction": "what the gateway made up for this payment: an address, a QRIS text or an account number",
        "return_path": "a page of this shop, named by random ids",
        "idempotency": "a random id",
        "started_at": "a moment",
        "expires_at": "a moment",
        "paid_at": "a moment",
        "checked_at": "a moment",
        "card_taken_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.UUIDField(db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=15, choices=_choices(Method))
    bank = models.CharField(max_length=10, blank=True, choices=_choices(Bank))
    amount = models.BigIntegerField()
    state = models.CharField(max_length=15, choices=_choices(State), default=State.WAITING)
    received = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)
    reference = models.CharField(max_length=40, unique=True, editable=False)
    instruction = models.TextField(blank=True)
    """What the gateway gave the buyer to pay with: a page, the text of a QR code or an account number."""
    return_path = models.CharField(max_length=200)
    """The page of this shop to which the buyer comes back."""
    idempotency = models.UUIDField(unique=True, default=new_id, editable=False)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    """When the gateway was last asked about it."""
    card_taken_at = models.DateTimeField(null=True, blank=True)
    """When the card was sealed; a repeated notification does not bring back a card that was forgotten."""

    class Meta:
        app_label = "payments"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_is_positive"),
            models.CheckConstraint(condition=Q(state__in=_values(State)), name="payment_state_is_known"),
            models.CheckConstraint(condition=Q(method__in=_values(Method)), name="payment_method_is_known"),
            models.CheckConstraint(
                condition=Q(method=Method.VIRTUAL_ACCOUNT, bank__in=_values(Bank))
                | (~Q(method=Method.VIRTUAL_ACCOUNT) & Q(bank="")),
                name="only_a_virtual_account_has_a_bank",
            ),
            models.CheckConstraint(
                condition=Q(received__in=[0, F("amount")]) & Q(refunded__gte=0) & Q(refunded__lte=F("received")),
                name="payment_money_is_conserved",
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state=State.WAITING), name="an_order_waits_for_one_payment"
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], condition=Q(state__in=sorted(WITHOUT_MONEY)), name="payments_without_money"
            )
        ]

    def __str__(self) -> str:
        return f"payment {self.id} ({self.state})"


class RefundRow(models.Model):
    """Money on its way back. The row's id is the key under which the gateway pays it once."""

    excused = {
        "id": "a random id",
        "payment": "a random id",
        "amount": "an amount",
        "state": "one of the rules' states",
        "asked_at": "a moment",
        "done_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=_choices(RefundState), default=RefundState.ASKED)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "payments"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_amount_is_positive"),
            models.CheckConstraint(condition=Q(state__in=_values(RefundState)), name="refund_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"refund {self.id} ({self.state})"


class PaymentNotification(models.Model):
    """What the gateway told us, once for each of its events; the message itself is not kept."""

    excused = {
        "id": "a random id",
        "payment": "a random id",
        "event": "the gateway's own id of its message",
        "kind": "one of the rules' kinds",
        "amount": "an amount",
        "occurred_at": "a moment",
        "received_at": "a moment",
        "applied": "yes or no",
        "ignored_because": "one of the rules' reasons",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="notifications")
    event = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=15, choices=_choices(Kind))
    amount = models.BigIntegerField()
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()
    applied = models.BooleanField()
    ignored_because = models.CharField(max_length=15, blank=True, choices=_choices(Why))

    class Meta:
        app_label = "payments"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=_values(Kind)), name="notification_kind_is_known"),
            models.CheckConstraint(
                condition=Q(applied=True, ignored_because="") | (Q(applied=False) & ~Q(ignored_because="")),
                name="an_ignored_notification_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.payment_id}"
