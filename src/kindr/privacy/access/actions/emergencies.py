"""Emergencies: one thing of one person is opened without asking first, and the officer knows at once (policy 5.3.6)."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from kindr.privacy import registry
from kindr.privacy.access.actions.reasons import actor_id, keep_reason
from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.access.models.grants import BreakGlass
from kindr.privacy.access.personal import ReasonKind
from kindr.privacy.access.terms import Access, ActorKind, PurposeNotAllowed


def may_break(role: str, clause: str) -> bool:
    """Whether the policy lets the role open what the clause keeps in an emergency."""
    purpose, known = registry.access_rules().emergency, registry.policy().clauses.get(clause)
    return known is not None and purpose in known.purposes and registry.may_claim(role, purpose)


def break_glass(person: uuid.UUID, clause: str, *, reason: str, access: Access, at: datetime) -> BreakGlass:
    """Opens a clause of one person for some minutes; the alarm is raised before anything can be read.

    Raises PurposeNotAllowed, ReasonTooShort, LogUnavailable.
    """
    if access.actor.kind is not ActorKind.STAFF or not may_break(access.actor.role, clause):
        raise PurposeNotAllowed("the policy does not open this in an emergency", clause="5.3.6")
    rules, me = registry.access_rules(), actor_id(access)
    with transaction.atomic():
        glass = BreakGlass.objects.create(
            actor_id=me,
            person_id=person,
            clause=clause,
            reason=keep_reason(ReasonKind.EMERGENCY, reason, access=access, at=at),
            opened_at=at,
            ends_at=at + timedelta(minutes=rules.emergency_minutes),
        )
        about = {"role": access.actor.role, "clause": clause, "emergency": str(glass.pk)}
        raise_alarm(AlarmKind.BREAK_GLASS, at=at, person=person, actor=me, about=about)
    return glass
