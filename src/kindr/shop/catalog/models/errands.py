"""Long work that the worker does for a colleague: how far it is, and every single change, so that it can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q

from kindr.base.ids import new_id


class Kind(models.TextChoices):
    """What the work is about."""

    PRICES = "prices"
    TEXTS = "texts"
    DRAWINGS = "drawings"


class State(models.TextChoices):
    """Where the work stands. A checked one waits for its colleague's word; nothing has changed yet."""

    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class Outcome(models.TextChoices):
    """What became of one line; a skipped one met something newer and left it alone."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"
    UNDONE = "undone"
    KEPT = "kept"


class Errand(models.Model):
    """One piece of long work with its progress."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "kind": "about goods, not people",
        "state": "a state",
        "done": "a number",
        "total": "a number",
        "staff": "the random id of a member of staff",
        "asked_at": "a moment",
        "moved_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    staff = models.UUIDField()
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    """When the last lines were written; work that stands still shows here."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="errand_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="errand_state", condition=Q(state__in=State.values)),
        ]
        indexes = [models.Index(name="errand_newest", fields=["-asked_at"])]

    def __str__(self) -> str:
        return f"{self.kind}, {self.state}"


class ErrandLine(models.Model):
    """One change of one value; `before` is what was there when the sheet was checked."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a number",
        "errand": "a random id",
        "row": "the number of a row in a sheet",
        "key": "about goods, not people",
        "field": "about goods, not people",
        "before": "about goods, not people",
        "after": "about goods, not people",
        "outcome": "a state",
    }

    errand = models.ForeignKey(Errand, on_delete=models.CASCADE, related_name="lines")
    row = models.PositiveIntegerField()
    key = models.CharField(max_length=140)
    field = models.CharField(max_length=20)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="errand_line_once", fields=["errand", "key", "field"]),
            models.CheckConstraint(name="errand_outcome", condition=Q(outcome__in=Outcome.values)),
        ]
        indexes = [models.Index(name="errand_lines", fields=["errand", "outcome", "id"])]

    def __str__(self) -> str:
        return f"{self.key} {self.field}"
