"""Who objects to which use that rests on a legitimate interest; the gates ask it at every use."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import ClassVar

from django.db import models

from kindr.base.ids import new_id
from kindr.privacy.vault import asking

OBJECTING = "SELECT person_id FROM privacy_objection WHERE purpose = %s AND person_id = ANY(%s)"


class Objection(models.Model):
    """A person does not want to be subject to one use that rests on a legitimate interest (UU 27/2022 art. 10)."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "person_id": "a random id",
        "purpose": "a key of the policy",
        "since": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    purpose = models.CharField(max_length=40)
    since = models.DateTimeField()

    class Meta:
        app_label = "privacy"
        constraints = [
            models.UniqueConstraint(fields=["person_id", "purpose"], name="one_objection_per_purpose"),
        ]

    def __str__(self) -> str:
        return f"objection to {self.purpose}"


def note(people: Collection[uuid.UUID], purpose: str, *, at: datetime) -> None:
    """Writes down that people object to a use; doing it twice changes nothing."""
    rows = [Objection(person_id=person, purpose=purpose, since=at) for person in people]
    Objection.objects.bulk_create(rows, ignore_conflicts=True)


def objecting(purpose: str) -> models.QuerySet[Objection, uuid.UUID]:
    """The ids of everybody who objects to a use."""
    return Objection.objects.filter(purpose=purpose).values_list("person_id", flat=True)


def people_who_object(purpose: str, people: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the people who object to a use."""
    return {person for (person,) in asking.rows(OBJECTING, [purpose, list(people)])}
