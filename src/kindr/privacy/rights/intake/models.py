"""Which letters came in by e-mail and what became of each: marks, words and ids; the letter itself is kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from kindr.base.ids import new_id


class Became(models.TextChoices):
    """What became of a letter; every letter ends in exactly one of these."""

    REQUEST = "request"
    """It asks for a right, and has a number."""
    WITHDRAWAL = "withdrawal"
    """It takes consent back: use has stopped, and it has a number."""
    UNCLEAR = "unclear"
    """It has a number, and a person decides what it asks for."""
    JOINED = "joined"
    """It belongs to a request that is under way."""
    COMPLAINT = "complaint"
    """Somebody called our letter spam: taken as a withdrawal of letters, with a number."""
    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    LOOP = "loop"


class ReceivedLetter(models.Model):
    """One letter that was taken in; a mail server that delivers it again finds it here."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "mark": "a keyed hash, useless without the index root",
        "received_at": "a moment",
        "became": "a word, of eight",
        "requests": "random ids of requests",
        "attached": "a number",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mark = models.BinaryField(unique=True)
    received_at = models.DateTimeField(db_index=True)
    became = models.CharField(max_length=12, choices=Became.choices)
    requests = models.JSONField(default=list)
    attached = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "privacy"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(became__in=sorted(Became.values)), name="letter_became_something"
            ),
        ]

    def __str__(self) -> str:
        return f"letter of {self.received_at:%Y-%m-%d}: {self.became}"
