"""A person as masked cards, one for each clause under which something is held; no record class is known by name.

A card opens for a purpose that the role may claim and the clause serves (policy 5.1, 5.3).
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import CharField, Value

from kindr.privacy import gates, registry, statement_gate
from kindr.privacy.access import log, notes, standing
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import Access, Actor, NotYours, PurposeNotAllowed
from kindr.privacy.consent import ledger
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.people import Claim, Person, PersonKind
from kindr.privacy.rights import labels
from kindr.privacy.rights.stores.records import NEVER_SHOWN
from kindr.privacy.terms import Category, Clause, Purpose
from kindr.privacy.vault.opening import Opened
from kindr.privacy.vault.records import PersonalRecord, sealed_columns
from kindr.shop.desk.queries.happened import Decided, Happened, decided, happened
from kindr.shop.desk.rules import EMERGENCY, OPENING

LINES = 200
"""How many of the newest lines of a book one card shows."""
CUSTOMERS = (PersonKind.PARENT, PersonKind.GUEST, PersonKind.CHILD)


class NothingHeld(LookupError):
    """Nothing is held about this person under this clause."""


@dataclass(frozen=True)
class Shown:
    """One value in words."""

    label: str
    lines: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class OpenedRow:
    """One record, opened: its values, or none when its key is gone."""

    title: str
    collected_at: datetime
    is_forgotten: bool
    values: tuple[Shown, ...] = field(repr=False)


@dataclass(frozen=True)
class Card:
    """What is held under one clause: sealed until somebody opens it for one of `purposes`."""

    clause: Clause
    categories: tuple[Category, ...]
    records: int
    purposes: tuple[Purpose, ...]
    """Those that the role may claim and the clause serves; empty when the card stays closed for this role."""
    serves: tuple[Purpose, ...]
    """Those that the clause names, for whoever asks why it stays closed."""
    opened: tuple[OpenedRow, ...] = field(default=(), repr=False)
    opened_for: Purpose | None = None
    lines: tuple[Happened, ...] = field(default=(), repr=False)
    """For the card of the access log, opened: who opened what, newest first."""
    consents: tuple[Decided, ...] = field(default=(), repr=False)
    """For the card of the consent ledger, opened: what was decided, newest first."""
    may_break: bool = False
    """The policy lets the role open it in an emergency, and nothing else does."""


@dataclass(frozen=True)
class Met:
    """A customer as the desk meets them: a random id, what kind of person, and who belongs to them."""

    id: uuid.UUID
    kind: PersonKind
    guardian: uuid.UUID | None
    children: tuple[uuid.UUID, ...]
    guests: tuple[uuid.UUID, ...]
    """The guests whose orders this account has claimed."""


def meet(person: uuid.UUID) -> Met:
    """The person behind an id, when they are a customer; raises NotYours. Three queries, nothing is opened."""
    row = Person.objects.filter(pk=person, kind__in=CUSTOMERS).first()
    if row is None:
        raise NotYours("there is no such customer")
    children = Person.objects.filter(guardian_id=person).order_by("pk").values_list("pk", flat=True)
    guests = Claim.objects.filter(account_id=person).order_by("claimed_at", "pk").values_list("guest_id", flat=True)
    return Met(row.id, PersonKind(row.kind), row.guardian_id, tuple(children), tuple(guests))


def cards_of(person: uuid.UUID, *, actor: Actor, at: datetime) -> list[Card]:
    """The person's cards, all closed, in the order of the policy. Few queries; nothing is opened or loaded."""
    leave = _leave(person, actor, at=at)
    held = Counter(_places(person))
    held[log.CLAUSE] = AccessEntry.objects.filter(person_id=person).count()
    held[ledger.CLAUSE] = ConsentEvent.objects.filter(person_id=person).count()
    clauses = registry.policy().clauses
    return [_card(clause, held[key], actor, leave) for key, clause in clauses.items() if held[key]]


def open_card(person: uuid.UUID, clause: str, *, access: Access, at: datetime) -> Card:
    """One card, opened for the purpose of the access; raises NothingHeld, Refused and LogUnavailable.

    A refusal is recorded with the number of the clause that said no.
    """
    if clause in BOOKS:
        return _open_book(person, clause, access=access, at=at)
    records = _records(person, clause)
    if not records:
        raise NothingHeld(clause)
    notes.guard(lambda: _check_showable(clause), notes.of_page(records, verb="read"), access=access, at=at)
    opened = gates.read_many(records, access=access, at=at)
    closed = _card(registry.clause(clause), len(records), access.actor)
    rows = tuple(_row(each) for each in opened)
    return replace(closed, opened=rows, opened_for=registry.policy().purposes[access.purpose])


