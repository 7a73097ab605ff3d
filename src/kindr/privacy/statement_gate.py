"""The gate for what is written about people: the access log, the consent ledger and whole statements (policy 6.1)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy import registry
from kindr.privacy.access import log, notes, whole_log
from kindr.privacy.access.log import Line, Note
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import Access
from kindr.privacy.access.whole_log import OpenedLine
from kindr.privacy.consent import ledger
from kindr.privacy.consent.ledger import Event
from kindr.privacy.terms import Purpose
from kindr.privacy.vault import in_bulk, keyrings, opening
from kindr.privacy.vault.in_bulk import OpenedTable, SealedTable
from kindr.privacy.vault.keyrings import Ring, Slot
from kindr.privacy.vault.models import Hold
from kindr.privacy.vault.opening import Opened
from kindr.privacy.vault.records import PersonalRecord

BOOKS = (log.CLAUSE, ledger.CLAUSE)


@dataclass(frozen=True)
class Statement:
    """What was opened together."""

    records: Sequence[Opened[PersonalRecord]]
    hidden: Sequence[Opened[PersonalRecord]]
    """What is never opened, with empty values, or forgotten."""
    lines: Sequence[Line]
    """Newest first."""
    events: Sequence[Event]
    """Oldest first."""


@dataclass(frozen=True)
class Everything:
    """Every row of every table and book, opened together for a copy."""

    tables: Sequence[OpenedTable]
    lines: Sequence[OpenedLine]
    """Newest first."""
    events: Sequence[Event]
    """Oldest first."""


def read_statement(
    people: Collection[uuid.UUID],
    records: Sequence[PersonalRecord],
    *,
    access: Access,
    at: datetime,
    most_lines: int | None,
    hidden: Sequence[PersonalRecord] = (),
) -> Statement:
    """Opens records and books of some people: one key query and one log insert, committed before anything is opened.

    Of what is `hidden` only is looked whether its keys are there: it is not opened, and leaves no line of its own.
    Raises Refused and LogUnavailable.
    """
    noted = _noted(people, notes.of_page(records, verb="read"))
    purpose = notes.guard(lambda: notes.check_use(noted, access, at=at), noted, access=access, at=at)
    entries, events = log.rows_about(people, limit=most_lines), ledger.rows_of(people)
    ids = opening.raw_key_ids([*records, *hidden]) | log.key_ids(entries) | ledger.key_ids(events)
    ring = keyrings.fetch(ids=ids, slots=[log.slot_of(person, at) for person in people])
    slots = {record.slot for record in records}
    notes.guard(lambda: _check_holds(slots, ring, purpose, access), noted, access=access, at=at)
    log.write(noted, access=access, at=at, ring=ring)
    return Statement(
        [opening.opened(record, ring) for record in records],
        [opening.hidden(record, ring) for record in hidden],
        log.opened(entries, ring),
        ledger.opened(events, ring),
    )


def read_everything(
    people: Collection[uuid.UUID], tables: Sequence[SealedTable], *, access: Access, at: datetime
) -> Everything:
    """As `read_statement`, of whole tables and of every line, without an object for each row.

    A table without columns to open says only that its rows are there, and leaves no line of its own.
    """
    noted = _noted(people, notes.of_tables([(each.model, each.columns, each.counts()) for each in tables]))
    purpose = notes.guard(lambda: notes.check_use(noted, access, at=at), noted, access=access, at=at)
    lines, events = whole_log.sealed_lines(people), ledger.rows_of(people)
    ids = whole_log.key_ids(lines) | ledger.key_ids(events)
    ring = keyrings.fetch(ids=ids.union(*(each.key_ids for each in tables)), slots=log.slots_of(people, at))
    slots = {slot for each in tables if each.columns for slot in each.slots()}
    notes.guard(lambda: _check_holds(slots, ring, purpose, access), noted, access=access, at=at)
    log.write(noted, access=access, at=at, ring=ring)
    opened = [in_bulk.opened(each, ring) for each in tables]
    return Everything(opened, whole_log.opened(lines, ring), ledger.opened(events, ring))


def read_log(entries: Collection[AccessEntry], *, access: Access, at: datetime) -> list[Line]:
    """Opens lines of the access log, whoever they are about: one key query, and one line about it for each person.

    Raises Refused and LogUnavailable.
    """
    people = {entry.person_id for entry in entries}
    return log.opened(entries, _book_ring(people, [log.CLAUSE], log.key_ids(entries), access=access, at=at))


def read_ledger(
    people: Collection[uuid.UUID],
    *,
    access: Access,
    at: datetime,
    clauses: Collection[str] = (ledger.CLAUSE,),
    entries_of: Collection[uuid.UUID] | None = None,
) -> list[Event]:
    """Opens the consent ledger of some people, or of those of them named, oldest first.

    `clauses` is what the log says was looked into. One key query and one log insert, committed before anything is
    opened. Raises Refused and LogUnavailable.
    """
    named = people if entries_of is None else entries_of
    rows = ledger.rows_of(named) if named else []
    return ledger.opened(rows, _book_ring(people, clauses, ledger.key_ids(rows), access=access, at=at))


def _book_ring(
    people: Collection[uuid.UUID], clauses: Collection[str], ids: Collection[bytes], *, access: Access, at: datetime
) -> Ring:
    """The keys of a book's rows, once it is recorded that they are read."""
    noted = [notes.about(person, "read", clauses) for person in people]
    notes.guard(lambda: notes.check_books(people, clauses, access, at=at), noted, access=access, at=at)
    ring = keyrings.fetch(ids=ids, slots=log.slots_of(people, at))
    log.write(noted, access=access, at=at, ring=ring)
    return ring


def _noted(people: Collection[uuid.UUID], opened: Collection[Note]) -> list[Note]:
    """One note per person, naming the books and whatever else is opened about them."""
    pages = {note.person: note for note in opened}
    books = {clause: sorted(registry.clause(clause).about) for clause in BOOKS}
    return [
        Note(person, "read", {**page.opened, **books}, rows=page.rows)
        if (page := pages.get(person))
        else Note(person, "read", books)
        for person in people
    ]


def _check_holds(slots: Collection[Slot], ring: Ring, purpose: Purpose, access: Access) -> None:
    """A legal hold locks something of a person who has not left: the right to see it goes on (UU 27/2022 art. 7)."""
    by_slot = ring.by_slot
    holds = {(slot.person, slot.clause, by_slot[slot].hold) for slot in slots if slot in by_slot}
    locked = {person for person, _clause, hold in holds if hold == Hold.LOCKED}
    here = {person for person in locked if not keyrings.is_closed(person)}
    free = {(clause, hold) for person, clause, hold in holds if not (hold == Hold.LOCKED and person in here)}
    notes.check_holds(free, purpose, access)
