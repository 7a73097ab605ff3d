"""Deciding about consents: giving, refusing, taking back; on a page, by e-mail, by phone, for a child (chapter 9)."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from kindr.base import facts
from kindr.privacy import people, registry
from kindr.privacy.access import notes
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Access, ActorKind, ChildOfAge, NotYours
from kindr.privacy.consent import ledger, proving, wording
from kindr.privacy.consent.events import BUTTON, TAKE_BACK, Channel, Decided, Decision, DoubleOptIn, Event, Offer
from kindr.privacy.consent.facts import ConsentEnded
from kindr.privacy.consent.proving import Proof
from kindr.privacy.consent.rules import Standing
from kindr.privacy.consent.wording import Shown
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.terms import Basis, Purpose
from kindr.privacy.vault import keyrings


class NotAConsent(NotYours):
    """The purpose does not exist, does not rest on consent, or is not this person's to consent to."""


def decide(
    *,
    person: uuid.UUID,
    purpose: str,
    decision: Decision,
    shown: Shown,
    by: uuid.UUID,
    access: Access,
    at: datetime,
    channel: Channel = Channel.PAGE,
    offer: Offer = BUTTON,
    double_opt_in: DoubleOptIn | None = None,
    has_gpc: bool | None = None,
    is_again: bool = False,
) -> Event:
    """Writes down that a consent was given or refused. `by` is the person or the guardian.

    Pressing a button `is_again` giving what stands given adds no entry, however many press at once. Taking back goes
    through `withdraw`, which also stops what rests on the consent. Raises NotYours, Refused.
    """
    known = _consent_purpose(purpose)
    if known.is_about_children and not Person.objects.filter(pk=person, kind=PersonKind.CHILD).exists():
        raise NotAConsent(f"{purpose} is about children")
    _check_decider(person, by, access, at=at)
    if decision not in (Decision.GIVEN, Decision.REFUSED):
        raise NotAConsent(f"{decision.value} is not decided here")
    if keyrings.is_closed(person):
        raise NotYours("the person was erased")
    decided = Decided(
        purpose,
        decision,
        shown.text,
        shown.language,
        channel,
        text_version=shown.version,
        offer=offer,
        double_opt_in=double_opt_in,
        has_gpc=has_gpc,
        until=_end(known, decision, at),
        noted_by=_noted_by(access),
    )
    if is_again:
        return _once(decided, person=person, by=by, at=at)
    return ledger.record(decided, person=person, by=by, at=at)


def withdraw(
    *,
    person: uuid.UUID,
    purposes: Collection[str],
    channel: Channel,
    by: uuid.UUID,
    language: str,
    access: Access,
    at: datetime,
    has_gpc: bool | None = None,
) -> Proof:
    """Takes consents back, stops what rests on them, and gives the signed proof of the stop.

    From the commit within on every process refuses. Withdrawing again what is withdrawn already adds no entry, and
    is proven anew; what cannot be signed now, the worker proves. Not to be called inside a transaction.
    Raises NotAConsent, NotYours, Refused.
    """
    check_may_withdraw(person, purposes, by=by, access=access, at=at)
    with transaction.atomic():
        # Whoever gives it again at the same instant comes before, and is taken back here, or after.
        ledger.take_turn(person)
        events = [
            _taken_back(purpose, person=person, by=by, channel=channel, language=language, access=access, at=at,
                        has_gpc=has_gpc)
            for purpose in dict.fromkeys(purposes)
        ]  # fmt: skip
        for event in events:
            facts.publish(ConsentEnded(event.id, person))
    committed_at = proving.now_by_the_database()
    return proving.prove_or_leave(events, committed_at=committed_at, language=language, access=access, at=at)


def check_may_withdraw(
    person: uuid.UUID, purposes: Collection[str], *, by: uuid.UUID, access: Access, at: datetime
) -> None:
    """Whether these are consents, and whoever asks decides about them; raises NotAConsent, NotYours, Refused."""
    for purpose in purposes:
        _consent_purpose(purpose)
    _check_decider(person, by, access, at=at)


def confirm_stop(event: uuid.UUID, person: uuid.UUID, *, at: datetime) -> Proof | None:
    """Proves in another process that the end of a consent is obeyed, and finishes what a crash left.

    None when it was given anew meanwhile.
    """
    found = proving.entry(event, person)
    if found is None or proving.is_proven(event, process=proving.WORKER):
        return None
    if person in ledger.people_who_consent(found.purpose, [person], at=at):
        return None
    access = system_access("erase_my_data")
    return proving.prove(
        [found], committed_at=None, process=proving.WORKER, language=found.language, access=access, at=at
    )


def _taken_back(
    purpose: str,
    *,
    person: uuid.UUID,
    by: uuid.UUID,
    channel: Channel,
    language: str,
    access: Access,
    at: datetime,
    has_gpc: bool | None,
) -> Event:
    """The entry of a withdrawal; the one there is when the consent is withdrawn already."""
    events, ring = ledger.events_and_ring(person, at=at)
    before = [event for event in events if event.purpose == purpose]
    if ledger.standings(before, at=at).get((person, purpose)) is Standing.WITHDRAWN:
        return before[-1]
    shown = wording.taken_back(purpose, language)
    decided = Decided(
        purpose,
        Decision.WITHDRAWN,
        shown.text,
        shown.language,
        channel,
        offer=TAKE_BACK,
        has_gpc=has_gpc,
        noted_by=_noted_by(access),
    )
    return ledger.record(decided, person=person, by=by, at=at, ring=ring)


def _once(decided: Decided, *, person: uuid.UUID, by: uuid.UUID, at: datetime) -> Event:
    """The entry of a consent that is given; the one there is when it stands given already."""
    with transaction.atomic():
        ledger.take_turn(person)
        before = [event for event in ledger.events_of([person]) if event.purpose == decided.purpose]
        # Whoever waited may come with a moment before that of the entry that it waited for.
        now = max([at, *(event.at for event in before[-1:])])
        if ledger.standings(before, at=now).get((person, decided.purpose)) is Standing.GIVEN:
            return before[-1]
        return ledger.record(decided, person=person, by=by, at=at)


def _consent_purpose(key: str) -> Purpose:
    """The purpose, when it rests on consent; raises NotAConsent."""
    purpose = registry.policy().purposes.get(key)
    if purpose is None or purpose.basis is not Basis.CONSENT:
        raise NotAConsent(f"{key!r} does not rest on consent")
    return purpose


def _check_decider(person: uuid.UUID, by: uuid.UUID, access: Access, *, at: datetime) -> None:
    """The person decides for themself, for a guest they claimed, or for their child; raises NotYours, Refused."""
    if by != person and person in people.grown_children_of(by):
        raise ChildOfAge
    if by != person and person not in people.covered_by(by):
        raise NotYours("this consent is somebody else's")
    if access.actor.kind is ActorKind.PERSON and access.actor.id != by:
        raise NotYours("nobody decides in another's name")
    notes.check_claim([person], [ledger.CLAUSE], access, at=at)


def _noted_by(access: Access) -> str:
    return "" if access.actor.kind is ActorKind.PERSON else access.actor.role


def _end(purpose: Purpose, decision: Decision, at: datetime) -> datetime | None:
    return at + timedelta(days=purpose.lasts_days) if purpose.lasts_days and decision is Decision.GIVEN else None
