"""What is held about a person: every record with why, until when and who may see it."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from kindr.privacy import gates, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.retention import held
from kindr.privacy.retention import telling as holds
from kindr.privacy.retention.held import Held
from kindr.privacy.rights import books, corrections, labels, planning, stores, words
from kindr.privacy.rights.labels import in_words
from kindr.privacy.rights.queries.happenings import agreement_of, names_in, names_of_others, opening_of
from kindr.privacy.rights.statements import Entry, Holder, MyData, Opening, Reason, Section, Value
from kindr.privacy.rights.stores import Holding, records
from kindr.privacy.rights.stores.records import is_never_shown
from kindr.privacy.statement_gate import read_statement
from kindr.privacy.terms import Clause
from kindr.privacy.vault.records import PersonalRecord, sealed_columns

YOURSELF = frozenset({"customer", "guest", "stranger"})
FEW = 4


def my_data(person: uuid.UUID, *, access: Access, at: datetime, people: frozenset[uuid.UUID] | None = None) -> MyData:
    """The whole statement: one query a table, one for all keys, one log insert. Raises Refused, LogUnavailable."""
    people = people or planning.covered(person)
    shown, hidden = records.shown_and_hidden(people)
    found = read_statement(people, shown, access=access, at=at, most_lines=books.MOST_LINES, hidden=hidden)
    whose = names_of_others(people, person, names_in(found.records))
    openings = [opening_of(line, people, whose) for line in found.lines]
    keeping = held.in_force(at, people=people)
    kept: dict[str, list[Entry]] = defaultdict(list)
    for opened in [*found.records, *found.hidden]:
        kept[opened.record.clause].append(_entry(opened, whose, keeping))
    for holding in beside_records(people):
        kept[holding.slot.clause].append(counted(holding, whose))
    sections = [section(clause, kept[key], openings) for key, clause in registry.policy().clauses.items() if kept[key]]
    agreements = [agreement_of(event, whose) for event in found.events]
    holders = _holders(person, whose, [entry for entries in kept.values() for entry in entries])
    of_log, of_ledger = ([holds.told(hold) for hold in keeping.holds if hold.clause == book] for book in books.BOOKS)
    return MyData(at, reasons(everywhere()), sections, agreements, openings, holders, of_log, of_ledger)


def record_of(row: uuid.UUID, people: Collection[uuid.UUID]) -> PersonalRecord | None:
    """A sealed row of these people by its id, whichever table it lies in."""
    for model in registry.personal_records():
        found = model._default_manager.filter(pk=row, person_id__in=people).first()
        if found is not None:
            return found
    return None


def _entry(opened: gates.Opened[PersonalRecord], whose: Mapping[uuid.UUID, str], keeping: Held) -> Entry:
    record = opened.record
    model, source = type(record), registry.policy().sources.get(record.source)
    return Entry(
        title=labels.record_label(model),
        whose=whose.get(record.person_id, ""),
        source=in_words(source.says) if source else record.source,
        collected_at=record.collected_at,
        until=records.until(record),
        values=[] if opened.is_forgotten else _values(opened),
        is_forgotten=opened.is_forgotten,
        edit_url=corrections.edit_url(record),
        person=record.person_id,
        source_key=record.source,
        held=[holds.told(hold) for hold in keeping.of(record.slot)],
    )


def _values(opened: gates.Opened[PersonalRecord]) -> list[Value]:
    model, values = type(opened.record), opened.values()
    return [
        Value(name, labels.column_label(model, name), [], category=_category(model, name), is_hidden=True)
        if is_never_shown(model, name)
        else Value(
            name,
            labels.column_label(model, name),
            labels.shown_in(model, name, value),
            category=_category(model, name),
            correct_url=corrections.correct_url(opened.record, name),
        )
        for name, value in values.items()
    ]


def _category(model: type[PersonalRecord], column: str) -> str:
    return sealed_columns(model)[column].category


def beside_records(people: Collection[uuid.UUID]) -> Iterable[Holding]:
    """What the other stores hold; records are shown one by one, and the two books on pages of their own."""
    for store in stores.registered():
        if store.name in words.KEPT_AS:
            yield from store.discover(people)


def counted(holding: Holding, whose: Mapping[uuid.UUID, str]) -> Entry:
    lines = [str(words.KEPT_AS[holding.store]), *([str(holding.count)] if holding.count > 1 else [])]
    value = Value(holding.store, in_words(registry.clause(holding.slot.clause).says), lines)
    return Entry(value.label, whose.get(holding.slot.person, ""), "", None, None, [value], person=holding.slot.person)


def section(clause: Clause, entries: list[Entry], openings: list[Opening]) -> Section:
    policy = registry.policy()
    touching = [opening for opening in openings if clause.key in opening.clauses]
    others = [opening for opening in touching if not opening.is_own]
    return Section(
        clause=clause,
        says=in_words(clause.says),
        keep=in_words(clause.keep.says),
        entries=entries,
        reasons=reasons(clause.purposes - everywhere()),
        seen_by=[
            in_words(recipient.says)
            for key, recipient in policy.recipients.items()
            if key not in YOURSELF and recipient.purposes & clause.purposes
        ],
        openings=others[:FEW],
        openings_count=len(touching),
        others_count=len(others),
    )


def everywhere() -> frozenset[str]:
    """The purposes that every clause serves."""
    clauses = [clause.purposes for clause in registry.policy().clauses.values()]
    return frozenset.intersection(*clauses) if clauses else frozenset()


def reasons(purposes: Collection[str]) -> list[Reason]:
    return [
        Reason(in_words(purpose.says), str(words.BASES[purpose.basis]))
        for key, purpose in registry.policy().purposes.items()
        if key in purposes
    ]


def _holders(person: uuid.UUID, whose: Mapping[uuid.UUID, str], entries: list[Entry]) -> list[Holder]:
    """The reader first, then whoever else the statement covers."""
    counted = Counter(entry.person for entry in entries)
    own = Holder(person, str(words.YOU), is_self=True, entries=counted[person])
    return [own, *(Holder(other, name, is_self=False, entries=counted[other]) for other, name in whose.items())]


def value_of(record: PersonalRecord, column: str, *, access: Access, at: datetime) -> str:
    """One value of one record as text; raises Refused, Forgotten, LogUnavailable."""
    value = gates.read(record, access=access, at=at).values()[column]
    return "" if value is None else str(value)
