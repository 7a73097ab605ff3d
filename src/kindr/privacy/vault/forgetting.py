"""What the key server forgets and holds back; it goes to the shred journal first, so that no restore undoes it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import connections

from kindr.privacy.vault import slot_locks
from kindr.privacy.vault.ports import Forgetting, ShredJournal
from kindr.privacy.vault.wrapping import KEYS, Slot, columns

CLOSED = "*"
"""The clause and period of the tombstone that closes a person."""

# Whoever forgets waits for the makers of keys that came before, and those that come after see the tombstone.
FORGET_FIRST = (
    "SELECT pg_advisory_xact_lock(hashtextextended(person::text, 0))"
    " FROM (SELECT DISTINCT person FROM unnest(%s::uuid[]) AS person ORDER BY 1) AS people;"
)

DELETE = FORGET_FIRST + (  # noqa: S608  # constants only
    "WITH asked(person_id, clause, period, newest) AS"
    " (SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::int[])),"
    " gone AS (DELETE FROM vault_datakey k USING asked a WHERE k.person_id = a.person_id"
    " AND k.clause = a.clause AND k.period = a.period AND k.generation <= a.newest"
    " RETURNING k.person_id, k.clause, k.period, k.generation), tombs AS"
    " (INSERT INTO vault_tombstone (id, person_id, clause, period, generation, shredded_at)"
    " SELECT gen_random_uuid(), person_id, clause, period, generation, %s FROM gone ON CONFLICT DO NOTHING)"
    " SELECT count(*) FROM gone"
)
ENTOMB = FORGET_FIRST + (  # noqa: S608  # constants only
    "INSERT INTO vault_tombstone (id, person_id, clause, period, generation, shredded_at)"
    " SELECT gen_random_uuid(), person_id, clause, period, generation, %s"
    " FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::int[])"
    " AS asked(person_id, clause, period, generation) ON CONFLICT DO NOTHING"
)

RESTRICT = (
    "INSERT INTO vault_restriction (id, person_id, clause, since)"
    " SELECT gen_random_uuid(), %s, clause, %s FROM unnest(%s::text[]) AS clause ON CONFLICT DO NOTHING;"
)
HOLD_KEYS = (
    "UPDATE vault_datakey SET hold = %s WHERE person_id = %s AND clause = ANY(%s) AND hold <> 'locked'"
    " AND (%s::timestamptz IS NULL OR made_at <= %s)"
)

LIVING = (
    "SELECT person_id, clause, period, max(generation) FROM vault_datakey"
    " JOIN unnest(%s::uuid[], %s::text[], %s::text[]) AS asked(person_id, clause, period)"
    " USING (person_id, clause, period) WHERE generation < %s GROUP BY 1, 2, 3"
)
NEWEST = 2**31 - 1
"""Above every generation."""

_journals: list[ShredJournal] = []


def adopt_journal(journal: ShredJournal) -> None:
    """Tells the vault where forgetting is written down; called by the wiring."""
    _journals[:] = [journal]


def journal() -> ShredJournal:
    """The adopted shred journal."""
    if not _journals:
        raise LookupError("kindr.web.wiring has not bound the shred journal yet")
    return _journals[0]


def lock(*, person: uuid.UUID, clauses: Collection[str], hold: str, at: datetime) -> None:
    """Puts a hold on clauses of a person, or lifts a restriction; what is locked stays locked.

    A restriction is a state of the person and the clause: keys that come later inherit it.
    """
    journal().append([Forgetting("hold", person, clause, CLOSED, 0, at, hold) for clause in sorted(clauses)])
    _hold(person, clauses, hold=hold, at=at)


def restricted_clauses(people: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, datetime]]:
    """The clauses that people have restricted, and since when."""
    found: dict[uuid.UUID, dict[str, datetime]] = {}
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT person_id, clause, since FROM vault_restriction WHERE person_id = ANY(%s) ORDER BY since",
            [list(people)],
        )
        for person, clause, since in cursor.fetchall():
            found.setdefault(person, {})[clause] = since
    return found


def _hold(
    person: uuid.UUID, clauses: Collection[str], *, hold: str, at: datetime, before: datetime | None = None
) -> None:
    """One transaction, behind whoever is making a key for the person: none of theirs slips past the hold."""
    named = sorted(clauses)
    statements: list[str] = [FORGET_FIRST]
    values: list[Any] = [[person]]
    if hold == "restricted":
        statements.append(RESTRICT)
        values += [person, at, named]
    elif hold == "":
        statements.append("DELETE FROM vault_restriction WHERE person_id = %s AND clause = ANY(%s);")
        values += [person, named]
    statements.append(HOLD_KEYS)
    values += [hold, person, named, before, before]
    with connections[KEYS].cursor() as cursor:
        cursor.execute("".join(statements), values)


def shred(
    slots: Collection[Slot],
    *,
    at: datetime,
    below: int | None = None,
    row: uuid.UUID | None = None,
    known: Mapping[Slot, int] | None = None,
) -> int:
    """Writes to the journal, then deletes keys and leaves their tombstones; doing it twice changes nothing.

    `below` spares generations from that number on: those that the rest was sealed with again, once `row` was taken
    out; the journal names the row, so that a restore takes out the same one. `known` is what `living` has said.
    Counts the keys gone.
    Raises JournalUnavailable, and then no key has gone.
    """
    going = living(slots, below=below or NEWEST) if known is None else known
    if not going:
        return 0
    journal().append(
        [
            Forgetting("shred", slot.person, slot.clause, slot.period, generation, at, str(row or ""))
            for slot, generation in going.items()
        ]
    )
    return _delete(going, at=at)


def close(person: uuid.UUID, *, at: datetime, case: str = "") -> None:
    """Closes a person: from here on no key is made for them but for evidence; doing it twice changes nothing.

    `case` is the id of the erasure that asks for it, for the journal.
    """
    if is_closed(person):
        return
    journal().append([Forgetting("close", person, CLOSED, CLOSED, 0, at, case)])
    _entomb({Slot(person, CLOSED, CLOSED): 0}, at=at)


def is_closed(person: uuid.UUID) -> bool:
    """True once the person was erased."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute("SELECT 1 FROM vault_tombstone WHERE person_id = %s AND clause = %s LIMIT 1", [person, CLOSED])
        return cursor.fetchone() is not None


