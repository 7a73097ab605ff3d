"""What the owners of records want: consents in the ledger, objections in their table, each by the shop's own action."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from bench.gdpr.records import rests_on_consent
from bench.gdpr.tables import Record, key_of
from kindr.privacy.access.terms import Access, Actor, ActorKind
from kindr.privacy.consent import actions, ledger, objections, wording
from kindr.privacy.consent.events import Channel, Decision
from kindr.privacy.consent.objections import Objection
from kindr.privacy.consent.rules import Standing

Against = Mapping[tuple[uuid.UUID, int], bool]
"""Whether a person is against a purpose."""


def choose(person: uuid.UUID, purposes: Collection[int], *, objects: bool, known: Against, at: datetime) -> None:
    """Agrees or objects where that is something new; `known` is how the person stands, silence at first."""
    agreed = [purpose for purpose in purposes if rests_on_consent(purpose)]
    if objects:
        if back := [key_of(each) for each in agreed if not known.get((person, each), True)]:
            _withdraw(person, back, at=at)
        for purpose in purposes:
            if not rests_on_consent(purpose):
                objections.note([person], key_of(purpose), at=at)
        return
    for purpose in agreed:
        if known.get((person, purpose), True):
            _agree(person, key_of(purpose), at=at)


def standing(rows: Collection[Record], *, at: datetime) -> Against:
    """How the owners of some records stand to what the records are for, by the ledger and the objections."""
    people = {row.person_id for row in rows}
    agreed = {purpose for purpose in {row.purpose for row in rows} if rests_on_consent(purpose)}
    folded = ledger.standings(ledger.events_of(people), at=at) if agreed else {}
    against = set(Objection.objects.filter(person_id__in=people).values_list("person_id", "purpose"))
    return {
        (row.person_id, row.purpose): folded.get((row.person_id, key_of(row.purpose))) is not Standing.GIVEN
        if row.purpose in agreed
        else (row.person_id, key_of(row.purpose)) in against
        for row in rows
    }


def objectors(purpose: int, people: Collection[uuid.UUID], *, at: datetime) -> set[uuid.UUID]:
    """Those of the people who are against a purpose."""
    if rests_on_consent(purpose):
        return set(people) - ledger.people_who_consent(key_of(purpose), people, at=at)
    return objections.people_who_object(key_of(purpose), people)


def _agree(person: uuid.UUID, purpose: str, *, at: datetime) -> None:
    actions.decide(
        person=person, purpose=purpose, decision=Decision.GIVEN, shown=wording.asked(purpose, "id"), by=person,
        access=_access(person, "show_my_data"), at=at,
    )  # fmt: skip


def _withdraw(person: uuid.UUID, purposes: Collection[str], *, at: datetime) -> None:
    actions.withdraw(
        person=person, purposes=purposes, channel=Channel.PAGE, by=person, language="id",
        access=_access(person, "erase_my_data"), at=at,
    )  # fmt: skip


def _access(person: uuid.UUID, purpose: str) -> Access:
    return Access(Actor(ActorKind.PERSON, person, "customer"), purpose)
