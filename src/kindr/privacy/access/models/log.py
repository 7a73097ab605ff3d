"""Roles of staff, and the access log: random ids in clear, everything else sealed (policy 5.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from kindr.privacy.evidence.transactions import THIS_TRANSACTION
from kindr.privacy.people import Person


class RoleAssignment(models.Model):
    """The one role a member of staff has; the role's purposes stand in the policy."""

    excused: ClassVar[Mapping[str, str]] = {
        "person": "the random id of a person",
        "role": "one of the policy's recipients",
        "assigned_at": "a moment",
    }

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.PROTECT, related_name="role_assignment")
    role = models.CharField(max_length=20)
    assigned_at = models.DateTimeField()

    class Meta:
        app_label = "privacy"

    def __str__(self) -> str:
        return f"{self.person_id} is {self.role}"


class AccessEntry(models.Model):
    """One opening or refusal. No foreign keys and no UPDATE: the app login may only insert and read.

    `payload` is sealed under the person's log key of the year; `leaf` is the salted commitment to all other columns
    (`vault.leaves`) for the Merkle tree (RFC 9162), the salt lying in the payload.
    """

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "person_id": "the random id of a person",
        "at": "a moment",
        "payload": "sealed under the person's log key of the year",
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
            models.Index(fields=["person_id", "-at"], name="access_by_person"),
            # Lines come in the order of their moments, so that a few pages of index find the officer's week; a tree
            # would be a thousand times as large, and every opening would pay for it.
            BrinIndex(fields=["at"], name="access_by_moment", autosummarize=True),
            BrinIndex(fields=["written_in"], name="access_by_transaction", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"access entry {self.id}"
