"""Incidents and their timelines: random ids, keys of the policy, states and moments.

What staff write about an incident is sealed in `personal`; nothing here says a name or a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from kindr.base.ids import new_id
from kindr.privacy.incidents import rules
from kindr.privacy.incidents.rules import Cause, Kind, Reached, State, Step
from kindr.privacy.rights.requests.rules import Clock


def _words(known: Iterable[str]) -> list[str]:
    """Plain words in one order, as a migration writes them down."""
    return sorted(str(word) for word in known)


class Incident(models.Model):
    """One failure of protection: what failed, since when it is known, until when people must be told."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "number": "a year and a counter",
        "kind": "what failed, of three",
        "cause": "what happened, of five",
        "terms": "ids, keys of the policy, names of tables and moments: what the radius is computed from",
        "known_at": "a moment",
        "deadline_at": "a moment",
        "since": "a moment",
        "until": "a moment",
        "state": "a state",
        "is_drill": "yes or no",
        "is_public": "yes or no",
        "reached": "who is written to, of two, or nothing",
        "warned": "what the clock has said, of five",
        "alarm": "the random id of an alarm",
        "reported_by": "the random id of a member of staff",
        "reported_at": "a moment",
        "closed_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=16)
    cause = models.CharField(max_length=12)
    terms = models.JSONField(default=dict)
    known_at = models.DateTimeField()
    """The earliest moment anybody knew, a processor included."""
    deadline_at = models.DateTimeField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    """The window in which it happened; `until` is not part of it."""
    state = models.CharField(max_length=10, default=State.OPEN.value)
    is_drill = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)
    reached = models.CharField(max_length=8, blank=True, default="")
    """Set when the letters are ordered."""
    warned = models.PositiveSmallIntegerField(default=0)
    alarm = models.UUIDField(null=True)
    reported_by = models.UUIDField(null=True)
    reported_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "incidents"
        indexes: ClassVar = [models.Index(fields=["closed_at", "deadline_at"], name="incidents_by_deadline")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=_words(Kind)), name="incident_kind_is_known"),
            models.CheckConstraint(condition=Q(cause__in=_words(Cause)), name="incident_cause_is_known"),
            models.CheckConstraint(condition=Q(state__in=_words(State)), name="incident_state_is_known"),
            models.CheckConstraint(condition=Q(reached__in=["", *_words(Reached)]), name="incident_reach_is_known"),
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="incident_window_has_two_ends"),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED.value, closed_at__isnull=False)
                | (~Q(state=State.CLOSED.value) & Q(closed_at__isnull=True)),
                name="only_a_closed_incident_has_an_end",
            ),
            models.CheckConstraint(condition=Q(is_drill=False) | Q(is_public=False), name="a_drill_is_never_public"),
            models.CheckConstraint(condition=Q(is_drill=False) | Q(reached=""), name="a_drill_writes_to_nobody"),
        ]

    def __str__(self) -> str:
        return f"incident {self.number}, {self.state}"

    def clock(self, at: datetime) -> Clock:
        """How its clock stands; that of a closed incident stands still."""
        return rules.clock_of(known_at=self.known_at, deadline_at=self.deadline_at, at=self.closed_at or at)


class IncidentEvent(models.Model):
    """One line of the timeline: what happened, when and through which role. Lines are only added."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "incident": "a random id",
        "at": "a moment",
        "happened": "a step",
        "role": "a role of the policy",
        "by": "a random id",
        "about": "counts, ids, keys and moments",
    }
    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    happened = models.CharField(max_length=16)
    role = models.CharField(max_length=20)
    by = models.UUIDField(null=True)
    about = models.JSONField(default=dict)

    class Meta:
        app_label = "incidents"
        indexes: ClassVar = [models.Index(fields=["incident", "at"], name="incident_timeline")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(happened__in=_words(Step)), name="incident_step_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.happened}, {self.at:%Y-%m-%d %H:%M}"
