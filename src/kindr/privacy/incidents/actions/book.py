"""The timeline of an incident: a row is locked, the rules say what comes of it, and a line says what happened."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q

from kindr.privacy import registry
from kindr.privacy.access import checks
from kindr.privacy.access.terms import Access
from kindr.privacy.incidents.models import Incident, IncidentEvent
from kindr.privacy.incidents.rules import State, Step, StepNotAllowed

CLAUSE = "incident_record"


class Incomplete(StepNotAllowed):
    """Something that the law asks for is missing."""


def check_purpose(access: Access) -> None:
    """Whoever acts may claim a purpose that incidents serve; raises PurposeNotAllowed."""
    checks.check_purpose(registry.clause(CLAUSE), access)


def locked(incident: uuid.UUID) -> Incident:
    """The incident, so that nobody else changes it before the end of the transaction."""
    return Incident.objects.select_for_update().get(pk=incident)


def check_living(incident: Incident) -> None:
    """Nothing more is done about a closed incident; raises StepNotAllowed."""
    if incident.state == State.CLOSED:
        raise StepNotAllowed("closed")


def write(
    incident: Incident, happened: Step, *, access: Access, at: datetime, about: Mapping[str, object] | None = None
) -> IncidentEvent:
    """Adds a line to the timeline."""
    return IncidentEvent.objects.create(
        incident=incident,
        at=at,
        happened=happened.value,
        role=access.actor.role,
        by=access.actor.id,
        about=dict(about or {}),
    )


def newest(incident: Incident, step: Step) -> IncidentEvent | None:
    """The last line that says this; None while there is none."""
    return incident.events.filter(happened=step.value).order_by("-at", "-id").first()


def is_answered(order: IncidentEvent, step: Step, **how: str) -> bool:
    """Whether what was ordered was done since: an answer names its order, for moments of two machines differ.

    One that names none, of an older release or written down by a person, answers all that was ordered before it.
    """
    answers = IncidentEvent.objects.filter(incident=order.incident_id, happened=step.value, **how)
    is_named = Q(about__order=str(order.pk))
    return answers.filter(is_named | Q(at__gte=order.at, about__order__isnull=True)).exists()


def happened(incident: Incident) -> frozenset[Step]:
    """Every step that the timeline has."""
    return frozenset(Step(word) for word in incident.events.values_list("happened", flat=True).distinct())
