"""Every personal field of measuring: what a guardian keeps of a child's body, occasion by occasion (policy 2.5)."""

from __future__ import annotations

from datetime import date

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
