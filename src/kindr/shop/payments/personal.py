"""What Kindr keeps of a payment card: never its number, never its code (policy 2.2)."""

from __future__ import annotations

from django.db import models

from kindr.privacy.terms import Period
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord


class CardUsed(PersonalRecord):
    """The card that paid, as the gateway describes it. Only taking and returning payments may open it."""

    clause = "payment_card"
    period = Period.RECORD

    excused = {"payment": "a random id"}

    payment = models.OneToOneField("payments.Payment", on_delete=models.PROTECT, related_name="card_used")
    token = Sealed("payment_card")
    brand = Sealed("payment_card")
    last4 = Sealed("payment_card")
    expiry = Sealed("payment_card")
    holder = Sealed("name")

    class Meta:
        app_label = "payments"
