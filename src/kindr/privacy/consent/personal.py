"""The proof of a stop: sealed beside the ledger, under the same clause (9.1.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kindr.privacy.terms import Period
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord


class StopProof(PersonalRecord):
    """A signed statement that use has stopped, kept for whoever took the consent back."""

    clause = "consent_ledger"
    period = Period.CALENDAR_YEAR
    excused: ClassVar[Mapping[str, str]] = {
        "event": "the random id of a ledger entry",
        "process": "the page or the worker",
    }

    event = models.UUIDField()
    """The ledger's first entry that the proof speaks of."""
    process = models.CharField(max_length=10)
    """Which process tried the gate and was refused: the one that took the withdrawal, or the worker."""
    statement = Sealed("consent_history", kind=dict, verbose_name=_("Proof that use has stopped"))

    class Meta:
        app_label = "privacy"
        verbose_name = _("Proof that use has stopped")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "process"], name="one_stop_proof_a_process"),
        ]
