"""Every personal field of measuring: a child's body, and what buyers say of a size (policy 2.5, 2.3.5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kindr.privacy.terms import Period
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord


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
    """What a buyer said of the size of one line of an order. The word is sealed, and no other column depends on it.

    The counts of its product do: where one buyer spoke, or all said the same, they tell the word (ADR 19).
    It is taken out of the counts of its product before its key goes. A row that goes while it `is_counted` has its
    product counted anew: that is what is left to do when the key went first, after a restore or a legal hold.
    """

    clause = "fit_verdict"
    period = Period.RECORD
    excused: ClassVar[Mapping[str, str]] = {
        "line": "a number of the book of orders",
        "product": "a number of the catalogue",
        "is_counted": "whether the counts of the product have the row in them",
    }

    line = models.BigIntegerField(unique=True)
    product = models.BigIntegerField()
    is_counted = models.BooleanField(default=True)
    verdict = Sealed("order_history", verbose_name=_("How the size was"))

    class Meta:
        verbose_name = _("What you said of a size")
        # Whether five different people are in a product's counts is asked for every card of a list.
        indexes = (
            models.Index(name="people_counted", fields=["product", "person"], condition=models.Q(is_counted=True)),
        )
