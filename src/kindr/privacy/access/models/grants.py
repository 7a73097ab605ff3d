"""Grants, emergencies and the officer's reviews: random ids, keys of the policy and moments only (policy 5.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kindr.base.ids import new_id


class GrantState(models.TextChoices):
    ASKED = "asked", _("waits for a second colleague")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")
    REVOKED = "revoked", _("taken back")


class Grant(models.Model):
    """Leave for one person to open data of named people, for one purpose and some hours."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "actor_id": "the random id of whoever may open",
        "asked_by": "the random id of a member of staff",
        "purpose": "a key of the policy",
        "hours": "a number",
        "asked_at": "a moment",
        "reason": "the random id of a sealed record",
        "query": "the filter of a list, in its own words; no name of anybody",
        "state": "a state",
        "decided_by": "the random id of a member of staff",
        "decided_at": "a moment",
        "ends_at": "a moment",
        "revoked_by": "the random id of a member of staff",
        "revoked_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    actor_id = models.UUIDField()
    asked_by = models.UUIDField()
    purpose = models.CharField(max_length=40)
    hours = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    reason = models.UUIDField()
    query = models.JSONField(null=True)
    state = models.CharField(max_length=10, choices=GrantState.choices, default=GrantState.ASKED)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    """Hours after the decision; nothing has to happen for a grant to end."""
    revoked_by = models.UUIDField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "privacy"
        indexes = [models.Index(fields=["actor_id", "purpose", "-ends_at"], name="grant_by_actor")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=GrantState.values), name="grant_state_is_known"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~(Q(decided_by=F("asked_by")) | Q(decided_by=F("actor_id"))),
                name="nobody_decides_on_their_own_grant",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[GrantState.APPROVED, GrantState.REVOKED])
                | Q(decided_by__isnull=False, decided_at__isnull=False, ends_at__gt=F("decided_at")),
                name="an_approved_grant_has_an_approver_and_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state=GrantState.REVOKED) | Q(revoked_by__isnull=False, revoked_at__isnull=False),
                name="a_revoked_grant_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"grant {self.id}, {self.state}"


class GrantedPerson(models.Model):
    """One of the people that a grant is about; for a saved query those that it found when the grant was approved."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a number",
        "grant": "the random id of a grant",
        "person_id": "the random id of a person",
    }
    append_only = True

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="people")
    person_id = models.UUIDField(db_index=True)

    class Meta:
        app_label = "privacy"
        constraints = [models.UniqueConstraint(fields=["grant", "person_id"], name="a_grant_names_a_person_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in grant {self.grant_id}"


class BreakGlass(models.Model):
    """Somebody has opened one thing of one person in an emergency, without asking first; for minutes."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "actor_id": "the random id of a member of staff",
        "person_id": "the random id of a person",
        "clause": "a key of the policy",
        "reason": "the random id of a sealed record",
        "opened_at": "a moment",
        "ends_at": "a moment",
    }
    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    actor_id = models.UUIDField()
    person_id = models.UUIDField()
    clause = models.CharField(max_length=40)
    reason = models.UUIDField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        app_label = "privacy"
        indexes = [models.Index(fields=["actor_id", "-ends_at"], name="break_glass_by_actor")]

    def __str__(self) -> str:
        return f"break glass {self.id}"


class AccessReview(models.Model):
    """The officer has reviewed who may open what and who did: counts and keys, signed."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "by": "the random id of a member of staff",
        "signed_at": "a moment",
        "since": "a moment",
        "content": "counts, keys of the policy and random ids, as they were signed",
        "signature": "an Ed25519 signature over the content",
        "note": "the random id of a sealed record, or nothing",
    }
    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    by = models.UUIDField()
    signed_at = models.DateTimeField()
    since = models.DateTimeField()
    content = models.JSONField()
    signature = models.BinaryField()
    note = models.UUIDField(null=True)

    class Meta:
        app_label = "privacy"
        indexes = [models.Index(fields=["-signed_at"], name="review_by_moment")]

    def __str__(self) -> str:
        return f"access review {self.id}"
