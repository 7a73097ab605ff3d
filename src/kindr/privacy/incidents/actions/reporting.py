"""An incident is written down: from now on its clock is seen, and it began when the first one knew (art. 46)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connections, transaction

from kindr.base.clock import jakarta_year
from kindr.privacy import registry
from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.access.terms import Access
from kindr.privacy.incidents import rules
from kindr.privacy.incidents.actions import book
from kindr.privacy.incidents.models import Incident
from kindr.privacy.incidents.rules import Cause, Kind, Step


@dataclass(frozen=True)
class Reported:
    """What is known of an incident when it is reported."""

    kind: Kind
    cause: Cause
    known_at: datetime
    since: datetime
    until: datetime
    terms: Mapping[str, str | int | bool] = field(default_factory=dict)
    """What the radius is computed from; which of them, the cause says."""
    processor_knew_at: datetime | None = None
    alarm: uuid.UUID | None = None
    is_drill: bool = False


def report(reported: Reported, *, access: Access, at: datetime) -> Incident:
    """Writes an incident down, with its number and deadline, and calls the officers; raises PurposeNotAllowed."""
    book.check_purpose(access)
    known_at = rules.earliest(reported.known_at, reported.processor_knew_at)
    hours = registry.policy().rights[rules.RIGHT].hours
    with transaction.atomic():
        incident = Incident.objects.create(
            number=rules.number_of(_next_serial(), year=jakarta_year(at)),
            kind=reported.kind.value,
            cause=reported.cause.value,
            terms=dict(reported.terms),
            known_at=known_at,
            deadline_at=rules.deadline_of(known_at, hours=hours),
            since=reported.since,
            until=reported.until,
            is_drill=reported.is_drill,
            alarm=reported.alarm,
            reported_by=access.actor.id,
            reported_at=at,
        )
        book.write(incident, Step.REPORTED, access=access, at=at, about={"hours": hours})
    _ring(incident, at=at)
    return incident


def _ring(incident: Incident, *, at: datetime) -> None:
    about: dict[str, str | int] = {
        "incident": incident.number,
        "cause": incident.cause,
        "kind": incident.kind,
        "drill": int(incident.is_drill),
        "minutes_left": incident.clock(at).minutes_left,
    }
    raise_alarm(AlarmKind.INCIDENT, at=at, about=about, once=str(incident.pk))


def _next_serial() -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT nextval('incidents_incident_numbers')")
        return int(cursor.fetchone()[0])
