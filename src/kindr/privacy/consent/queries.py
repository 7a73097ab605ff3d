"""The choices of a person, as their page shows them: how each consent stands, what it says, what withdrawing stops."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from kindr.privacy import gates, people, registry, statement_gate
from kindr.privacy.access.terms import Access, ActorKind, NotYours
from kindr.privacy.consent import around, ledger, wording
from kindr.privacy.consent.events import Decision, Event
from kindr.privacy.consent.personal import StopProof
from kindr.privacy.consent.proving import PAGE, WORKER
from kindr.privacy.consent.rules import Standing
from kindr.privacy.evidence.queries import proven_among
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.retention.queries import closed_among
from kindr.privacy.terms import Basis, Purpose, Text

MOST_LINES = 10
"""Decisions shown on the page; My data shows all of them."""
ASKED_ANEW = frozenset({Standing.EXPIRED, Standing.SUPERSEDED})


@dataclass(frozen=True)
class Choice:
    """One consent of one person."""

    purpose: str
    says: str
    number: str
    """Number of the sentence that names the purpose."""
    standing: Standing
    since: datetime | None
    event: uuid.UUID | None
    """The entry that decided."""
    words: Mapping[str, Sequence[str]]
    box: str
    stops: str
    goes_on: str
    is_in_use: bool
    fill_url: str = ""
    give_url: str = ""
    take_back_url: str = ""

    @property
    def is_given(self) -> bool:
        """Whether the consent stands now."""
        return self.standing is Standing.GIVEN

    @property
    def is_decided(self) -> bool:
        """Whether it was given at some time and nobody but the person ended it: as easily it is given again."""
        return self.standing in (Standing.GIVEN, Standing.WITHDRAWN)

    @property
    def is_asked_anew(self) -> bool:
        """Whether an earlier consent no longer holds, though nobody took it back."""
        return self.standing in ASKED_ANEW


@dataclass(frozen=True)
class Chooser:
    """Somebody whose consents are decided here: the reader, or a child of theirs."""

    person: uuid.UUID
    name: str
    is_self: bool
    choices: Sequence[Choice]


@dataclass(frozen=True)
class Line:
    """One entry of the ledger in plain words."""

    event: Event
    says: str
    is_others: bool
    """True where it is a child's, or of an order without an account."""
    whose: str
    has_proof: bool = False
    """Whether the log proves by now that the entry stands in it."""

    @property
    def is_given(self) -> bool:
        """Whether consent was given."""
        return self.event.decision is Decision.GIVEN


@dataclass(frozen=True)
class Choices:
    """Everything the page shows."""

    choosers: Sequence[Chooser]
    later: Sequence[str]
    """Purposes for which consent will be asked once they are in use."""
    lines: Sequence[Line]
    """Newest first."""
    lines_count: int

    @property
    def given_count(self) -> int:
        """How many consents stand."""
        return sum(choice.is_given for chooser in self.choosers for choice in chooser.choices)

    @property
    def asked_anew(self) -> list[Choice]:
        """What has to be asked again because the policy changed or the time was over."""
        return [choice for chooser in self.choosers for choice in chooser.choices if choice.is_asked_anew]


@dataclass(frozen=True)
class _Page:
    """What every part of the page needs to know."""

    reader: uuid.UUID
    role: str
    at: datetime
    language: str
    names: Mapping[uuid.UUID, str]
    ways: Mapping[str, Mapping[uuid.UUID, str]]


def choices(*, access: Access, at: datetime, language: str) -> Choices:
    """The consents of whoever asks and of their children; raises Refused, LogUnavailable."""
    reader, covered = whose(access), people.covered_by(whose(access))
    events = statement_gate.read_ledger(covered, access=access, at=at)
    page = _Page(reader, access.actor.role, at, language, _names(covered, access=access, at=at), _ways(covered))
    found = [_chooser(person, events, page) for person in _people(reader, covered)]
    lines = _lines(events[-MOST_LINES:], page)
    shown = {choice.purpose for chooser in found for choice in chooser.choices}
    later = [
        _in(purpose.says, language)
        for purpose in _asked_of(access.actor.role)
        if purpose.key not in shown and not registry.policy().is_in_use(purpose)
    ]
    return Choices([one for one in found if one.choices or one.is_self], later, lines, len(events))


def event_of(event: uuid.UUID, *, access: Access, at: datetime) -> Event:
    """One entry of the ledger of whoever asks or of their children; raises NotYours, LogUnavailable."""
    covered = people.covered_by(whose(access))
    for one in statement_gate.read_ledger(covered, access=access, at=at):
        if one.id == event:
            return one
    raise NotYours("this entry is somebody else's")


