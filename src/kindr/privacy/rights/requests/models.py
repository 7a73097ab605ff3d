"""Requests under the rights of a person: random ids, states and moments; what was written is sealed elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from kindr.base.ids import new_id
from kindr.privacy.rights.requests import rules
from kindr.privacy.rights.requests.rules import Case, Clock, Proof, State

HAPPENINGS = (
    "received", "asked_again", "wrote_again", "read_as", "proof_asked", "proven", "taken_up", "noted", "warned", "late",
    "fulfilled", "denied", "revoked", "expired", "undone",
)  # fmt: skip


def _words(known: Iterable[str]) -> list[str]:
    """Plain words in one order, as a migration writes them down."""
    return sorted(str(word) for word in known)


class Request(models.Model):
    """One request: who asks, about whom, for what, since when and until when, and how it stands."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "number": "a year and a counter",
        "person_id": "the random id of whoever asks",
        "subject_id": "the random id of the person it is about: whoever asks, or their child",
        "reach": "random ids of the people that a proven address led to",
        "kind": "a right of the policy",
        "channel": "how it came, of four",
        "language": "a language of the shop",
        "received_at": "a moment",
        "deadline_at": "a moment",
        "state": "a state",
        "reason": "a word of the protocol",
        "proof": "how surely somebody is known, of four",
        "warned": "what the clock has said, of four",
        "purposes": "keys of the policy: the consents that a withdrawal is about; empty means all of them",
        "is_quiet": "whether the address is not known to belong to whoever wrote",
        "erasure": "a random id",
        "evidence": "counts, moments and random ids of what was done; never a value",
        "closed_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    person_id = models.UUIDField(db_index=True)
    subject_id = models.UUIDField()
    reach = models.JSONField(default=list)
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=8)
    language = models.CharField(max_length=5)
    received_at = models.DateTimeField()
    deadline_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=State.OPEN.value)
    reason = models.CharField(max_length=24, blank=True, default="")
    proof = models.PositiveSmallIntegerField(default=0)
    warned = models.PositiveSmallIntegerField(default=0)
    purposes = models.JSONField(default=list)
    is_quiet = models.BooleanField(default=False)
    erasure = models.UUIDField(null=True)
    evidence = models.JSONField(default=dict)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "privacy"
        indexes: ClassVar = [models.Index(fields=["closed_at", "deadline_at"], name="requests_by_deadline")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=_words(State)), name="request_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=_words(rules.NEEDED)), name="request_kind_is_known"),
            models.CheckConstraint(condition=Q(channel__in=_words(rules.Channel)), name="request_channel_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=_words(rules.CLOSED), closed_at__isnull=False)
                | (~Q(state__in=_words(rules.CLOSED)) & Q(closed_at__isnull=True)),
                name="only_a_closed_request_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.FULFILLED.value) | ~Q(evidence={}), name="a_fulfilled_request_has_evidence"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DENIED.value) | Q(reason__in=_words(rules.Denial)),
                name="a_denial_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.number}, {self.state}"

    @property
    def case(self) -> Case:
        """The request as the rules see it."""
        return Case(self.kind, State(self.state), Proof(self.proof), self.reason, bool(self.evidence))

    @property
    def needs_verification(self) -> bool:
        """Whether it waits for its person to prove who they are."""
        return self.reason == rules.NEEDS_VERIFICATION and not self.closed_at

    def book(self) -> list[RequestEvent]:
        """What happened, in order; what has the same moment stands in the order in which it can happen."""
        return sorted(self.events.all(), key=lambda event: (event.at, HAPPENINGS.index(event.happened)))

    def clock(self, at: datetime) -> Clock:
        """How its clock stands; that of a closed request stands still."""
        at = self.closed_at or at
        return rules.clock_of(received_at=self.received_at, deadline_at=self.deadline_at, at=at)


class RequestEvent(models.Model):
    """One line of a request's own book: what happened, when and through which role. Lines are only added."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "request": "a random id",
        "at": "a moment",
        "happened": "a word, of fifteen",
        "state": "the state afterwards",
        "reason": "a word of the protocol",
        "role": "a role of the policy",
        "by": "a random id",
    }

    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    happened = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    reason = models.CharField(max_length=24, blank=True)
    role = models.CharField(max_length=20)
    by = models.UUIDField(null=True)

    class Meta:
        app_label = "privacy"
        indexes: ClassVar = [models.Index(fields=["request", "at"], name="request_book")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(happened__in=HAPPENINGS), name="request_happening_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.happened}, {self.at:%Y-%m-%d %H:%M}"


class RequestProof(models.Model):
    """One letter that asks somebody to prove who they are; link and code are derived from its id and stored nowhere."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "request": "a random id",
        "asked_at": "a moment",
        "expires_at": "a moment",
        "tries": "a number",
        "used_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="proofs")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "privacy"

    def __str__(self) -> str:
        return f"proof {self.id}"
