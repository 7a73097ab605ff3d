"""What the simulated gateway remembers: random references and amounts. It keeps nothing of a card, not even sealed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class SimulatedState(models.TextChoices):
    WAITING = "waiting"
    SETTLED = "settled"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class SimulatedPayment(models.Model):
    """A payment as the gateway sees it; amounts in whole rupiah."""

    excused = {
        "reference": "a random code",
        "amount": "an amount",
        "method": "one of three ways of paying",
        "bank": "the bank that keeps the virtual account, one of five",
        "account_number": "a random number",
        "state": "one of five states",
        "expires_at": "a moment",
        "changed_at": "a moment",
        "return_url": "a page of this shop, named by random ids",
    }

    reference = models.CharField(primary_key=True, max_length=40)
    amount = models.BigIntegerField()
    method = models.CharField(max_length=15)
    bank = models.CharField(max_length=10, blank=True)
    account_number = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=SimulatedState.choices, default=SimulatedState.WAITING)
    expires_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    return_url = models.CharField(max_length=300)

    class Meta:
        app_label = "gateway"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SimulatedState.values), name="simulated_state_is_known")
        ]

    def __str__(self) -> str:
        return f"simulated payment {self.reference} ({self.state})"


class SimulatedRefund(models.Model):
    """Money that the gateway has paid back, once for each key."""

    excused = {"key": "a random id", "payment": "a random code", "amount": "an amount"}

    key = models.UUIDField(primary_key=True)
    payment = models.ForeignKey(SimulatedPayment, on_delete=models.PROTECT, related_name="refunds")
    amount = models.BigIntegerField()

    class Meta:
        app_label = "gateway"
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="simulated_refund_is_positive")]

    def __str__(self) -> str:
        return f"simulated refund {self.key}"
