"""Grants as pages show them: who may open what of how many people, why, and until when (policy 5.2)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from kindr.privacy import gates, registry
from kindr.privacy.access import colleagues, standing
from kindr.privacy.access.actions.grants import may_approve
from kindr.privacy.access.models import Certificate, Grant, GrantState, RoleAssignment
from kindr.privacy.access.personal import AccessReason
from kindr.privacy.access.terms import Access, Actor
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights.labels import in_words
from kindr.privacy.terms import Purpose

RECENT = timedelta(days=90)
MOST = 100


@dataclass(frozen=True)
class GrantShown:
    """One grant in words."""

    id: uuid.UUID
    who: str
    asked_by: str
    purpose: Purpose
    hours: int
    asked_at: datetime
    reason: str = field(repr=False)
    people: tuple[uuid.UUID, ...]
    number: int
    """How many people; while a query waits for approval, how many it finds at this moment."""
    query: str
    state: str
    """asked, running, over, declined or revoked."""
    decided_by: str
    ends_at: datetime | None
    revoked_at: datetime | None
    may_decide: bool
    may_revoke: bool


@dataclass(frozen=True)
class Receiver:
    """Somebody who needs a grant: a consultant with a certificate in force, or a colleague whose role needs one."""

    id: uuid.UUID
    name: str
    purposes: tuple[str, ...]


def grants(*, access: Access, at: datetime) -> list[GrantShown]:
    """The grants of the last months: all for whoever approves, else those asked for or held. Raises Refused."""
    rows = Grant.objects.filter(asked_at__gt=at - RECENT).prefetch_related("people").order_by("-asked_at", "-pk")
    if not may_approve(access):
        rows = rows.filter(Q(asked_by=access.actor.id) | Q(actor_id=access.actor.id))
    found = list(rows[:MOST])
    known = {one for g in found for one in (g.actor_id, g.asked_by, g.decided_by) if one}
    names = colleagues.names(known, access=access, at=at)
    reasons = _reasons([grant.reason for grant in found], access=access, at=at)
    return [_shown(grant, names, reasons, access=access, at=at) for grant in found]


def running(actor: Actor, *, at: datetime) -> list[tuple[Purpose, datetime, uuid.UUID, tuple[uuid.UUID, ...]]]:
    """What somebody may open now: purpose, until when, under which grant, and whose."""
    rows = standing.running_grants(actor.id, at=at).prefetch_related("people")
    return [
        (registry.policy().purposes[row.purpose], row.ends_at, row.pk, tuple(one.person_id for one in row.people.all()))
        for row in rows
        if row.ends_at
    ]


def receivers(*, access: Access, at: datetime) -> list[Receiver]:
    """Those whom the acting colleague may ask a grant for. Raises Refused."""
    may = {key for key in registry.policy().purposes if registry.may_claim(access.actor.role, key)}
    found = {row.person_id: tuple(sorted(may & set(row.scope))) for row in _certificates(at)}
    for one in RoleAssignment.objects.filter(role__in=registry.access_rules().roles):
        wanted = {key for key in may if registry.may_claim(one.role, key) and _is_granted(one.role, key)}
        found |= {one.person_id: tuple(sorted(wanted))} if wanted else {}
    names = colleagues.names(found.keys(), access=access, at=at)
    return [Receiver(key, names.get(key, ""), purposes) for key, purposes in found.items() if purposes]


def waiting() -> int:
    """How many grants wait for a second colleague. Opens nothing."""
    return Grant.objects.filter(state=GrantState.ASKED).count()


def _is_granted(role: str, purpose: str) -> bool:
    return registry.needs_grant(role, purpose) and purpose != registry.access_rules().emergency


def _certificates(at: datetime) -> list[Certificate]:
    consultants = Person.objects.filter(kind=PersonKind.CONSULTANT).values_list("pk", flat=True)
    return [row for one in consultants for row in standing.certificates_of(one, at=at)]


def _reasons(ids: Collection[uuid.UUID], *, access: Access, at: datetime) -> dict[uuid.UUID, str]:
    opened = gates.read_many(list(AccessReason.objects.filter(pk__in=ids)), access=access, at=at)
    return {each.record.pk: each.words for each in opened if not each.is_forgotten}


def _shown(
    grant: Grant, names: Mapping[uuid.UUID, str], reasons: Mapping[uuid.UUID, str], *, access: Access, at: datetime
) -> GrantShown:
    me, approves, state = access.actor.id, may_approve(access), _state(grant, at)
    people = tuple(one.person_id for one in grant.people.all())
    return GrantShown(
        grant.pk,
        names.get(grant.actor_id, ""),
        names.get(grant.asked_by, ""),
        registry.policy().purposes[grant.purpose],
        grant.hours,
        grant.asked_at,
        reasons.get(grant.reason, ""),
        people,
        _number(grant, people, at=at),
        str((grant.query or {}).get("words", "")),
        state,
        names.get(grant.decided_by, "") if grant.decided_by else "",
        grant.ends_at,
        grant.revoked_at,
        may_decide=state == "asked" and approves and me not in (grant.asked_by, grant.actor_id),
        may_revoke=state == "running" and (approves or me == grant.asked_by),
    )


def _number(grant: Grant, people: Collection[uuid.UUID], *, at: datetime) -> int:
    """The people of a decided grant are written down; those of a query that waits are counted as it finds them."""
    if grant.state != GrantState.ASKED or not grant.query:
        return len(people)
    return len(colleagues.people_of_query(grant.query, at=at) | set(people))


def _state(grant: Grant, at: datetime) -> str:
    if grant.state != GrantState.APPROVED:
        return grant.state
    return "running" if grant.ends_at and at < grant.ends_at else "over"


def purposes_in_words(keys: Collection[str]) -> list[tuple[str, str]]:
    """Purposes for a field to choose from."""
    known = registry.policy().purposes
    return [(key, in_words(known[key].says)) for key in keys if key in known]
