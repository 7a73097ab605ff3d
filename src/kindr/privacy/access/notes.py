"""The first two beats of every gate: the checks that refuse, and the lines that are written before anything is done."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.db import connections, transaction

from kindr.privacy import registry
from kindr.privacy.access import checks, log, standing
from kindr.privacy.access.log import Note
from kindr.privacy.access.terms import Access, ActorKind, PurposeNotAllowed, Refused
from kindr.privacy.terms import Clause, Purpose
from kindr.privacy.vault import asking
from kindr.privacy.vault.keyrings import Ring, Slot
from kindr.privacy.vault.opening import fetched_columns
from kindr.privacy.vault.records import PersonalRecord, categories_of, sealed_columns

V = TypeVar("V")


class Incomplete(ValueError):
    """A collection left out a sealed column that the record needs, or named one it does not have."""


def guard(check: Callable[[], V], notes: Sequence[Note], *, access: Access, at: datetime) -> V:
    """Runs a check; a refusal is recorded for each person it concerned, then raised."""
    try:
        return check()
    except Refused as refusal:
        refused = [Note(n.person, n.verb, n.opened, n.rows, refusal.clause, n.to) for n in notes]
        log.write(refused, access=access, at=at)
        raise


def write_beside(notes: Sequence[Note], *, access: Access, at: datetime, ring: Ring) -> None:
    """Writes log rows in the caller's transaction, where nothing is released before the commit."""
    rows = log.rows(notes, access=access, at=at, ring=ring)
    with connections["default"].cursor() as cursor:
        cursor.execute(log.INSERT, rows)


def save_beside(record: PersonalRecord, notes: Sequence[Note], *, access: Access, at: datetime, ring: Ring) -> None:
    """Inserts a new record and its log rows together: one round trip, one commit, both or neither."""
    database, model = connections["default"], type(record)
    rows = log.rows(notes, access=access, at=at, ring=ring)
    values = [field.get_db_prep_save(field.pre_save(record, True), database) for field in model._meta.concrete_fields]
    with transaction.atomic() if database.in_atomic_block else nullcontext(), database.cursor() as cursor:
        # Outside a transaction, two statements that are sent together are one.
        cursor.execute(f"{log.INSERT};{asking.adding(model)}", [*rows, *values])
    record._state.adding, record._state.db = False, database.alias


def update_beside(
    model: type[PersonalRecord],
    ids: Collection[uuid.UUID],
    values: Mapping[str, object],
    notes: Sequence[Note],
    *,
    access: Access,
    at: datetime,
    ring: Ring,
) -> int:
    """Sets columns of the rows with some ids and writes the log rows, as `save_beside`; counts the rows there were."""
    database = connections["default"]
    lines = log.rows(notes, access=access, at=at, ring=ring)
    fields: Any = model._meta.get_field
    given = [fields(name).get_db_prep_save(value, database) for name, value in values.items()]
    with transaction.atomic() if database.in_atomic_block else nullcontext(), database.cursor() as cursor:
        cursor.execute(f"{log.INSERT};{asking.setting(model, tuple(values))}", [*lines, *given, list(ids)])
        cursor.nextset()
        return int(cursor.rowcount)


def about(person: uuid.UUID, verb: str, clauses: Collection[str], to: str = "") -> Note:
    """A note that names whole clauses with all their categories."""
    return Note(person, verb, {key: sorted(registry.clause(key).about) for key in sorted(clauses)}, to=to)


