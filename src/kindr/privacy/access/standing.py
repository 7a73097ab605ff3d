"""What stands at a moment: certificates in force, grants that run, emergencies that are open (policy 5.2).

Each is asked of the database whenever something is to be opened, so that taking it back works in every process at once.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from kindr.base.clock import JAKARTA
from kindr.privacy import registry
from kindr.privacy.access.models.grants import BreakGlass, Grant, GrantedPerson, GrantState
from kindr.privacy.access.personal import Certificate
from kindr.privacy.access.terms import Access, Actor, ActorKind, NotGranted

GRANTED_BY, EMERGENCY_BY, CERTIFIED_BY = "5.2.5", "5.3.6", "5.2.1"
"""Numbers of the sentences that say no."""
WORKING = (ActorKind.STAFF, ActorKind.CONSULTANT)


def certificates_of(consultant: uuid.UUID | None, *, at: datetime) -> QuerySet[Certificate]:
    """The consultant's certificates that are in force."""
    today = at.astimezone(JAKARTA).date()
    return Certificate.objects.filter(person_id=_id(consultant), revoked_at=None, expires_on__gte=today)


def is_certified(consultant: uuid.UUID | None, *, at: datetime) -> bool:
    """Whether a consultant may be here at all."""
    return certificates_of(consultant, at=at).exists()


def is_in_scope(consultant: uuid.UUID | None, purpose: str, *, at: datetime) -> bool:
    """Whether a certificate in force is for this purpose."""
    return certificates_of(consultant, at=at).filter(scope__contains=[purpose]).exists()


def running_grants(actor: uuid.UUID | None, *, at: datetime) -> QuerySet[Grant]:
    """The grants of somebody that were approved, not taken back, and not over; the one that runs longest first."""
    running = Grant.objects.filter(actor_id=_id(actor), state=GrantState.APPROVED, decided_at__lte=at, ends_at__gt=at)
    return running.order_by("-ends_at", "id")


def open_emergencies(actor: uuid.UUID | None, *, at: datetime) -> QuerySet[BreakGlass]:
    """What somebody holds open in an emergency, the newest first."""
    return BreakGlass.objects.filter(actor_id=_id(actor), opened_at__lte=at, ends_at__gt=at).order_by(
        "-opened_at", "-pk"
    )


def grant_for(actor: Actor, purpose: str, *, person: uuid.UUID | None, wanted: str, at: datetime) -> uuid.UUID | None:
    """The grant or emergency that an opening goes under: the one asked for, else one that names the person.

    None when the role needs none for the purpose, or has none; the gates say no then.
    """
    if actor.kind not in WORKING or not registry.needs_grant(actor.role, purpose):
        return None
    if purpose == registry.access_rules().emergency:
        glasses = open_emergencies(actor.id, at=at)
        return (glasses.filter(person_id=person) if person else glasses).values_list("pk", flat=True).first()
    running = running_grants(actor.id, at=at).filter(purpose=purpose)
    if person:
        running = running.filter(people__person_id=person)
    found = {str(key): key for key in running.values_list("pk", flat=True)}
    return found.get(wanted) or next(iter(found.values()), None)


def check_grant(persons: Collection[uuid.UUID], clauses: Collection[str], access: Access, *, at: datetime) -> None:
    """Where the role needs a grant for the purpose, it runs and names each person; raises NotGranted.

    Nobody needs a grant for what is their own.
    """
    actor = access.actor
    if actor.kind not in WORKING or not registry.needs_grant(actor.role, access.purpose):
        return
    others = set(persons) - {actor.id}
    if access.purpose == registry.access_rules().emergency:
        _check_emergency(others, clauses, access, at=at)
    elif others:
        _check_named(others, access, at=at)


NOBODY = uuid.UUID(int=0)


def _id(known: uuid.UUID | None) -> uuid.UUID:
    """An id to look for; that of nobody finds nothing."""
    return known or NOBODY


def _check_emergency(others: set[uuid.UUID], clauses: Collection[str], access: Access, *, at: datetime) -> None:
    glass = open_emergencies(access.actor.id, at=at).filter(pk=_id(access.grant)).first()
    if glass is None or others != {glass.person_id} or set(clauses) != {glass.clause}:
        raise NotGranted("no emergency is open for this", clause=EMERGENCY_BY)


def _check_named(others: set[uuid.UUID], access: Access, *, at: datetime) -> None:
    actor = access.actor
    running = running_grants(actor.id, at=at).filter(pk=_id(access.grant), purpose=access.purpose)
    named = GrantedPerson.objects.filter(Q(grant__in=running), person_id__in=others).count()
    if named != len(others):
        raise NotGranted(f"{actor.role} needs a grant that names these people", clause=GRANTED_BY)
    if actor.kind is ActorKind.CONSULTANT and not is_in_scope(actor.id, access.purpose, at=at):
        raise NotGranted("the certificate is not for this purpose, or not in force", clause=CERTIFIED_BY)