def forget_again(slots: Mapping[Slot, int], *, at: datetime) -> int:
    """After a restore: keys up to a generation go, whether or not they have come back; counts those that had."""
    if not slots:
        return 0
    _entomb(slots, at=at)
    return _delete(slots, at=at)


def hold_again(entry: Forgetting) -> None:
    """After a restore: the keys that there were at that moment are held again, and a restriction is a state again."""
    if entry.period != CLOSED:
        slot_locks.lock_again(Slot(entry.person, entry.clause, entry.period), made_before=entry.at)
        return
    before = entry.at if entry.note == "locked" else None
    _hold(entry.person, [entry.clause], hold=entry.note, at=entry.at, before=before)


def living(slots: Collection[Slot], *, below: int) -> dict[Slot, int]:
    """The newest generation under `below` of each slot that still has a key."""
    if not slots:
        return {}
    with connections[KEYS].cursor() as cursor:
        cursor.execute(LIVING, [*columns(slots), below])
        return {Slot(row[0], row[1], row[2]): int(row[3]) for row in cursor.fetchall()}


def _delete(going: Mapping[Slot, int], *, at: datetime) -> int:
    """Deletes every generation up to the given one and leaves the tombstones, in one statement; counts keys."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            DELETE,
            [[slot.person for slot in going], *columns(going), list(going.values()), at],
        )
        cursor.nextset()
        return int(cursor.fetchone()[0])


def _entomb(going: Mapping[Slot, int], *, at: datetime) -> None:
    """Leaves tombstones, whether or not there was a key."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            ENTOMB,
            [[slot.person for slot in going], at, *columns(going), list(going.values())],
        )
