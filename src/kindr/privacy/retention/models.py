"""Legal holds with their history, and what every sweep did: ids, states, moments and counts only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kindr.base.clock import JAKARTA
from kindr.base.ids import new_id

EVERYTHING = "*"
"""The period of a hold on everything that a person has under a clause."""


class Ground(models.TextChoices):
    """Why something may not go although its time is over."""

    COMPLAINT = "complaint", _("an open complaint")
    LITIGATION = "litigation", _("a lawsuit")
    ORDER = "order", _("an order of an authority")


class HoldStep(models.TextChoices):
    """What can happen to a hold."""

    PLACED = "placed", _("placed")
    MOVED = "moved", _("end or review moved")
    LIFTED = "lifted", _("lifted")
    ENDED = "ended", _("ended by itself")


class LegalHold(models.Model):
    """What is held of one person under one clause: everything, or one period or record."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "person_id": "the random id of a person",
        "clause": "a clause of the policy",
        "covers": "a period, the random id of a record, or *",
        "ground": "one of three grounds",
        "article": "an article of a law, from a list",
        "until": "a date",
        "review_on": "a date",
        "is_silent": "yes or no",
        "placed_at": "a moment",
        "ended_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField(db_index=True)
    clause = models.CharField(max_length=40)
    covers = models.CharField(max_length=36)
    ground = models.CharField(max_length=12, choices=Ground.choices)
    article = models.CharField(max_length=40)
    until = models.DateField(null=True)
    """The last day on which it holds; None while a review is to say so."""
    review_on = models.DateField(null=True)
    is_silent = models.BooleanField(default=False)
    """The authority's order forbids to tell the person."""
    placed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "privacy"
        constraints = [
            models.CheckConstraint(condition=Q(ground__in=Ground.values), name="hold_ground_is_known"),
            models.CheckConstraint(
                condition=Q(until__isnull=False) | Q(review_on__isnull=False), name="a_hold_ends_or_is_reviewed"
            ),
            models.CheckConstraint(
                condition=Q(is_silent=False) | Q(ground=Ground.ORDER), name="only_orders_may_be_silent"
            ),
            models.UniqueConstraint(
                fields=["person_id", "clause", "covers", "ground", "article"],
                condition=Q(ended_at__isnull=True),
                name="one_hold_for_one_reason",
            ),
        ]
        indexes = [models.Index(F("person_id"), F("clause"), name="holds_in_force", condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return f"hold {self.id}"

    def is_in_force(self, at: datetime) -> bool:
        """Whether it holds at a moment: not lifted, and its last day is not over in Jakarta."""
        return self.ended_at is None and (self.until is None or today(at) <= self.until)


class HoldEvent(models.Model):
    """One step of a hold, never changed: who did what, and until when it held from then on."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "hold": "a random id",
        "step": "one of four steps",
        "at": "a moment",
        "by": "the random id of a member of staff, or nobody",
        "until": "a date",
        "review_on": "a date",
    }
    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hold = models.ForeignKey(LegalHold, on_delete=models.PROTECT, related_name="events")
    step = models.CharField(max_length=8, choices=HoldStep.choices)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    until = models.DateField(null=True)
    review_on = models.DateField(null=True)

    class Meta:
        app_label = "privacy"
        constraints = [models.CheckConstraint(condition=Q(step__in=HoldStep.values), name="hold_step_is_known")]

    def __str__(self) -> str:
        return f"{self.step}, hold {self.hold_id}"


class SweepRun(models.Model):
    """What one sweep did, counted by clause; never changed."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "began_at": "a moment",
        "ended_at": "a moment",
        "gone": "counts by clause",
        "beside": "counts of what was swept beside the clauses",
        "held": "counts by clause",
        "left": "counts by clause",
        "left_since": "a moment",
        "failed": "names of parts of the sweep",
    }
    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    began_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField()
    gone = models.JSONField(default=dict)
    beside = models.JSONField(default=dict)
    held = models.JSONField(default=dict)
    left = models.JSONField(default=dict)
    left_since = models.DateTimeField(null=True)
    failed = models.JSONField(default=list)

    class Meta:
        app_label = "privacy"

    def __str__(self) -> str:
        return f"sweep of {self.began_at:%Y-%m-%d %H:%M}"

    @property
    def gone_count(self) -> int:
        """How much went, under every clause together."""
        return sum(self.gone.values())

    @property
    def held_count(self) -> int:
        """How much was due and is held."""
        return sum(self.held.values())

    @property
    def left_count(self) -> int:
        """How much should have gone and is still there; 0 on a good day."""
        return sum(self.left.values())


def today(at: datetime) -> date:
    """The date in Jakarta."""
    return at.astimezone(JAKARTA).date()
