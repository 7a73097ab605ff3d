"""Every personal field of measuring: a child's body, and what buyers say of a size (policy 2.5, 2.3.5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kindr.privacy.terms import Period
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord
from kindr.shop.measuring.rules.feedback import Verdict


class Measurement(PersonalRecord):
    """What was measured of a child on one day; lengths in millimetres, the weight in grams. The day is sealed too."""

    clause = "measurements"
    period = Period.LIFE

    measured_on = Sealed("measurements", kind=date, verbose_name=_("Measured on"))
    method = Sealed("measurements", verbose_name=_("How it was measured"))
    foot_method = Sealed("measurements", verbose_name=_("How the foot was measured"))
    is_sure = Sealed("measurements", kind=bool, verbose_name=_("Confirmed when asked"))
    height = Sealed("measurements", kind=int, null=True, blank=True, verbose_name=pgettext_lazy("body", "Height"))
    weight = Sealed("measurements", kind=int, null=True, blank=True, verbose_name=_("Weight"))
    chest = Sealed("measurements", kind=int, null=True, blank=True, verbose_name=pgettext_lazy("body", "Chest"))
    waist = Sealed("measurements", kind=int, null=True, blank=True, verbose_name=pgettext_lazy("body", "Waist"))
    hip = Sealed("measurements", kind=int, null=True, blank=True, verbose_name=pgettext_lazy("body", "Hip"))
    inseam = Sealed("measurements", kind=int, null=True, blank=True, verbose_name=_("Inner leg"))
    head = Sealed("measurements", kind=int, null=True, blank=True, verbose_name=pgettext_lazy("body", "Head"))
    foot_length = Sealed("measurements", kind=int, null=True, blank=True, verbose_name=_("Length of the foot"))
    foot_width = Sealed("measurements", kind=int, null=True, blank=True, verbose_name=_("Width of the foot"))

    class Meta:
        verbose_name = _("A child's measurements")


class FitVerdict(PersonalRecord):
    """What a buyer said of the size of one line of an order.

    The word is sealed. What it adds to the counts of its product stands beside it in the clear, as the line itself
    does in the book of orders: taken out of the counts with the row, it must be known when the key is gone already.
    """

    clause = "fit_verdict"
    period = Period.RECORD
    excused: ClassVar[Mapping[str, str]] = {
        "line": "a number of the book of orders",
        "product": "a number of the catalogue",
        "adds_to": "which of the three counts of the product the row adds one to",
    }

    line = models.BigIntegerField(unique=True)
    product = models.BigIntegerField()
    adds_to = models.CharField(max_length=9, choices=[(each.value, each.value) for each in Verdict])
    verdict = Sealed("order_history", verbose_name=_("How the size was"))

    class Meta:
        verbose_name = _("What you said of a size")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(adds_to__in=[each.value for each in Verdict]), name="verdict_is_known"),
        ]
