"""People: a random id, what kind of person, and whose guardian; nothing else is known here."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.db import models

from kindr.base.ids import new_person_id
from kindr.privacy.vault import asking


class PersonKind(models.TextChoices):
    PARENT = "parent"
    CHILD = "child"
    GUEST = "guest"
    STAFF = "staff"
    CONSULTANT = "consultant"
    NEWCOMER = "newcomer"
    """Someone who typed an address to sign in and has not proven it yet; swept after a day."""


class Person(models.Model):
    """Anyone Kindr holds data on. The row stays after erasure, as a stranger that sales figures can point to."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "kind": "what kind of person, of six",
        "guardian": "the random id of a person",
        "is_of_age": "yes or no",
    }

    id = models.UUIDField(primary_key=True, default=new_person_id, editable=False)
    kind = models.CharField(max_length=12, choices=PersonKind.choices)
    guardian = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    is_of_age = models.BooleanField(default=False, db_default=False)
    """Whether a child has come of age: then nobody speaks for them any more (policy 7.8)."""

    class Meta:
        app_label = "privacy"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=PersonKind.values), name="person_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(kind=PersonKind.CHILD, guardian__isnull=False)
                | (~models.Q(kind=PersonKind.CHILD) & models.Q(guardian__isnull=True)),
                name="only_a_child_has_a_guardian",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Claim(models.Model):
    """An account that has proven the address of a guest: rights cover both, nothing is sealed again.

    Somebody without an account who has proven an address for a request claims its guests, until an account does.
    """

    excused: ClassVar[Mapping[str, str]] = {
        "guest": "the random id of a person",
        "account": "the random id of a person",
        "claimed_at": "a moment",
    }

    guest = models.OneToOneField(Person, primary_key=True, on_delete=models.PROTECT, related_name="claimed_by")
    account = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="claims")
    claimed_at = models.DateTimeField()

    class Meta:
        app_label = "privacy"

    def __str__(self) -> str:
        return f"{self.account_id} claims {self.guest_id}"


def claimed_by_accounts(people: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Of some people the guests whom an account has claimed, each with that account: they are nobody else's."""
    rows = Claim.objects.filter(guest_id__in=people, account__kind=PersonKind.PARENT)
    return dict(rows.values_list("guest_id", "account_id"))


def claimed_elsewhere(people: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of some people the guests whom an account has claimed that is not one of them."""
    return {guest for guest, account in claimed_by_accounts(people).items() if account not in people}


FAMILY = (
    "SELECT guest_id, false FROM privacy_claim WHERE account_id = %s"
    " UNION ALL SELECT id, is_of_age FROM privacy_person WHERE guardian_id = %s"
)


@dataclass(frozen=True)
class Family:
    """Whom an account has to do with, by who decides for them."""

    covered: frozenset[uuid.UUID]
    """The person, the guests they claimed, and their children who are not of age."""
    grown: frozenset[uuid.UUID]
    """Their children who are of age by now."""


def covered_by(person_id: uuid.UUID | None) -> frozenset[uuid.UUID]:
    """The ids that a person may act for: themself, the guests they claimed, and their children who are not of age."""
    return family_of(person_id).covered


def grown_children_of(person_id: uuid.UUID | None) -> frozenset[uuid.UUID]:
    """The children of somebody who are of age by now: they decide for themselves, and nobody acts for them."""
    return family_of(person_id).grown


def family_of(person_id: uuid.UUID | None) -> Family:
    """Everybody that an account has to do with. One query."""
    if person_id is None:
        return Family(frozenset(), frozenset())
    found = asking.rows(FAMILY, [person_id, person_id])
    grown = frozenset(other for other, is_of_age in found if is_of_age)
    return Family(frozenset([person_id, *(other for other, is_of_age in found if not is_of_age)]), grown)


def come_of_age(child: uuid.UUID) -> bool:
    """Ends what a guardian may do for a child; whether it had not ended before."""
    return bool(Person.objects.filter(pk=child, kind=PersonKind.CHILD, is_of_age=False).update(is_of_age=True))


def is_guardian(guardian: uuid.UUID | None, child: uuid.UUID) -> bool:
    """Whether somebody may decide for a child."""
    return guardian is not None and Person.objects.filter(pk=child, guardian_id=guardian).exists()
