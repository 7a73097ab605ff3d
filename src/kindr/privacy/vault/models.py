"""The tables of the key server: wrapped data keys and the tombstones of those that were shredded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from kindr.base.ids import new_id


class Hold(models.TextChoices):
    """What a key may still be used for."""

    OPEN = ""
    LOCKED = "locked"
    """The account is gone; only purposes that a law makes outlive it may open (UU 27/2022 art. 43(2), 50)."""
    RESTRICTED = "restricted"
    """The person asked for a halt (UU 27/2022 art. 41): stored, not used."""


class DataKey(models.Model):
    """One 256-bit key for (person, clause, period, generation), wrapped under an epoch's root key."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "person_id": "the random id of a person",
        "clause": "a clause of the policy",
        "period": "life, a year, or a row's random id",
        "generation": "a counter",
        "epoch": "the number of a root key",
        "wrapped": "a key, encrypted under a root key",
        "commitment": "says which key it is, not what it is",
        "hold": "open, locked or restricted",
        "made_at": "a moment",
        "written_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    clause = models.CharField(max_length=40)
    period = models.CharField(max_length=36)
    generation = models.PositiveIntegerField(default=1)
    epoch = models.PositiveIntegerField()
    wrapped = models.BinaryField()
    commitment = models.BinaryField()
    hold = models.CharField(max_length=10, choices=Hold.choices, default=Hold.OPEN, blank=True)
    made_at = models.DateTimeField()
    written_at = models.DateTimeField(db_default=Now())
    """By the key server's own clock: what is told of the past makes keys of the past, whose rows are yet to come."""

    class Meta:
        app_label = "vault"
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "clause", "period", "generation"], name="one_key_per_generation"
            ),
            models.CheckConstraint(condition=models.Q(hold__in=Hold.values), name="hold_is_known"),
        ]
        indexes = [models.Index(fields=["made_at"], name="keys_by_age")]

    def __str__(self) -> str:
        return f"key {self.id}"


class Tombstone(models.Model):
    """A shredded key: the same generation is never made again, and only a new collection opens the next one.

    Clause and period `*` close the person: nothing new is collected, and only evidence that a law asks for goes on.
    """

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "person_id": "the random id of a person",
        "clause": "a clause of the policy, or *",
        "period": "life, a year, a row's random id, or *",
        "generation": "a counter",
        "shredded_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    clause = models.CharField(max_length=40)
    period = models.CharField(max_length=36)
    generation = models.PositiveIntegerField()
    shredded_at = models.DateTimeField()

    class Meta:
        app_label = "vault"
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "clause", "period", "generation"], name="one_tombstone_per_generation"
            ),
        ]

    def __str__(self) -> str:
        return f"tombstone of {self.clause}, generation {self.generation}"


class Restriction(models.Model):
    """A halt that a person asked for (UU 27/2022 art. 41): each key of the clause inherits it."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "person_id": "the random id of a person",
        "clause": "a clause of the policy",
        "since": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    clause = models.CharField(max_length=40)
    since = models.DateTimeField()

    class Meta:
        app_label = "vault"
        constraints = [
            models.UniqueConstraint(fields=["person_id", "clause"], name="one_restriction_per_clause"),
        ]

    def __str__(self) -> str:
        return f"restriction of {self.clause}"


class RetiredEpoch(models.Model):
    """A root key under which nothing may be wrapped any more; written before the root key is destroyed."""

    excused: ClassVar[Mapping[str, str]] = {"epoch": "a number", "retired_at": "a moment of the program's own"}

    epoch = models.PositiveIntegerField(primary_key=True)
    retired_at = models.DateTimeField()

    class Meta:
        app_label = "vault"

    def __str__(self) -> str:
        return f"epoch {self.epoch}, retired"
