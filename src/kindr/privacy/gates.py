"""START HERE: the gates through which personal data passes. Each has three beats: check, record, do (policy 5.3).

`collect` takes in, `read` and `read_many` open, `disclose` opens for an outside party, `correct` changes,
`expire` forgets one record, `restrict` and `lock` hold, `erase` forgets keys. No gate has an off-switch.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db import connections, transaction

from kindr.base.ids import new_id
from kindr.privacy import registry
from kindr.privacy.access import checks, log
from kindr.privacy.access.log import Note
from kindr.privacy.access.terms import Access, PurposeNotAllowed, Refused
from kindr.privacy.vault import keyrings, opening, rekeying
from kindr.privacy.vault.keyrings import Ring, Slot
from kindr.privacy.vault.models import Hold
from kindr.privacy.vault.opening import Forgotten, Opened
from kindr.privacy.vault.records import PersonalRecord, categories_of, sealed_columns

R = TypeVar("R", bound=PersonalRecord)
T = TypeVar("T")

__all__ = [
    "Disclosed", "DisclosedRecord", "Forgotten", "Opened", "collect", "correct", "disclose", "erase", "expire",
    "expire_many", "hold", "open_books", "read", "read_many",
]


class Incomplete(ValueError):
    """A collection left out a sealed column that the record needs, or named one it does not have."""


@dataclass(frozen=True)
class Disclosed(Generic[T]):
    """A value that has passed `disclose` for one outside recipient; the only thing a port accepts."""

    value: T
    to: str

    def __repr__(self) -> str:
        return f"Disclosed(•••, to={self.to!r})"


@dataclass(frozen=True)
class DisclosedRecord(Generic[R]):
    """A record opened for an outside recipient."""

    opened: Opened[R]
    to: str

    def disclosed(self, column: str) -> Disclosed[Any]:
        """One column's value, marked with whom it was disclosed to."""
        return Disclosed(getattr(self.opened, column), self.to)


def collect(
    model: type[R],
    *,
    person: uuid.UUID,
    access: Access,
    at: datetime,
    source: str,
    values: Mapping[str, object],
    plain: Mapping[str, object] | None = None,
) -> R:
    """Takes personal values in: seals them under the model's clause and saves the record with its log line.

    `values` are the sealed columns, `plain` the others. The log line lies in the same transaction as the row:
    nothing is released here, so one commit is enough. Raises Refused, Incomplete, PersonClosed.
    """
    row = new_id()
    record = model(
        id=row, person_id=person, source=source, collected_at=at,
        covers=model.period_label(row=row, at=at), **(plain or {}),
    )
    note = Note(person, "collect", {model.clause: categories_of(model, values)})
    _guard(lambda: _check_collection(model, person, source, values, access), [note], access, at)
    slots = [record.slot, log.slot_of(person, at)]
    keys = keyrings.for_writing(slots, at=at, outliving=[log.CLAUSE])
    key = keys[record.slot]
    if key.hold:
        purpose = registry.policy().purposes[access.purpose]
        _guard(lambda: checks.check_hold(key.hold, purpose, registry.clause(model.clause)), [note], access, at)
    opening.seal_into(record, values, key)
    with transaction.atomic():
        _write_beside([note], access=access, at=at, ring=Ring({}, keys))
        record.save(force_insert=True)
    return record


def read(record: R, *, access: Access, at: datetime) -> Opened[R]:
    """Opens one record; raises Refused, Forgotten, LogUnavailable."""
    opened = read_many([record], access=access, at=at)[0]
    if opened.is_forgotten:
        raise Forgotten(f"{record._meta.label} {record.pk} is forgotten")
    return opened


def read_many(records: Sequence[R], *, access: Access, at: datetime) -> list[Opened[R]]:
    """Opens a page of records with one key query and one log insert; forgotten ones say so.

    The log rows are committed before anything is opened. Raises Refused and LogUnavailable.
    """
    return _open(records, access=access, at=at, verb="read", to="")


