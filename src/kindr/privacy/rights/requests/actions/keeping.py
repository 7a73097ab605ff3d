"""Whoever came of age keeps what a guardian once agreed to, by an entry of their own (policy 7.8)."""

from __future__ import annotations

from datetime import datetime

from kindr.privacy.access.terms import Access
from kindr.privacy.consent import actions as consents
from kindr.privacy.consent import ledger, wording
from kindr.privacy.consent.events import SPOKEN, Channel, Decision, Event
from kindr.privacy.people import Person
from kindr.privacy.rights.requests.actions import closing
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Denial


def keep(request: Request, *, access: Access, at: datetime) -> Request:
    """Consents in their own name to everything that a guardian's consent still stands for; doing it twice adds nothing.

    Refused where nobody came of age, or nothing stands that could be kept.
    """
    is_of_age = Person.objects.filter(pk=request.subject_id, is_of_age=True).exists()
    standing = _standing(request, at=at) if is_of_age else []
    if not standing:
        return closing.deny(request, Denial.CLAIM_NOT_COVERED, access=access, at=at)
    kept = [event if not event.is_by_guardian else _own(event, request, access=access, at=at) for event in standing]
    return closing.fulfil(request, evidence={"consents": [str(event.id) for event in kept]}, access=access, at=at)


def _standing(request: Request, *, at: datetime) -> list[Event]:
    """The entries by which a consent stands, one for each purpose."""
    last = {event.purpose: event for event in ledger.events_of([request.subject_id])}
    return [one for key, one in last.items() if ledger.people_who_consent(key, [request.subject_id], at=at)]


def _own(event: Event, request: Request, *, access: Access, at: datetime) -> Event:
    person = request.subject_id
    return consents.decide(
        person=person, purpose=event.purpose, decision=Decision.GIVEN, by=person, offer=SPOKEN, access=access, at=at,
        shown=wording.asked(event.purpose, request.language), channel=Channel(request.channel),
    )  # fmt: skip
