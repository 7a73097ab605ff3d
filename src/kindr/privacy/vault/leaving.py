"""Somebody leaves: what stays is locked, the person is closed and every other key shredded, in one transaction.

One journal entry of many lines before it, so that no restore undoes it; each part that is done already is left out.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections

from kindr.privacy.vault import forgetting
from kindr.privacy.vault.forgetting import CLOSED, DELETE, ENTOMB, FORGET_FIRST
from kindr.privacy.vault.ports import Forgetting
from kindr.privacy.vault.slot_locks import LOCK
from kindr.privacy.vault.wrapping import KEYS, Slot, columns

STANDS = (
    "SELECT person_id, clause, period, max(generation), bool_and(hold = 'locked') FROM vault_datakey"
    " WHERE person_id = ANY(%s) GROUP BY 1, 2, 3 UNION ALL"
    " SELECT person_id, clause, period, generation, true FROM vault_tombstone"
    " WHERE person_id = ANY(%s) AND clause = %s"
)
LOCK_CLAUSES = (
    "UPDATE vault_datakey k SET hold = 'locked' FROM unnest(%s::uuid[], %s::text[]) AS asked(person_id, clause)"
    " WHERE (k.person_id, k.clause) = (asked.person_id, asked.clause) AND k.hold <> 'locked'"
)
LIVING = "SELECT DISTINCT person_id, clause, period FROM vault_datakey WHERE person_id = ANY(%s)"


@dataclass(frozen=True)
class Leaving:
    """What is to become of the keys of some people."""

    people: frozenset[uuid.UUID]
    lock: Collection[tuple[uuid.UUID, str]]
    """Pairs of person and clause."""
    lock_slots: Collection[Slot]
    shred: Collection[Slot]
    case: str
    """The id of the erasure that asks for it, for the journal."""


@dataclass(frozen=True)
class Steps:
    """What is left to do of it."""

    people: frozenset[uuid.UUID]
    lock: tuple[tuple[uuid.UUID, str], ...]
    lock_slots: tuple[Slot, ...]
    close: tuple[uuid.UUID, ...]
    shred: dict[Slot, int]
    """Each with its newest generation."""
    case: str

    def __bool__(self) -> bool:
        return bool(self.lock or self.lock_slots or self.close or self.shred)


def what_is_left(leaving: Leaving) -> Steps:
    """What was not done before: all of it the first time, nothing when it is asked for again. One query."""
    people = list(leaving.people)
    with connections[KEYS].cursor() as cursor:
        cursor.execute(STANDS, [people, people, CLOSED])
        rows = cursor.fetchall()
    newest = {Slot(*row[:3]): int(row[3]) for row in rows}
    unlocked = {slot for slot, row in zip(newest, rows, strict=True) if not row[4]}
    open_still = {person for person in people if Slot(person, CLOSED, CLOSED) not in newest}
    clauses = {(slot.person, slot.clause) for slot in unlocked}
    # Until somebody is closed, a key of these clauses may still be made: that of the log is, by what is written next.
    lock = {pair for pair in leaving.lock if pair in clauses or pair[0] in open_still}
    return Steps(
        people=leaving.people,
        lock=tuple(sorted(lock, key=str)),
        lock_slots=tuple(sorted(unlocked & set(leaving.lock_slots), key=str)),
        close=tuple(sorted(open_still, key=str)),
        shred={slot: newest[slot] for slot in sorted(leaving.shred, key=str) if slot in newest},
        case=leaving.case,
    )


def leave(steps: Steps, *, at: datetime) -> tuple[int, list[Slot]]:
    """Writes to the journal, then does it; counts the keys that went, and names the slots that still have one.

    Raises JournalUnavailable, and then no key has gone.
    """
    forgetting.journal().append(_lines(steps, at))
    return _carry_out(steps, at=at)


def _lines(steps: Steps, at: datetime) -> list[Forgetting]:
    return [
        *(Forgetting("hold", person, clause, CLOSED, 0, at, "locked") for person, clause in steps.lock),
        *(Forgetting("close", person, CLOSED, CLOSED, 0, at, steps.case) for person in steps.close),
        *(Forgetting("hold", *slot, 0, at, "locked") for slot in steps.lock_slots),
        *(Forgetting("shred", *slot, generation, at, "") for slot, generation in steps.shred.items()),
    ]


def _carry_out(steps: Steps, *, at: datetime) -> tuple[int, list[Slot]]:
    """One round trip and one commit, behind whoever is making a key for these people: none slips past."""
    closing = [Slot(person, CLOSED, CLOSED) for person in steps.close]
    people, gone = list(steps.people), list(steps.shred)
    statements: list[tuple[str, list[Any]]] = [
        (FORGET_FIRST.rstrip(";"), [people]),
        (LOCK_CLAUSES, [[person for person, _clause in steps.lock], [clause for _person, clause in steps.lock]]),
        (LOCK, columns(steps.lock_slots)),
        (ENTOMB, [list(steps.close), at, *columns(closing), [0] * len(closing)]),
        (DELETE, [[slot.person for slot in gone], *columns(gone), list(steps.shred.values()), at]),
        (LIVING, [people]),
    ]
    with connections[KEYS].cursor() as cursor:
        cursor.execute(";".join(sql for sql, _values in statements), [one for _sql, some in statements for one in some])
        answers = [cursor.fetchall()]
        while cursor.nextset():
            answers.append(cursor.fetchall() if cursor.description else [])
    return int(answers[-2][0][0]), [Slot(*row) for row in answers[-1]]