def disclose(record: R, *, access: Access, at: datetime, to: str) -> DisclosedRecord[R]:
    """Opens one record for an outside recipient that the policy names; raises Refused, Forgotten, LogUnavailable."""
    notes = [Note(record.person_id, "disclose", {record.clause: categories_of(type(record))}, to=to)]
    _guard(lambda: _check_recipient(to, access), notes, access, at)
    opened = _open([record], access=access, at=at, verb="disclose", to=to)[0]
    if opened.is_forgotten:
        raise Forgotten(f"{record._meta.label} {record.pk} is forgotten")
    return DisclosedRecord(opened, to)


def correct(record: R, *, access: Access, at: datetime, values: Mapping[str, object]) -> R:
    """Seals new values into some columns; the old ones are overwritten. Raises Refused, Forgotten, Incomplete."""
    model = type(record)
    unknown = values.keys() - sealed_columns(model).keys()
    if unknown:
        raise Incomplete(f"{model._meta.label} has no sealed columns {sorted(unknown)}")
    note = Note(record.person_id, "correct", {record.clause: categories_of(model, values)})
    purpose = _guard(lambda: _check_use([record], access), [note], access, at)
    ring = keyrings.fetch(slots=[record.slot, log.slot_of(record.person_id, at)])
    key = ring.by_slot.get(record.slot)
    if key is None:
        raise Forgotten(f"{model._meta.label} {record.pk} is forgotten")
    _guard(lambda: checks.check_hold(key.hold, purpose, registry.clause(record.clause)), [note], access, at)
    opening.seal_into(record, values, key)
    with transaction.atomic():
        _write_beside([note], access=access, at=at, ring=ring)
        record.save(update_fields=list(values))
    return record


def expire(record: PersonalRecord, *, access: Access, at: datetime) -> None:
    """Forgets one record: its row and its key go, and what else the key covered is sealed again. Raises Refused."""
    note = Note(record.person_id, "expire", {record.clause: categories_of(type(record))})
    _guard(lambda: _check_use([record], access), [note], access, at)
    log.write([note], access=access, at=at)
    rekeying.forget(record, at=at)


def expire_many(records: Sequence[PersonalRecord], *, access: Access, at: datetime) -> int:
    """Forgets records whose keys are their own, all of one table, in one go; counts them. Raises Refused."""
    notes = _notes(records, verb="expire", to="")
    _guard(lambda: _check_use(records, access), notes, access, at)
    log.write(notes, access=access, at=at)
    keyrings.shred([record.slot for record in records], at=at)
    model = type(records[0])
    return model._default_manager.filter(pk__in=[record.pk for record in records]).delete()[0]


def open_books(people: Collection[uuid.UUID], *, clauses: Collection[str], access: Access, at: datetime) -> None:
    """Lets somebody read what the access log and the consent ledger say of people; raises Refused, LogUnavailable."""
    about = {clause: sorted(registry.clause(clause).about) for clause in sorted(clauses)}
    notes = [Note(person, "read", about) for person in people]
    _guard(lambda: _check_books(people, clauses, access), notes, access, at)
    log.write(notes, access=access, at=at)


def hold(*, person: uuid.UUID, clauses: Collection[str], state: Hold, access: Access, at: datetime) -> None:
    """Locks or restricts the keys of some clauses of a person, or opens them again; raises Refused."""
    note = Note(person, "restrict", {clause: sorted(registry.clause(clause).about) for clause in clauses})
    _guard(lambda: _check_claim([person], access), [note], access, at)
    log.write([note], access=access, at=at)
    keyrings.lock(person=person, clauses=clauses, hold=state, at=at)


def erase(slots: Collection[Slot], *, access: Access, at: datetime) -> int:
    """Forgets keys, whatever they sealed and wherever copies lie; counts them. Raises Refused, LogUnavailable."""
    by_person: dict[uuid.UUID, set[str]] = defaultdict(set)
    for slot in slots:
        by_person[slot.person].add(slot.clause)
    notes = [
        Note(person, "erase", {clause: sorted(registry.clause(clause).about) for clause in sorted(clauses)})
        for person, clauses in by_person.items()
    ]
    _guard(lambda: _check_claim(by_person.keys(), access), notes, access, at)
    log.write(notes, access=access, at=at)
    return keyrings.shred(slots, at=at)


