"""Consenting again after a withdrawal by e-mail, through the address on file: what had stopped, and nothing else (9.1).

The link is as good as signing in by a code: both prove the mailbox. What its end took away for good is not given again.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from kindr.privacy import gates, people, registry
from kindr.privacy.access.declare import access_of, system_access
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import actions as consent
from kindr.privacy.consent import ledger, wording
from kindr.privacy.consent.events import BUTTON, Channel, Decision, Event
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights.intake.stopping import harmless
from kindr.privacy.rights.labels import in_words
from kindr.privacy.rights.requests import ports
from kindr.privacy.rights.requests.actions import book
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import RequestContact

MARGIN = timedelta(seconds=1)
"""Several consents that end together stand one tick after the other in the ledger."""


@dataclass(frozen=True)
class Ended:
    """One consent that a letter ended, by which entry, and the words with which it is asked for again."""

    event: uuid.UUID
    person: uuid.UUID
    by: uuid.UUID
    purpose: str
    says: str
    words: Mapping[str, Sequence[str]]


def ended_by(request: Request, *, language: str, at: datetime) -> list[Ended]:
    """What a letter stopped and nobody has decided about since; nothing for an address that nobody has."""
    return [
        Ended(event.id, event.person, owner, event.purpose, in_words(registry.policy().purposes[event.purpose].says),
              wording.paragraphs(event.purpose, language))
        for owner in sorted(_people(request, at=at), key=str)
        for event in _last_of(owner, at=at)
        if _is_of(event, request, at)
    ]  # fmt: skip


def undo(request: Request, *, language: str, at: datetime) -> int:
    """Gives again what the letter stopped, in the name of whoever has the address; all of it or nothing, and once.

    Of two who press at once the second waits, finds it given, and is told the same. What was taken back in another
    way meanwhile stays taken back. Raises NotYours.
    """
    found = ended_by(request, language=language, at=at)
    with transaction.atomic():
        found = _still_ended(found)
        for one in sorted(found, key=lambda each: (each.person, each.purpose)):
            consent.decide(
                person=one.person, purpose=one.purpose, decision=Decision.GIVEN, is_again=True, by=one.by, at=at,
                shown=wording.asked(one.purpose, language), channel=Channel.EMAIL, offer=BUTTON, access=_access(one.by),
            )  # fmt: skip
        if found and not request.events.filter(happened="undone").exists():
            book.write(request, "undone", access=_access(found[0].by), at=at)
    return len(found)


def _still_ended(found: Collection[Ended]) -> list[Ended]:
    """Those that nobody has taken back since; until the end of the transaction nobody decides about these people."""
    people = sorted({one.person for one in found})
    for person in people:
        ledger.take_turn(person)
    last = {(event.person, event.purpose): event for event in ledger.events_of(people)}
    known = [(one, last.get((one.person, one.purpose))) for one in found]
    return [one for one, now in known if now and (now.id == one.event or now.decision is Decision.GIVEN)]


def _people(request: Request, *, at: datetime) -> set[uuid.UUID]:
    """Whoever has the address: as the request knows them, or by the address itself while it waits."""
    known = {request.person_id, *(uuid.UUID(person) for person in request.reach)}
    contact, access = RequestContact.objects.filter(request=request).first(), system_access("answer_requests")
    opened = gates.read(contact, access=access, at=at) if contact else None
    if opened is not None and not opened.is_forgotten:
        known |= set(ports.people_of_address(opened.email, access=access, at=at))
    kinds = (PersonKind.PARENT, PersonKind.GUEST)
    # What an account has claimed is given again by that account alone, which covers it.
    known -= people.claimed_by_accounts(known).keys()
    return set(Person.objects.filter(pk__in=known, kind__in=kinds).values_list("pk", flat=True))


def _last_of(owner: uuid.UUID, *, at: datetime) -> list[Event]:
    covered = people.covered_by(owner)
    gates.open_books(covered, clauses=[ledger.CLAUSE], access=_access(owner), at=at)
    return list({(event.person, event.purpose): event for event in ledger.events_of(covered)}.values())


def _is_of(event: Event, request: Request, at: datetime) -> bool:
    """Whether this letter ended the consent: by e-mail, while it was under way, among what it asked for."""
    until = (request.closed_at or at) + MARGIN
    asked = harmless(request.purposes or registry.policy().withdrawals)
    is_by_letter = event.decision is Decision.WITHDRAWN and event.channel == Channel.EMAIL
    return is_by_letter and event.purpose in asked and request.received_at <= event.at <= until


def _access(owner: uuid.UUID) -> Access:
    return access_of(Person.objects.get(pk=owner), "show_my_data")
