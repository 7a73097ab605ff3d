"""Grants: asked for by one colleague, approved by another, taken back at once (policy 5.2)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from kindr.privacy import registry
from kindr.privacy.access import actors, colleagues, standing
from kindr.privacy.access.actions.reasons import actor_id, keep_reason
from kindr.privacy.access.models.grants import Grant, GrantedPerson, GrantState
from kindr.privacy.access.personal import ReasonKind
from kindr.privacy.access.terms import Access, ActorKind, PurposeNotAllowed
from kindr.privacy.people import Person, PersonKind

CUSTOMERS = (PersonKind.PARENT, PersonKind.GUEST, PersonKind.CHILD)


class GrantRefused(Exception):
    """A grant cannot be asked for or decided like this. The class that is raised says why."""


class NobodyNamed(GrantRefused):
    """A grant names at least one customer."""


class TooManyNamed(GrantRefused):
    """The policy limits how many people one grant names."""


class TooLong(GrantRefused):
    """The policy limits how long a grant runs."""


class NotForThem(GrantRefused):
    """Whoever it is for may not claim the purpose, needs no grant for it, or has no certificate for it."""


class NotForYou(GrantRefused):
    """Nobody decides on what they asked for or what is for themself, and only some roles decide at all."""


class MovedOn(GrantRefused):
    """Somebody has decided already."""


@dataclass(frozen=True)
class Asked:
    """What is asked for."""

    actor: uuid.UUID
    """Who shall open something."""
    purpose: str
    hours: int
    people: frozenset[uuid.UUID]
    """Those who are named."""
    query: Mapping[str, str | int] | None = None
    """What a saved query does, when there is one: whom it finds is written down when the grant is approved."""


def ask(asked: Asked, *, reason: str, access: Access, at: datetime) -> Grant:
    """Asks for a grant; nothing opens before somebody else approves. Raises GrantRefused, ReasonTooShort, Refused."""
    _check_asked(asked, access, at=at)
    with transaction.atomic():
        grant = Grant.objects.create(
            actor_id=asked.actor,
            asked_by=actor_id(access),
            purpose=asked.purpose,
            hours=asked.hours,
            asked_at=at,
            reason=keep_reason(ReasonKind.GRANT, reason, access=access, at=at),
            query=dict(asked.query) if asked.query else None,
        )
        GrantedPerson.objects.bulk_create(GrantedPerson(grant=grant, person_id=each) for each in sorted(asked.people))
    return grant


def approve(grant: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Lets a grant run from now on for its hours; whom its query finds now is whom it is about. Raises GrantRefused."""
    with transaction.atomic():
        row = _waiting(grant, access)
        _check_receiver(row.actor_id, row.purpose, at=at)
        if row.query:
            _name_people_found(row, at=at)
        row.state, row.decided_by, row.decided_at = GrantState.APPROVED, actor_id(access), at
        row.ends_at = at + timedelta(hours=row.hours)
        row.save(update_fields=["state", "decided_by", "decided_at", "ends_at"])


def decline(grant: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Says no; raises GrantRefused."""
    with transaction.atomic():
        row = _waiting(grant, access)
        row.state, row.decided_by, row.decided_at = GrantState.DECLINED, actor_id(access), at
        row.save(update_fields=["state", "decided_by", "decided_at"])


def revoke(grant: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Takes a grant back: from now on nothing opens under it, in any process. Whoever asked may do so too."""
    me, row = actor_id(access), Grant.objects.filter(pk=grant).first()
    if row is None or not (may_approve(access) or row.asked_by == me):
        raise NotForYou
    running = Grant.objects.filter(pk=grant, state=GrantState.APPROVED, ends_at__gt=at)
    if not running.update(state=GrantState.REVOKED, revoked_by=me, revoked_at=at):
        raise MovedOn


def may_approve(access: Access) -> bool:
    """Whether the policy lets this role approve what others ask for."""
    return access.actor.kind is ActorKind.STAFF and access.actor.role in registry.access_rules().approvers


def _waiting(grant: uuid.UUID, access: Access) -> Grant:
    """The grant that waits for a decision, locked; raises NotForYou, MovedOn."""
    row = Grant.objects.select_for_update().filter(pk=grant).first()
    if row is None or not may_approve(access) or actor_id(access) in (row.asked_by, row.actor_id):
        raise NotForYou
    if row.state != GrantState.ASKED:
        raise MovedOn
    return row


def _name_people_found(grant: Grant, *, at: datetime) -> None:
    """Writes down everybody whom the query finds at this moment; who comes later is not among them."""
    found = _found(grant.query or {}, at=at)
    named = set(grant.people.values_list("person_id", flat=True))
    if not found | named:
        raise NobodyNamed
    GrantedPerson.objects.bulk_create(GrantedPerson(grant=grant, person_id=each) for each in sorted(found - named))


def _found(query: Mapping[str, str | int], *, at: datetime) -> frozenset[uuid.UUID]:
    """The customers that a query finds; raises TooManyNamed rather than leave anybody out."""
    found = colleagues.people_of_query(query, at=at)
    if len(found) > registry.access_rules().most_people_of_a_query:
        raise TooManyNamed
    customers = Person.objects.filter(pk__in=found, kind__in=CUSTOMERS)
    return frozenset(customers.values_list("pk", flat=True))


def _check_asked(asked: Asked, access: Access, *, at: datetime) -> None:
    rules = registry.access_rules()
    if access.actor.kind is not ActorKind.STAFF or not registry.may_claim(access.actor.role, asked.purpose):
        raise PurposeNotAllowed("whoever asks may claim the purpose themself", clause=standing.GRANTED_BY)
    if not 1 <= asked.hours <= rules.most_hours:
        raise TooLong
    if asked.query and not _found(asked.query, at=at) | asked.people:
        raise NobodyNamed
    if asked.people or not asked.query:
        _check_people(asked.people)
    _check_receiver(asked.actor, asked.purpose, at=at)


def _check_people(people: Collection[uuid.UUID]) -> None:
    if len(people) > registry.access_rules().most_people:
        raise TooManyNamed
    if not people or Person.objects.filter(pk__in=people, kind__in=CUSTOMERS).count() != len(people):
        raise NobodyNamed


def _check_receiver(receiver: uuid.UUID, purpose: str, *, at: datetime) -> None:
    """Somebody who works here, needs a grant for the purpose, and has a certificate for it if they must."""
    person = Person.objects.filter(pk=receiver, kind__in=(PersonKind.STAFF, PersonKind.CONSULTANT)).first()
    actor = actors.actor_for(person) if person else None
    if actor is None or not registry.may_claim(actor.role, purpose) or not registry.needs_grant(actor.role, purpose):
        raise NotForThem
    if actor.kind is ActorKind.CONSULTANT and not standing.is_in_scope(actor.id, purpose, at=at):
        raise NotForThem
    if purpose == registry.access_rules().emergency:
        raise NotForThem
