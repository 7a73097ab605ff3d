"""Fulfilments with their steps, and what outside parties answered: ids, keys, counts and moments only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from kindr.base.ids import new_id
from kindr.privacy.rights.fulfilment.terms import ENDED, Kind, Refusal, State


class Fulfilment(models.Model):
    """One right being carried out: each step is written down; whoever comes after a crash goes on from there."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id, the number of the package",
        "request": "a random id",
        "person_id": "a random id",
        "kind": "what is carried out, of eight",
        "state": "a state",
        "refusal": "a named reason, of seven",
        "language": "the language of the result",
        "asked": "random ids, keys of the policy and names of columns; new values are sealed elsewhere",
        "steps": "counts, names of fields and moments by step",
        "erasure": "a random id",
        "began_at": "a moment",
        "finished_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.UUIDField(unique=True)
    person_id = models.UUIDField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNDER_WAY)
    refusal = models.CharField(max_length=20, choices=Refusal.choices, blank=True)
    language = models.CharField(max_length=5)
    asked = models.JSONField(default=dict)
    steps = models.JSONField(default=dict)
    erasure = models.UUIDField(null=True)
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "privacy"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="fulfilment_state_is_known"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="fulfilment_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=ENDED, finished_at__isnull=False)
                | (~models.Q(state__in=ENDED) & models.Q(finished_at__isnull=True)),
                name="what_ended_has_an_end",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.REFUSED, refusal__in=Refusal.values)
                | (~models.Q(state=State.REFUSED) & models.Q(refusal="")),
                name="a_refusal_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["began_at"], condition=~models.Q(state__in=ENDED), name="fulfilments_under_way"),
            models.Index(fields=["person_id", "began_at"], name="fulfilments_by_person"),
        ]

    def __str__(self) -> str:
        return f"fulfilment {self.id}, {self.kind}, {self.state}"


class AnswerState(models.TextChoices):
    """What an outside party said."""

    ASKED = "asked", pgettext_lazy("outside answer", "asked")
    DONE = "done", pgettext_lazy("outside answer", "done")
    REFUSED = "refused", pgettext_lazy("outside answer", "refused")
    NOTHING = "nothing", pgettext_lazy("outside answer", "held nothing")


class OutsideAnswer(models.Model):
    """What one outside party was told about one person, and what it answered (UU 27/2022 art. 43, 51, 52)."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id, by which the party answers",
        "run": "a random id",
        "person_id": "a random id",
        "party": "a recipient of the policy",
        "verb": "what the party is asked to do, of three",
        "clauses": "keys of the policy",
        "references": "the random numbers by which the party knows an order or a payment",
        "state": "a state",
        "asked_at": "a moment",
        "sent_at": "a moment",
        "answered_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.UUIDField()
    person_id = models.UUIDField()
    party = models.CharField(max_length=40)
    verb = models.CharField(max_length=12)
    clauses = models.JSONField(default=list)
    references = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=AnswerState.choices, default=AnswerState.ASKED)
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    """When the message left; None while nothing that could carry it has taken it."""
    answered_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "privacy"
        constraints = [
            models.UniqueConstraint(fields=["run", "person_id", "party", "verb"], name="each_party_is_asked_once"),
            models.CheckConstraint(
                condition=models.Q(state=AnswerState.ASKED, answered_at__isnull=True)
                | (~models.Q(state=AnswerState.ASKED) & models.Q(answered_at__isnull=False)),
                name="an_answer_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=models.Q(state=AnswerState.ASKED), name="open_outside_answers"),
        ]

    def __str__(self) -> str:
        return f"{self.party}, {self.verb}, {self.state}"