def proof_of(event: uuid.UUID, *, access: Access, at: datetime) -> dict[str, Any] | None:
    """The signed proof of a withdrawal: the one that the page's own process kept, else the worker's; None without."""
    kept = {row.process: row for row in StopProof.objects.filter(event=event, person_id=whose(access))}
    row = kept.get(PAGE) or kept.get(WORKER)
    return gates.read(row, access=access, at=at).statement if row else None


def whose(access: Access) -> uuid.UUID:
    """The person who asks; raises NotYours for everybody else."""
    if access.actor.id is None or access.actor.kind is not ActorKind.PERSON:
        raise NotYours("only people have choices here")
    return access.actor.id


def _people(reader: uuid.UUID, covered: Collection[uuid.UUID]) -> list[Person]:
    """The reader first, then everybody else who was not erased."""
    gone = closed_among(covered)
    found = Person.objects.filter(pk__in=[person for person in covered if person not in gone])
    return sorted(found, key=lambda person: (person.pk != reader, person.kind, str(person.pk)))


def _chooser(person: Person, events: Sequence[Event], page: _Page) -> Chooser:
    mine = [event for event in events if event.person == person.pk]
    stands, last = ledger.standings(mine, at=page.at), {event.purpose: event for event in mine}
    is_child, is_self = person.kind == PersonKind.CHILD, person.pk == page.reader
    found = [
        _choice(purpose, person.pk, stands.get((person.pk, purpose.key), Standing.SILENT), last, page)
        for purpose in _asked_of(page.role)
        if purpose.is_about_children == is_child
    ]
    kept = [one for one in found if one.is_decided or (one.is_in_use and (is_child or is_self))]
    return Chooser(person.pk, page.names.get(person.pk, ""), is_self, kept)


def _asked_of(role: str) -> Iterable[Purpose]:
    """The purposes to which somebody with this role can consent."""
    known = registry.policy().purposes.values()
    return [
        purpose for purpose in known if purpose.basis is Basis.CONSENT and registry.may_claim(role, purpose.key)
    ]  # fmt: skip


def _choice(purpose: Purpose, person: uuid.UUID, standing: Standing, last: Mapping[str, Event], page: _Page) -> Choice:
    policy, pages, event = registry.policy(), around.pages_of(purpose.key), last.get(purpose.key)
    withdrawal, ask, language = policy.withdrawals[purpose.key], policy.asks[purpose.key], page.language
    is_given = standing is Standing.GIVEN
    return Choice(
        purpose.key,
        _in(purpose.says, language),
        purpose.clause,
        standing,
        event.at if event else None,
        event.id if event else None,
        wording.paragraphs(purpose.key, language),
        _in(ask.box, language),
        _in(withdrawal.stops, language),
        _in(withdrawal.goes_on, language),
        policy.is_in_use(purpose),
        fill_url=reverse(pages.fill) if pages.fill else "",
        give_url=reverse(pages.give) if pages.give and standing is Standing.SILENT else "",
        take_back_url=page.ways.get(purpose.key, {}).get(person, "") if is_given else "",
    )


def _lines(events: Sequence[Event], page: _Page) -> list[Line]:
    proven = proven_among([event.id for event in events], clause=ledger.CLAUSE)
    return [_line(event, page, has_proof=event.id in proven) for event in reversed(events)]


def _line(event: Event, page: _Page, *, has_proof: bool) -> Line:
    purpose = registry.policy().purposes.get(event.purpose)
    says = _in(purpose.says, page.language) if purpose else event.purpose
    is_other = event.person != page.reader
    return Line(event, says, is_other, page.names.get(event.person, "") if is_other else "", has_proof)


def _names(covered: Collection[uuid.UUID], *, access: Access, at: datetime) -> Mapping[uuid.UUID, str]:
    return around.names(access=access, at=at) if len(covered) > 1 else {}


def _ways(covered: Collection[uuid.UUID]) -> dict[str, Mapping[uuid.UUID, str]]:
    """For each consent that is taken back on a page of its own: that page's address for each person."""
    found = {purpose.key: around.pages_of(purpose.key).take_back for purpose in registry.policy().purposes.values()}
    return {key: addresses(covered) for key, addresses in found.items() if addresses is not None}


def _in(text: Text, language: str) -> str:
    return text.get(language) or text["id"]