BOOKS = (log.CLAUSE, ledger.CLAUSE)
"""What is written about a person: read as a whole, not record by record."""


def _open_book(person: uuid.UUID, clause: str, *, access: Access, at: datetime) -> Card:
    """The card of the access log or the consent ledger; that it is read is itself recorded."""
    opened_for = registry.policy().purposes[access.purpose]
    if clause == log.CLAUSE:
        gates.open_books([person], clauses=[clause], access=access, at=at)
        lines = tuple(happened(line) for line in log.lines_about(person, limit=LINES))
        closed = _card(registry.clause(clause), len(lines), access.actor)
        return replace(closed, lines=lines, opened_for=opened_for)
    events = tuple(decided(event) for event in reversed(statement_gate.read_ledger([person], access=access, at=at)))
    closed = _card(registry.clause(clause), len(events), access.actor)
    return replace(closed, consents=events[:LINES], opened_for=opened_for)


@dataclass(frozen=True)
class _Leave:
    """What a grant or an emergency lets somebody open of one person."""

    granted: frozenset[str] = frozenset()
    """Purposes."""
    emergencies: frozenset[str] = frozenset()
    """Clauses."""


def _leave(person: uuid.UUID, actor: Actor, *, at: datetime) -> _Leave:
    strict = registry.access_rules().roles.get(actor.role)
    grants = standing.running_grants(actor.id, at=at).filter(people__person_id=person)
    open_now = standing.open_emergencies(actor.id, at=at).filter(person_id=person)
    return _Leave(
        frozenset(grants.values_list("purpose", flat=True)) if strict and strict.needs_grant else frozenset(),
        frozenset(open_now.values_list("clause", flat=True))
        if registry.may_claim(actor.role, EMERGENCY)
        else frozenset(),
    )


def _is_open(clause: Clause, purpose: str, actor: Actor, leave: _Leave) -> bool:
    """Whether the role may open the clause for the purpose now: by itself, by a grant or in an emergency."""
    if purpose not in clause.purposes or not registry.may_claim(actor.role, purpose):
        return False
    if any(not registry.sees(actor.role, purpose, category) for category in clause.about):
        return False
    if purpose == EMERGENCY:
        return clause.key in leave.emergencies
    return not registry.needs_grant(actor.role, purpose) or purpose in leave.granted


def _card(clause: Clause, records: int, actor: Actor, leave: _Leave | None = None) -> Card:
    policy = registry.policy()
    mine = [key for key in OPENING if _is_open(clause, key, actor, leave or _Leave())]
    mine = [] if _is_secret(clause) else mine
    about = tuple(policy.categories[key] for key in sorted(clause.about))
    serves = _purposes(sorted(clause.purposes - {EMERGENCY}))
    may_break = EMERGENCY in clause.purposes and registry.may_claim(actor.role, EMERGENCY) and not mine
    return Card(clause, about, records, _purposes(mine), serves, may_break=may_break)


def _is_secret(clause: Clause) -> bool:
    """True for what would let whoever sees it sign in as the customer: no purpose of staff shows it."""
    return NEVER_SHOWN.issuperset(clause.about)


def _check_showable(key: str) -> None:
    clause = registry.clause(key)
    if _is_secret(clause):
        raise PurposeNotAllowed(f"{key} is shown to nobody", clause=clause.number)


def _purposes(keys: Collection[str]) -> tuple[Purpose, ...]:
    return tuple(registry.policy().purposes[key] for key in keys)


def _places(person: uuid.UUID) -> Collection[str]:
    """The clause of every sealed row of a person, once for each row."""
    first, *others = [
        model._default_manager.filter(person_id=person)
        .annotate(place=Value(model.clause, output_field=CharField()))
        .values_list("place", flat=True)
        for model in registry.personal_records()
    ]
    return list(first.union(*others, all=True))


def _records(person: uuid.UUID, clause: str) -> list[PersonalRecord]:
    return [
        record
        for model in registry.personal_records()
        if model.clause == clause
        for record in model._default_manager.filter(person_id=person).order_by("-collected_at", "-pk")
    ]


def _row(opened: Opened[PersonalRecord]) -> OpenedRow:
    record, model = opened.record, type(opened.record)
    title = labels.record_label(model)
    if opened.is_forgotten:
        return OpenedRow(title, record.collected_at, True, ())
    values = opened.values()
    shown = tuple(
        Shown(labels.column_label(model, name), tuple(labels.shown(values[name]))) for name in sealed_columns(model)
    )
    return OpenedRow(title, record.collected_at, False, tuple(each for each in shown if each.lines))
