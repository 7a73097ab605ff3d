"""The consent ledger: events that are never changed (UU 27/2022 art. 22, 24)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from kindr.privacy.evidence.transactions import THIS_TRANSACTION


class ConsentEvent(models.Model):
    """One event of one person. Its row is like one of the access log: random ids in clear, the rest sealed."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "person_id": "the random id of a person",
        "at": "a moment",
        "payload": "sealed under the person's ledger key of the year",
        "leaf": "a salted commitment that says nothing",
        "written_in": "the number of a transaction",
    }

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    person_id = models.UUIDField()
    at = models.DateTimeField()
    payload = models.BinaryField()
    leaf = models.BinaryField()
    written_in = models.BigIntegerField(db_default=THIS_TRANSACTION, editable=False)

    class Meta:
        app_label = "privacy"
        indexes = [
            models.Index(fields=["person_id", "at"], name="consent_by_person"),
            BrinIndex(fields=["written_in"], name="consent_by_transaction", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"consent event {self.id}"
