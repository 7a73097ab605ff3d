"""What was written about a request, and the address that somebody without an account asked from (policy 7.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kindr.privacy.rights.requests.models import Request
from kindr.privacy.terms import Period
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord


class TextKind(models.TextChoices):
    WORDS = "words"
    """What the person wrote or said."""
    NOTE = "note"
    """What we noted while working on it; the person reads it under My data."""
    ANSWER = "answer"
    """What we told the person at the end."""


class OfARequest(PersonalRecord):
    """Kept until five years after the request was closed, under a key of its own."""

    clause = "rights_request"
    period = Period.RECORD
    counts_with = ("request",)
    counts_from_column = "request__closed_at"
    excused: ClassVar[Mapping[str, str]] = {"request": "a random id"}

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def counts_from(self) -> datetime | None:
        return self.request.closed_at


class RequestText(OfARequest):
    """One text of a request."""

    excused: ClassVar[Mapping[str, str]] = {"kind": "what the text is, of three"}

    kind = models.CharField(max_length=8, choices=TextKind.choices)
    text = Sealed("correspondence", verbose_name=_("What was written"))

    class Meta:
        app_label = "privacy"
        verbose_name = _("A text of a request")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=TextKind.values), name="request_text_kind_is_known"),
        ]


class RequestContact(OfARequest):
    """The address that a request came from where no account is known; forgotten when the request is closed."""

    email = Sealed("email", verbose_name=_("E-mail address"))

    class Meta:
        app_label = "privacy"
        verbose_name = _("The address of a request")
        constraints: ClassVar = [models.UniqueConstraint(fields=["request"], name="one_contact_per_request")]
