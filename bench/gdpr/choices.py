"""What the owners of records want: consents in the ledger, objections in their table, each by the shop's own action."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bench.gdpr.records import rests_on_consent
from bench.gdpr.tables import Record, key_of
from kindr.privacy.access.terms import Access, Actor, ActorKind
from kindr.privacy.consent import actions, ledger, objections, wording
from kindr.privacy.consent.events import Channel, Decision, Event
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


def agreed_to(rows: Collection[Record]) -> set[uuid.UUID]:
    """The owners whose consents say how they stand to some records."""
    return {row.person_id for row in rows if rests_on_consent(row.purpose)}


def standing(rows: Collection[Record], said: Sequence[Event], *, at: datetime) -> Against:
    """How the owners of some records stand to what the records are for, by the ledger and the objections."""
    folded = ledger.standings(said, at=at)
    return {
        (row.person_id, row.purpose): folded.get((row.person_id, key_of(row.purpose))) is not Standing.GIVEN
        if rests_on_consent(row.purpose)
        else row.has_objection
        for row in rows
    }


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
