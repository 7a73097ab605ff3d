"""Whom an incident reaches: random ids of people, keys of clauses and categories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from kindr.base.ids import new_id
from kindr.privacy.incidents.models.register import Incident


class Radius(models.Model):
    """A blast radius as it was computed once, whole: written last, so that a half one is not there."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "incident": "a random id",
        "made_at": "a moment",
        "took_ms": "a duration",
        "counts": "counts by category and kind of person",
    }
    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="radii")
    made_at = models.DateTimeField()
    took_ms = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)

    class Meta:
        app_label = "incidents"
        indexes: ClassVar = [models.Index(fields=["incident", "-made_at"], name="radius_by_moment")]

    def __str__(self) -> str:
        return f"radius of {self.incident_id}"


class AffectedPerson(models.Model):
    """One person in a blast radius: which clauses and categories were opened, changed, or could have been opened."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a number",
        "radius": "a random id",
        "person_id": "the random id of a person",
        "kind": "what kind of person",
        "opened": "keys of clauses and categories",
        "changed": "keys of clauses and categories",
        "could": "keys of clauses and categories",
        "since_gone": "keys of clauses",
        "is_forgotten": "yes or no",
    }
    append_only = True

    radius = models.UUIDField()
    """Not a foreign key: these rows are written first."""
    person_id = models.UUIDField()
    kind = models.CharField(max_length=12)
    opened = models.JSONField(default=dict)
    changed = models.JSONField(default=dict)
    could = models.JSONField(default=dict)
    since_gone = models.JSONField(default=list)
    """Clauses whose key was shredded after the moment that counts: gone here, not in a copy that was stolen."""
    is_forgotten = models.BooleanField(default=False)

    class Meta:
        app_label = "incidents"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["radius", "person_id"], name="a_radius_has_a_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in radius {self.radius}"