def _open(records: Sequence[R], *, access: Access, at: datetime, verb: str, to: str) -> list[Opened[R]]:
    if not records:
        return []
    notes = _notes(records, verb=verb, to=to)
    purpose = _guard(lambda: _check_use(records, access), notes, access, at)
    slots = [log.slot_of(note.person, at) for note in notes]
    ring = keyrings.fetch(ids=opening.key_ids(records), slots=slots)
    clauses = {record.clause for record in records}
    for clause in clauses:
        holds = {ring.by_slot[r.slot].hold for r in records if r.clause == clause and r.slot in ring.by_slot}
        for state in holds - {""}:
            _guard_hold(state, purpose, clause, notes, access, at)
    log.write(notes, access=access, at=at, ring=ring)
    return [opening.opened(record, ring) for record in records]


def _guard_hold(state: str, purpose: Any, clause: str, notes: Sequence[Note], access: Access, at: datetime) -> None:
    _guard(lambda: checks.check_hold(state, purpose, registry.clause(clause)), notes, access, at)


def _notes(records: Sequence[PersonalRecord], *, verb: str, to: str) -> list[Note]:
    """One note per person, naming every clause and category touched."""
    opened: dict[uuid.UUID, dict[str, list[str]]] = defaultdict(dict)
    counts: dict[uuid.UUID, int] = defaultdict(int)
    for record in records:
        opened[record.person_id].setdefault(record.clause, categories_of(type(record)))
        counts[record.person_id] += 1
    return [Note(person, verb, clauses, rows=counts[person], to=to) for person, clauses in opened.items()]


def _check_use(records: Sequence[PersonalRecord], access: Access) -> Any:
    persons = {record.person_id for record in records}
    purpose = None
    for clause in {record.clause for record in records}:
        purpose = checks.check_purpose(registry.clause(clause), access)
    checks.check_reach(persons, access)
    if purpose is not None:
        checks.check_consent(persons, purpose)
    return purpose


def _check_collection(
    model: type[PersonalRecord], person: uuid.UUID, source: str, values: Mapping[str, object], access: Access
) -> None:
    clause = registry.clause(model.clause)
    checks.check_purpose(clause, access)
    checks.check_reach([person], access) if access.actor.id else None
    if source not in clause.sources:
        raise PurposeNotAllowed(f"{clause.key} is not collected from {source!r}", clause=clause.number)
    if clause.consent:
        purpose = registry.policy().purposes[clause.consent]
        checks.check_consent([person], purpose)
    columns = sealed_columns(model)
    missing = {name for name, column in columns.items() if not column.null} - values.keys()
    if missing or values.keys() - columns.keys():
        raise Incomplete(f"{model._meta.label} needs exactly its sealed columns; missing {sorted(missing)}")


def _check_recipient(to: str, access: Access) -> None:
    recipient = registry.policy().recipients.get(to)
    if recipient is None or not recipient.outside or access.purpose not in recipient.purposes:
        raise PurposeNotAllowed(f"{access.purpose} is not disclosed to {to!r}", clause="5.1")


def _check_books(people: Collection[uuid.UUID], clauses: Collection[str], access: Access) -> None:
    for clause in clauses:
        checks.check_purpose(registry.clause(clause), access)
    checks.check_reach(people, access)


def _check_claim(people: Collection[uuid.UUID], access: Access) -> None:
    checks.check_reach(people, access)
    if not registry.may_claim(access.actor.role, access.purpose):
        raise PurposeNotAllowed(f"the role {access.actor.role} may not claim {access.purpose}", clause="5.3")


def _guard(check: Any, notes: Sequence[Note], access: Access, at: datetime) -> Any:
    """Runs a check; a refusal is recorded for each person it concerned, then raised."""
    try:
        return check()
    except Refused as refusal:
        refused = [Note(n.person, n.verb, n.opened, n.rows, refusal.clause, n.to) for n in notes]
        log.write(refused, access=access, at=at)
        raise


def _write_beside(notes: Sequence[Note], *, access: Access, at: datetime, ring: Ring) -> None:
    """Writes log rows in the caller's transaction, where nothing is released before the commit."""
    rows = log.rows(notes, access=access, at=at, ring=ring)
    with connections["default"].cursor() as cursor:
        cursor.execute(log.INSERT, rows)


