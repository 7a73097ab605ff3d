"""What staff write about an incident, sealed (policy 6.3.11)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kindr.privacy.incidents.models import Incident
from kindr.privacy.terms import Period
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord


class TextKind(models.TextChoices):
    """What a text says; of two of one kind the newer one counts. The first four stand in the letters."""

    HOW_ID = "how_id", _("When and how it happened, in Indonesian")
    HOW_EN = "how_en", _("When and how it happened, in English")
    HANDLING_ID = "handling_id", _("What was done and how it is put right, in Indonesian")
    HANDLING_EN = "handling_en", _("What was done and how it is put right, in English")
    NOTE = "note", _("What happened, for us")
    LESSONS = "lessons", _("What we learned")
    AUTHORITY = "authority", _("What the authority answered")


IN_LETTERS = (TextKind.HOW_ID, TextKind.HOW_EN, TextKind.HANDLING_ID, TextKind.HANDLING_EN)


class IncidentText(PersonalRecord):
    """One text about an incident; `person` is whoever wrote it."""

    clause = "incident_record"
    period = Period.RECORD
    counts_with: ClassVar[tuple[str, ...]] = ("incident",)
    counts_from_column: ClassVar[str] = "incident__closed_at"
    excused: ClassVar[Mapping[str, str]] = {"incident": "a random id", "kind": "what the text says, of seven"}

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="texts")
    kind = models.CharField(max_length=12, choices=TextKind.choices)
    words = Sealed("correspondence", verbose_name=_("What staff wrote"))

    class Meta:
        app_label = "incidents"
        verbose_name = _("A text about an incident")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=TextKind.values), name="incident_text_kind_is_known"),
        ]

    def counts_from(self) -> datetime | None:
        return self.incident.closed_at
