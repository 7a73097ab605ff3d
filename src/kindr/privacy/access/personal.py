"""What access keeps in words: reasons that staff write, and the certificates of consultants (policy 5.2, 5.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kindr.privacy.terms import Period
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord


class ReasonKind(models.TextChoices):
    GRANT = "grant", _("for a grant")
    EMERGENCY = "emergency", _("in an emergency")
    ALARM = "alarm", _("about an alarm")
    REVIEW = "review", _("in a review")


class AccessReason(PersonalRecord):
    """Why somebody wants to open something, or what they found; `person` is whoever wrote it."""

    clause = "access_reason"
    period = Period.CALENDAR_YEAR
    excused: ClassVar[Mapping[str, str]] = {"kind": "what the words are about, of four"}

    kind = models.CharField(max_length=10, choices=ReasonKind.choices)
    words = Sealed("access_history", verbose_name=_("Reason"))

    class Meta:
        app_label = "privacy"
        verbose_name = _("A reason for opening data")


class Certificate(PersonalRecord):
    """The certificate of an outside consultant, as the officer has registered it; `person` is the consultant."""

    clause = "consultant_certificate"
    period = Period.LIFE
    excused: ClassVar[Mapping[str, str]] = {
        "scope": "keys of purposes",
        "expires_on": "a date",
        "registered_by": "the random id of a member of staff",
        "revoked_at": "a moment",
        "revoked_by": "the random id of a member of staff",
        "document": "the random id of a sealed file, or nothing",
    }

    scope = models.JSONField(default=list)
    expires_on = models.DateField()
    """The last day on which it holds, in Jakarta."""
    registered_by = models.UUIDField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)
    document = models.UUIDField(null=True)
    issuer = Sealed("certificate", verbose_name=_("Issued by"))
    number = Sealed("certificate", verbose_name=_("Number of the certificate"))

    class Meta:
        app_label = "privacy"
        verbose_name = _("A consultant's certificate")

    def holds_on(self, day: date) -> bool:
        """Whether it is neither revoked nor run out."""
        return self.revoked_at is None and day <= self.expires_on
