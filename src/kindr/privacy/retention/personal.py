"""The sealed reason of a legal hold (policy 6.3.10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.db import models

from kindr.privacy.retention.models import LegalHold
from kindr.privacy.terms import Period
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord


class HoldReason(PersonalRecord):
    """Why something is held, in the officer's own words; kept for five years after the hold has ended."""

    clause: ClassVar[str] = "legal_hold"
    period: ClassVar[Period] = Period.RECORD
    counts_with: ClassVar[tuple[str, ...]] = ("hold",)
    counts_from_column: ClassVar[str] = "hold__ended_at"
    excused: ClassVar[Mapping[str, str]] = {**PersonalRecord.excused, "hold": "a random id"}

    hold = models.OneToOneField(LegalHold, on_delete=models.PROTECT, related_name="reason")
    words = Sealed("correspondence")

    class Meta:
        app_label = "privacy"

    def counts_from(self) -> datetime | None:
        return self.hold.ended_at
