"""The blast radius: asked for by the officer, computed by the worker, which tries until there is one (6.3.7)."""

from __future__ import annotations

import logging
import uuid
from datetime import datetime

from django.db import transaction

from kindr.base import facts
from kindr.privacy.access.terms import Access
from kindr.privacy.incidents.actions import book, calling
from kindr.privacy.incidents.facts import RadiusAsked
from kindr.privacy.incidents.models import Incident, IncidentEvent, Radius
from kindr.privacy.incidents.radius import computing
from kindr.privacy.incidents.rules import Step

logger = logging.getLogger(__name__)


def ask_radius(incident: Incident, *, access: Access, at: datetime) -> None:
    """Has the radius computed by the worker; raises StepNotAllowed."""
    book.check_purpose(access)
    with transaction.atomic():
        living = book.locked(incident.pk)
        book.check_living(living)
        book.write(living, Step.RADIUS_ASKED, access=access, at=at)
        facts.publish(RadiusAsked(incident.pk))


def compute_radius(incident_id: uuid.UUID, *, access: Access, at: datetime, keep: int | None = None) -> Radius:
    """Computes the radius and says in the timeline how many people it has."""
    book.check_purpose(access)
    incident = Incident.objects.get(pk=incident_id)
    asked = book.newest(incident, Step.RADIUS_ASKED)
    found = computing.compute(incident, access=access, at=at, keep=keep)
    people = {how: sum(kinds.values()) for how, kinds in found.counts["people"].items()}
    answers = {"order": str(asked.pk)} if asked else {}
    book.write(incident, Step.RADIUS, access=access, at=at, about={"radius": str(found.pk), **people, **answers})
    return found


def compute_asked(incident_id: uuid.UUID, *, access: Access, at: datetime) -> Radius | None:
    """Computes the radius that was asked for; None where that was done meanwhile."""
    if _question_that_waits(Incident.objects.get(pk=incident_id)) is None:
        return None
    return compute_radius(incident_id, access=access, at=at)


def go_on_with_radii(*, access: Access, at: datetime) -> None:
    """Computes every radius again that was asked for and is not there; one that fails holds up no other."""
    for incident in Incident.objects.filter(closed_at=None, events__happened=Step.RADIUS_ASKED.value).distinct():
        asked = _question_that_waits(incident)
        if asked is None:
            continue
        try:
            compute_radius(incident.pk, access=access, at=at)
        except Exception:
            logger.exception("the radius of %s was not computed", incident.number)
            once = f"{asked.pk} {calling.RADIUS}"
            calling.call_the_officer(incident, calling.RADIUS, since=asked.at, at=at, once=once)


def _question_that_waits(incident: Incident) -> IncidentEvent | None:
    asked = book.newest(incident, Step.RADIUS_ASKED)
    return None if asked is None or book.is_answered(asked, Step.RADIUS) else asked