def by_person(slots: Collection[Slot], verb: str) -> list[Note]:
    """One note per person, naming the clauses of their slots."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    for slot in slots:
        found[slot.person].add(slot.clause)
    return [about(person, verb, clauses) for person, clauses in found.items()]


def guard_claim(noted: Sequence[Note], slots: Collection[Slot], *, access: Access, at: datetime) -> None:
    """`check_claim` for everything that some slots name; a refusal is recorded, then raised."""
    people, clauses = [note.person for note in noted], {slot.clause for slot in slots}
    guard(lambda: check_claim(people, clauses, access, at=at), noted, access=access, at=at)


def of_page(records: Sequence[PersonalRecord], *, verb: str, to: str = "") -> list[Note]:
    """One note per person, naming every clause and category touched."""
    pages: dict[uuid.UUID, list[dict[str, list[str]]]] = defaultdict(list)
    for record in records:
        pages[record.person_id].append(_touched(type(record), fetched_columns(record)))
    return [Note(person, verb, _together(page), rows=len(page), to=to) for person, page in pages.items()]


def of_tables(opened: Sequence[tuple[type[PersonalRecord], tuple[str, ...], Mapping[uuid.UUID, int]]]) -> list[Note]:
    """As `of_page`, for the columns of whole tables with the number of rows that each person has there."""
    pages: dict[uuid.UUID, list[dict[str, list[str]]]] = defaultdict(list)
    rows: dict[uuid.UUID, int] = defaultdict(int)
    for model, columns, counts in opened:
        for person, count in counts.items() if columns else ():
            pages[person].append(_touched(model, columns))
            rows[person] += count
    return [Note(person, "read", _together(page), rows=rows[person]) for person, page in pages.items()]


@cache
def _touched(model: type[PersonalRecord], columns: tuple[str, ...]) -> dict[str, list[str]]:
    """The clause of a record, with the categories of its columns."""
    return {model.clause: categories_of(model, columns)}


def _together(page: list[dict[str, list[str]]]) -> dict[str, list[str]]:
    """What several records of one person touch."""
    if len(page) == 1:
        return page[0]
    clauses = {clause for touched in page for clause in touched}
    return {
        clause: sorted({category for touched in page for category in touched.get(clause, ())}) for clause in clauses
    }


def check_use(noted: Collection[Note], access: Access, *, at: datetime) -> Purpose:
    """The purpose, when it may be claimed and nobody is against it; raises Refused."""
    persons, purpose = {note.person for note in noted}, check_claimed(noted, access, at=at)
    checks.check_consent(persons, purpose, at=at)
    checks.check_objection(persons, purpose)
    return purpose


def check_claimed(noted: Collection[Note], access: Access, *, at: datetime) -> Purpose:
    """The purpose, when every clause serves it and it reaches every person and category; raises Refused."""
    clauses, persons = {clause for note in noted for clause in note.opened}, {note.person for note in noted}
    allowed = [checks.check_purpose(registry.clause(clause), access) for clause in sorted(clauses)]
    checks.check_reach(persons, access)
    checks.check_categories((note.opened for note in noted if note.person != access.actor.id), access)
    standing.check_grant(persons, clauses, access, at=at)
    return allowed[0]


def check_collection(clause: Clause, person: uuid.UUID, source: str, access: Access, *, at: datetime) -> Purpose:
    """The purpose, when this may be collected about this person from this source; raises Refused."""
    purpose = checks.check_purpose(clause, access)
    if access.actor.id:
        checks.check_reach([person], access)
    checks.check_newcomer(person, access)
    standing.check_grant([person], [clause.key], access, at=at)
    if source not in clause.sources:
        raise PurposeNotAllowed(f"{clause.key} is not collected from {source!r}", clause=clause.number)
    checks.check_objection([person], purpose)
    if clause.consent:
        checks.check_consent([person], registry.policy().purposes[clause.consent], at=at)
    return purpose


def check_holds(holds: Collection[tuple[str, str]], purpose: Purpose, access: Access) -> None:
    """Each (clause, hold) may be opened for this purpose by whoever asks; raises Restricted."""
    for clause, hold in sorted(holds):
        checks.check_hold(hold, purpose, registry.clause(clause), is_own=is_own(access))


def is_own(access: Access) -> bool:
    """Whether a person asks for what is theirs: `check_reach` lets them ask for nothing else."""
    return access.actor.kind is ActorKind.PERSON


def check_columns(model: type[PersonalRecord], values: Mapping[str, object]) -> None:
    """Every sealed column that may not be empty is given, and no other than sealed ones; raises Incomplete."""
    columns = sealed_columns(model)
    missing = {name for name, column in columns.items() if not column.null} - values.keys()
    if missing or values.keys() - columns.keys():
        raise Incomplete(f"{model._meta.label} needs exactly its sealed columns; missing {sorted(missing)}")


def check_recipient(to: str, access: Access) -> None:
    """The policy names the outside recipient and gives it this purpose; raises PurposeNotAllowed."""
    recipient = registry.policy().recipients.get(to)
    if recipient is None or not recipient.outside or access.purpose not in recipient.purposes:
        raise PurposeNotAllowed(f"{access.purpose} is not disclosed to {to!r}", clause="5.1")


def check_books(people: Collection[uuid.UUID], clauses: Collection[str], access: Access, *, at: datetime) -> None:
    """Every book may be read for this purpose, and reaches these people; raises Refused."""
    opened = {clause: registry.clause(clause).about for clause in clauses}
    for clause in clauses:
        checks.check_purpose(registry.clause(clause), access)
    checks.check_reach(people, access)
    checks.check_categories([opened], access)
    standing.check_grant(people, clauses, access, at=at)


def check_claim(people: Collection[uuid.UUID], clauses: Collection[str], access: Access, *, at: datetime) -> None:
    """The role may claim the purpose, and reaches these people; raises Refused."""
    checks.check_reach(people, access)
    standing.check_grant(people, clauses, access, at=at)
    if not registry.may_claim(access.actor.role, access.purpose):
        raise PurposeNotAllowed(f"the role {access.actor.role} may not claim {access.purpose}", clause="5.3")
