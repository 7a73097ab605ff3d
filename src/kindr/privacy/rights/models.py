"""Erasures on their way and done: random ids, counts and moments only."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kindr.base.ids import new_id


class ErasureState(models.TextChoices):
    INTENT = "intent", _("asked for")
    TOMBSTONED = "tombstoned", _("keys destroyed")
    CLEARED = "cleared", _("rows removed; something waits")
    DONE = "done", _("done")


UNDER_WAY = (ErasureState.INTENT, ErasureState.TOMBSTONED, ErasureState.CLEARED)


class Erasure(models.Model):
    """The deletion of one person: each step is written down, so that whoever comes after a crash goes on from there."""

    excused: ClassVar[dict[str, str]] = {
        "id": "a random id, the number of the receipt",
        "person_id": "a random id",
        "state": "a state",
        "language": "the language of the receipt",
        "requested_at": "a moment",
        "holdings": "counts by clause, made before anything went",
        "steps": "counts and moments by step",
        "letter": "whether the letter of notice went out",
        "finished_at": "a moment",
        "receipt": "counts, clauses and dates; no value, no name, signed",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    state = models.CharField(max_length=12, choices=ErasureState.choices, default=ErasureState.INTENT)
    language = models.CharField(max_length=5)
    requested_at = models.DateTimeField()
    holdings = models.JSONField(default=list)
    steps = models.JSONField(default=dict)
    letter = models.CharField(max_length=8, default="due", choices=[("due", "due"), ("sent", "sent"), ("none", "none")])
    finished_at = models.DateTimeField(null=True)
    receipt = models.JSONField(null=True)

    class Meta:
        app_label = "privacy"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=ErasureState.values), name="erasure_state_is_known"),
            models.UniqueConstraint(
                fields=["person_id"], condition=~models.Q(state=ErasureState.DONE), name="one_erasure_at_a_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ErasureState.DONE) | models.Q(finished_at__isnull=False),
                name="a_done_erasure_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"erasure {self.id}, {self.state}"


def moments(erasure: Erasure) -> dict[str, datetime]:
    """When each step was finished."""
    return {step: datetime.fromisoformat(entry["at"]) for step, entry in erasure.steps.items()}
