"""What an actor could open in a window: roles, grants and certificates for staff and consultants, else their own."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time

from django.db.models import Q

from kindr.base.clock import JAKARTA
from kindr.privacy import people, registry
from kindr.privacy.access.models import Grant, RoleAssignment
from kindr.privacy.access.models.grants import GrantState
from kindr.privacy.access.personal import Certificate
from kindr.privacy.incidents.radius import reach
from kindr.privacy.incidents.radius.reach import Granted, Reach
from kindr.privacy.people import Person, PersonKind

OWN_ROLES = {PersonKind.PARENT: "customer", PersonKind.GUEST: "guest"}


def reach_of(actor: uuid.UUID, roles: Collection[str], *, since: datetime, until: datetime) -> Reach:
    """What could have been opened; `roles` are those that the log says the actor had."""
    kind = Person.objects.filter(pk=actor).values_list("kind", flat=True).first()
    if kind in OWN_ROLES:
        return own_reach(actor, OWN_ROLES[PersonKind(kind)])
    assigned = RoleAssignment.objects.filter(person_id=actor).values_list("role", flat=True)
    every = {*roles, *assigned, *(["consultant"] if kind == PersonKind.CONSULTANT else [])}
    granted = grants_of(actor, since=since, until=until)
    if kind == PersonKind.CONSULTANT:
        granted = [one for grant in granted for one in _certified(actor, grant, since=since, until=until)]
    return reach.of_role(registry.policy(), every, granted, since=since, until=until)


def own_reach(actor: uuid.UUID, role: str) -> Reach:
    """A customer's sign-in reaches themself, the guests they claimed and their children."""
    purposes = registry.policy().recipients[role].purposes
    mine = reach.of_purposes(registry.policy(), role, purposes)
    return replace(Reach(mine), only=people.covered_by(actor))


def grants_of(actor: uuid.UUID, *, since: datetime, until: datetime) -> list[Granted]:
    """The grants that ran at some moment of the window, each until it ended or was taken back."""
    states = (GrantState.APPROVED, GrantState.REVOKED)
    found = Grant.objects.filter(actor_id=actor, state__in=states, decided_at__lt=until, ends_at__gt=since)
    found = found.filter(Q(revoked_at=None) | Q(revoked_at__gt=since)).prefetch_related("people")
    return [
        Granted(
            grant.purpose,
            frozenset(named.person_id for named in grant.people.all()),
            grant.decided_at,
            min(grant.ends_at, grant.revoked_at or grant.ends_at),
        )
        for grant in found
        if grant.decided_at and grant.ends_at
    ]


def _certified(actor: uuid.UUID, grant: Granted, *, since: datetime, until: datetime) -> list[Granted]:
    """The parts of a grant during which a certificate for its purpose was in force."""
    found = []
    for each in Certificate.objects.filter(person_id=actor, scope__contains=[grant.purpose]):
        last = datetime.combine(each.expires_on, time.max, JAKARTA)
        ends = min(filter(None, (grant.until, last, each.revoked_at)))
        begins = max(grant.since, each.collected_at)
        if begins < ends and begins < until and ends > since:
            found.append(replace(grant, since=begins, until=ends))
    return found
