"""START HERE: the gates through which personal data passes. Each has three beats: check, record, do (policy 5.3).

`collect` takes in, `read` and `read_many` open, `disclose` opens for an outside party, `correct` changes,
`expire` forgets one record, `hold` and `lock` restrict, `erase` forgets keys, `read_held` opens what a hold keeps;
`collect_file`, `read_file` and `expire_file` do the same for pictures and recordings; `advise` notes who is shown what
was only drawn from values. No gate has an off-switch.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from kindr.base.ids import new_id
from kindr.privacy import counted, registry
from kindr.privacy.access import checks, log, notes, using
from kindr.privacy.access.log import Note
from kindr.privacy.access.notes import Incomplete
from kindr.privacy.access.terms import Access, Restricted
from kindr.privacy.access.using import Use
from kindr.privacy.advice_gate import advise
from kindr.privacy.file_gates import FileTerms, collect_file, expire_file, read_file
from kindr.privacy.forgetting_gates import erase, expire, expire_many
from kindr.privacy.held_gates import read_held, read_held_events, read_held_lines
from kindr.privacy.terms import Period, Purpose
from kindr.privacy.vault import keyrings, opening, rekeying, slot_locks
from kindr.privacy.vault.keyrings import Ring, Slot
from kindr.privacy.vault.models import Hold
from kindr.privacy.vault.opening import Disclosed, DisclosedRecord, Forgotten, Opened
from kindr.privacy.vault.records import PersonalRecord, categories_of, sealed_columns

R = TypeVar("R", bound=PersonalRecord)

__all__ = [
    "Disclosed",
    "DisclosedRecord",
    "FileTerms",
    "Forgotten",
    "Incomplete",
    "Opened",
    "advise",
    "collect",
    "collect_file",
    "correct",
    "disclose",
    "erase",
    "expire",
    "expire_file",
    "expire_many",
    "hold",
    "lock",
    "open_books",
    "read",
    "read_file",
    "read_held",
    "read_held_events",
    "read_held_lines",
    "read_many",
    "read_usable",
]


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
    clause, row = registry.clause(model.clause), new_id()
    record = model(
        id=row,
        person_id=person,
        source=source,
        collected_at=at,
        covers=model.period_label(row=row, at=at),
        **(plain or {}),
    )
    noted = [Note(person, "collect", {clause.key: categories_of(model, values)})]
    purpose = notes.guard(
        lambda: notes.check_collection(clause, person, source, access, at=at), noted, access=access, at=at
    )
    notes.check_columns(model, values)
    outliving = [log.CLAUSE, *([clause.key] if clause.outlives_erasure else [])]
    new = [record.slot] if model.period is Period.RECORD else []
    keys = keyrings.for_writing([record.slot, log.slot_of(person, at)], at=at, outliving=outliving, new=new)
    key = keys[record.slot]
    notes.guard(lambda: checks.check_addition(key.hold, purpose, clause), noted, access=access, at=at)
    opening.seal_into(record, values, key)
    notes.save_beside(record, noted, access=access, at=at, ring=Ring({}, keys))
    rekeying.keep_up(record, values, key)
    return record


def read(record: R, *, access: Access, at: datetime) -> Opened[R]:
    """Opens one record; raises Refused, Forgotten, LogUnavailable."""
    return _remembered(read_many([record], access=access, at=at)[0])


def read_many(records: Sequence[R], *, access: Access, at: datetime) -> list[Opened[R]]:
    """Opens a page of records with one key query and one log insert; forgotten ones say so.

    The log rows are committed before anything is opened. Raises Refused and LogUnavailable.
    """
    return _open(records, notes.of_page(records, verb="read"), access=access, at=at)


def read_usable(records: Sequence[R], *, access: Access, at: datetime) -> list[Opened[R]]:
    """As `read_many`, without the records that a lock, a halt, an objection or a missing consent keeps from this.

    For pages of many: what one of them has paused, or the law has locked, must not keep anybody from the others.
    """
    if not records:
        return []
    use = using.claimed(records, notes.of_page(records, verb="read"), access=access, at=at)
    free = using.usable(records, use, is_own=notes.is_own(access), at=at)
    return _release(free, notes.of_page(free, verb="read"), use, access=access, at=at) if free else []


def disclose(record: R, *, access: Access, at: datetime, to: str) -> DisclosedRecord[R]:
    """Opens one record for an outside recipient that the policy names; raises Refused, Forgotten, LogUnavailable."""
    noted = notes.of_page([record], verb="disclose", to=to)
    notes.guard(lambda: notes.check_recipient(to, access), noted, access=access, at=at)
    return DisclosedRecord(_remembered(_open([record], noted, access=access, at=at)[0]), to)


def correct(record: R, *, access: Access, at: datetime, values: Mapping[str, object]) -> R:
    """Seals new values into some columns; the old ones are overwritten. Raises Refused, Forgotten, Incomplete."""
    model = type(record)
    unknown = values.keys() - sealed_columns(model).keys()
    if unknown:
        raise Incomplete(f"{model._meta.label} has no sealed columns {sorted(unknown)}")
    noted = [Note(record.person_id, "correct", {record.clause: categories_of(model, values)})]
    purpose = _check_use(noted, access=access, at=at)
    ring = keyrings.fetch(slots=[record.slot, log.slot_of(record.person_id, at)])
    key = ring.by_slot.get(record.slot)
    if key is None:
        raise Forgotten(f"{model._meta.label} {record.pk} is forgotten")
    notes.guard(lambda: _check_still_there(record, key.hold, purpose, access), noted, access=access, at=at)
    opening.seal_into(record, values, key)
    sealed = {name: getattr(record, name) for name in values}
    if not notes.update_beside(model, [record.pk], sealed, noted, access=access, at=at, ring=ring):
        raise Forgotten(f"{model._meta.label} {record.pk} is forgotten")
    rekeying.keep_up(record, values, key)
    return record


def _check_still_there(record: PersonalRecord, hold: str, purpose: Purpose, access: Access) -> None:
    """The key may be used on this record; raises Restricted, or Forgotten when it only seals others of its clause."""
    try:
        notes.check_holds({(record.clause, hold)}, purpose, access)
    except Restricted:
        if type(record)._base_manager.filter(pk=record.pk).exists():
            raise
        raise Forgotten(f"{type(record)._meta.label} {record.pk} is forgotten") from None


def open_books(people: Collection[uuid.UUID], *, clauses: Collection[str], access: Access, at: datetime) -> None:
    """Lets somebody read what the access log and the consent ledger say of people; raises Refused, LogUnavailable."""
    noted = [notes.about(person, "read", clauses) for person in people]
    notes.guard(lambda: notes.check_books(people, clauses, access, at=at), noted, access=access, at=at)
    log.write(noted, access=access, at=at)


def hold(*, person: uuid.UUID, clauses: Collection[str], state: Hold, access: Access, at: datetime) -> None:
    """Locks or restricts the keys of some clauses of a person, or opens them again; raises Refused."""
    noted = [notes.about(person, "restrict", clauses)]
    notes.guard(lambda: notes.check_claim([person], clauses, access, at=at), noted, access=access, at=at)
    log.write(noted, access=access, at=at)
    keyrings.lock(person=person, clauses=clauses, hold=state, at=at)


def lock(slots: Collection[Slot], *, access: Access, at: datetime) -> int:
    """Locks exactly these keys to what outlives the account, and counts those that were not; raises Refused."""
    open_still = slot_locks.not_locked(slots)
    if not open_still:
        return 0
    noted = notes.by_person(open_still, "restrict")
    notes.guard_claim(noted, slots, access=access, at=at)
    counted.take_out(open_still, access=access, at=at)
    log.write(noted, access=access, at=at)
    return slot_locks.lock(open_still, journal=keyrings.journal(), at=at)


def _open(records: Sequence[R], noted: Sequence[Note], *, access: Access, at: datetime) -> list[Opened[R]]:
    if not records:
        return []
    use = using.claimed(records, noted, access=access, at=at)
    using.check_wanted(use, noted, access=access, at=at)
    return _release(records, noted, use, access=access, at=at)


def _release(records: Sequence[R], noted: Sequence[Note], use: Use, *, access: Access, at: datetime) -> list[Opened[R]]:
    holds = opening.holds_on(records, use.ring)
    notes.guard(lambda: notes.check_holds(holds, use.purpose, access), noted, access=access, at=at)
    log.write(noted, access=access, at=at, ring=use.ring)
    return [opening.opened(record, use.ring) for record in records]


def _check_use(noted: Sequence[Note], *, access: Access, at: datetime) -> Purpose:
    return notes.guard(lambda: notes.check_use(noted, access, at=at), noted, access=access, at=at)


def _remembered(opened: Opened[R]) -> Opened[R]:
    if opened.is_forgotten:
        raise Forgotten(f"{opened.record._meta.label} {opened.record.pk} is forgotten")
    return opened
