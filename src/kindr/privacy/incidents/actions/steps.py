"""The steps between the report and the end: texts, containment, the authority, the public, closing."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from django.db import transaction

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.incidents import publishing, rules
from kindr.privacy.incidents.actions import book
from kindr.privacy.incidents.models import AffectedPerson, Incident, PublicNotice, Radius
from kindr.privacy.incidents.personal import IN_LETTERS, IncidentText, TextKind
from kindr.privacy.incidents.rules import State, Step, StepNotAllowed, Way

NOTHING: Mapping[str, object] = MappingProxyType({})
Change = Callable[[Incident], Mapping[str, object]]
"""Changes an incident and gives the columns that it changed."""


def write_text(incident: Incident, kind: TextKind, words: str, *, access: Access, at: datetime) -> IncidentText:
    """Keeps what somebody wrote, sealed; an earlier text of the kind stays where it is. Raises StepNotAllowed."""
    if access.actor.id is None:
        raise StepNotAllowed("nobody")
    with transaction.atomic():
        living = book.locked(incident.pk)
        if kind not in (TextKind.LESSONS, TextKind.NOTE):
            book.check_living(living)
        written = gates.collect(
            IncidentText,
            person=access.actor.id,
            access=access,
            at=at,
            source="staff",
            values={"words": words},
            plain={"incident_id": incident.pk, "kind": kind.value},
        )
        book.write(living, Step.WRITTEN, access=access, at=at, about={"text": kind.value})
    return written


def contain(incident: Incident, *, access: Access, at: datetime) -> Incident:
    """The leak is stopped; raises StepNotAllowed."""
    return _step(
        incident, Step.CONTAINED, lambda found: {"state": rules.contained(State(found.state))}, access=access, at=at
    )


def tell_authority(
    incident: Incident,
    way: Way,
    *,
    sent_at: datetime,
    access: Access,
    at: datetime,
    order: uuid.UUID | None = None,
) -> Incident:
    """The institution has the written notice, in this way since that moment; raises StepNotAllowed."""
    rules.check_told_at(sent_at, known_at=incident.known_at, at=at)
    about = {"way": way.value, "sent_at": sent_at.isoformat(timespec="seconds")}
    about |= {"order": str(order)} if order else {}
    return _step(incident, Step.AUTHORITY_TOLD, _unchanged, access=access, at=at, about=about)


def tell_police(incident: Incident, *, access: Access, at: datetime) -> Incident:
    """Law enforcement and the ministry were told of a serious attack (PP 71/2019 art. 24(3)); raises StepNotAllowed."""
    return _step(incident, Step.POLICE_TOLD, _unchanged, access=access, at=at)


def make_public(incident: Incident, *, access: Access, at: datetime) -> Incident:
    """Puts the notice where everybody reads it (art. 46(3)); raises StepNotAllowed."""

    def published(found: Incident) -> Mapping[str, object]:
        if found.is_drill:
            raise StepNotAllowed("drill")
        if found.is_public:
            raise StepNotAllowed("public")
        if missing_texts(found):
            raise book.Incomplete("texts")
        content = publishing.content_of(found, newest_radius(found), access=access, at=at)
        PublicNotice.objects.create(incident=found, published_at=at, content=content)
        return {"is_public": True}

    return _step(incident, Step.PUBLIC, published, access=access, at=at)


def close(incident: Incident, *, access: Access, at: datetime) -> Incident:
    """Ends an incident whose duty is done; raises StepNotAllowed."""

    def closed(found: Incident) -> Mapping[str, object]:
        happened = book.happened(found)
        state = rules.closed(
            State(found.state), happened=happened, is_drill=found.is_drill, has_people=_has_people(found)
        )
        return {"state": state, "closed_at": at}

    return _step(incident, Step.CLOSED, closed, access=access, at=at)


def missing_texts(incident: Incident) -> list[TextKind]:
    """What the letters need and nobody has written yet (art. 46(2))."""
    written = set(IncidentText.objects.filter(incident=incident).values_list("kind", flat=True).distinct())
    return [kind for kind in IN_LETTERS if kind.value not in written]


def newest_radius(incident: Incident) -> Radius | None:
    """The radius that counts."""
    return Radius.objects.filter(incident=incident).order_by("-made_at", "-pk").first()


def _has_people(incident: Incident) -> bool:
    radius = newest_radius(incident)
    return radius is not None and AffectedPerson.objects.filter(radius=radius.pk).exists()


def _unchanged(incident: Incident) -> Mapping[str, object]:
    book.check_living(incident)
    return {}


def _step(
    incident: Incident,
    step: Step,
    change: Change,
    *,
    access: Access,
    at: datetime,
    about: Mapping[str, object] = NOTHING,
) -> Incident:
    book.check_purpose(access)
    with transaction.atomic():
        living = book.locked(incident.pk)
        changed = change(living)
        for name, value in changed.items():
            setattr(living, name, value)
        if changed:
            living.save(update_fields=list(changed))
        book.write(living, step, access=access, at=at, about=about)
    return living
