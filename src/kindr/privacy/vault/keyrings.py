"""Data keys by person, clause and period: made, fetched in one query, locked and shredded.

Whatever is locked, shredded or closed is written to the shred journal first, so that no restore brings it back.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import connections

from kindr.base.ids import new_id
from kindr.privacy.vault import sealing, wrapping
from kindr.privacy.vault.ports import Forgetting, ShredJournal
from kindr.privacy.vault.sealing import DataCipher
from kindr.privacy.vault.wrapping import Slot, adopt_roots, roots

KEYS = "keys"
COLUMNS = "id, person_id, clause, period, generation, epoch, wrapped, commitment, hold"
CLOSED = "*"
"""The clause and period of the tombstone that closes a person."""

__all__ = [
    "CLOSED", "PersonClosed", "Ring", "Slot", "adopt_journal", "adopt_roots", "close", "fetch", "for_writing",
    "is_closed", "journal", "living_slots", "lock", "newest_generation", "renew", "roots", "shred",
]


class PersonClosed(Exception):
    """The person was erased: no key is made for them any more, but for evidence that a law asks for."""


MAKE_KEY = (
    "WITH closed AS (SELECT EXISTS (SELECT 1 FROM vault_tombstone WHERE person_id = %s AND clause = '*') AS is_so),"
    " older AS (SELECT hold FROM vault_datakey WHERE person_id = %s AND clause = %s AND period = %s"
    " ORDER BY generation DESC LIMIT 1)"
    " INSERT INTO vault_datakey (id, person_id, clause, period, generation, epoch, wrapped, commitment, hold, made_at)"
    " SELECT %s::uuid, %s::uuid, %s, %s, %s::int, %s::int, %s::bytea, %s::bytea,"
    " coalesce((SELECT hold FROM older), CASE WHEN is_so THEN 'locked' ELSE '' END), %s::timestamptz"
    " FROM closed WHERE %s OR NOT is_so ON CONFLICT DO NOTHING"
)

_journals: list[ShredJournal] = []


def adopt_journal(journal: ShredJournal) -> None:
    """Tells the vault where forgetting is written down; called by the wiring."""
    _journals[:] = [journal]


def journal() -> ShredJournal:
    """The adopted shred journal."""
    if not _journals:
        raise LookupError("kindr.web.wiring has not bound the shred journal yet")
    return _journals[0]


class Ring:
    """The unwrapped keys of one request or task, found by key id and by slot."""

    def __init__(self, by_id: Mapping[uuid.UUID, DataCipher], by_slot: Mapping[Slot, DataCipher]) -> None:
        self.by_id = by_id
        self.by_slot = by_slot


def fetch(*, ids: Collection[uuid.UUID] = (), slots: Collection[Slot] = ()) -> Ring:
    """Every living key asked for, in one query; a missing one is simply absent (forgotten).

    Where a slot has two generations, while the rest of it is being re-keyed, the newer one stands for the slot.
    """
    by_id: dict[uuid.UUID, DataCipher] = {}
    by_slot: dict[Slot, DataCipher] = {}
    for row in sorted(_rows_of(ids, slots), key=lambda row: row[4]):
        cipher = wrapping.unwrap(row)
        if cipher is not None:
            by_id[cipher.id] = cipher
            by_slot[Slot(row[1], row[2], row[3])] = cipher
    return Ring(by_id, by_slot)


def for_writing(
    slots: Collection[Slot], *, at: datetime, outliving: Collection[str] = ()
) -> dict[Slot, DataCipher]:
    """A key for each slot, made and committed where there is none; raises PersonClosed.

    Clauses named in `outliving` get a key even after the person was erased: the evidence that a law asks for.
    """
    found = dict(fetch(slots=slots).by_slot)
    missing = [slot for slot in slots if slot not in found]
    if missing:
        generations = _next_generations(missing, outliving=outliving)
        found.update(_make(generations, at=at, outliving=outliving))
    if any(slot not in found for slot in slots):
        raise PersonClosed("this person is being erased; nothing new is kept about them")
    return found


def renew(slot: Slot, *, at: datetime) -> DataCipher:
    """The next generation of a slot, beside the living one, so that what stays can be sealed again."""
    made = _make({slot: newest_generation(slot) + 1}, at=at, outliving=[slot.clause])
    return made[slot]


def newest_generation(slot: Slot) -> int:
    """The highest generation that a slot has or had; 0 when it never had a key."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(generation), 0) FROM (SELECT generation FROM vault_datakey WHERE person_id = %s"
            " AND clause = %s AND period = %s UNION ALL SELECT generation FROM vault_tombstone WHERE person_id = %s"
            " AND clause = %s AND period = %s) AS every",
            [slot.person, slot.clause, slot.period] * 2,
        )
        return int(cursor.fetchone()[0])


def lock(*, person: uuid.UUID, clauses: Collection[str], hold: str, at: datetime) -> None:
    """Puts a hold on the keys of some clauses of a person."""
    journal().append([Forgetting("hold", person, clause, CLOSED, 0, at, hold) for clause in sorted(clauses)])
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "UPDATE vault_datakey SET hold = %s WHERE person_id = %s AND clause = ANY(%s)",
            [hold, person, list(clauses)],
        )


def living_slots(person: uuid.UUID) -> list[Slot]:
    """The slots of a person that still have a key."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute("SELECT clause, period FROM vault_datakey WHERE person_id = %s", [person])
        return [Slot(person, clause, period) for clause, period in cursor.fetchall()]


def shred(slots: Collection[Slot], *, at: datetime, below: int | None = None) -> int:
    """Writes to the journal, then deletes keys and leaves their tombstones; doing it twice changes nothing.

    `below` spares generations from that number on: those that the rest was sealed with again. Counts the keys gone.
    Raises JournalUnavailable, and then no key has gone.
    """
    going = _living(slots, below=below or 2**31 - 1)
    if not going:
        return 0
    journal().append([
        Forgetting("shred", slot.person, slot.clause, slot.period, generation, at)
        for slot, generation in going.items()
    ])
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
        cursor.execute(
            "SELECT 1 FROM vault_tombstone WHERE person_id = %s AND clause = %s LIMIT 1", [person, CLOSED]
        )
        return cursor.fetchone() is not None


def replay(entries: Collection[Forgetting]) -> int:
    """Makes the key server forget what the journal says, after a restore; counts the keys that went again."""
    going: dict[Slot, int] = {}
    for entry in entries:
        if entry.verb == "hold":
            _hold_again(entry)
        else:
            slot = Slot(entry.person, entry.clause, entry.period)
            going[slot] = max(entry.generation, going.get(slot, 0))
    if not going:
        return 0
    at = max(entry.at for entry in entries)
    _entomb(going, at=at)
    return _delete(going, at=at)


def _hold_again(entry: Forgetting) -> None:
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "UPDATE vault_datakey SET hold = %s WHERE person_id = %s AND clause = %s AND made_at <= %s",
            [entry.note, entry.person, entry.clause, entry.at],
        )


def _living(slots: Collection[Slot], *, below: int) -> dict[Slot, int]:
    """The newest generation under `below` of each slot that still has a key."""
    if not slots:
        return {}
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT person_id, clause, period, max(generation) FROM vault_datakey"
            " JOIN unnest(%s::uuid[], %s::text[], %s::text[]) AS asked(person_id, clause, period)"
            " USING (person_id, clause, period) WHERE generation < %s GROUP BY 1, 2, 3",
            [*_columns(slots), below],
        )
        return {Slot(row[0], row[1], row[2]): int(row[3]) for row in cursor.fetchall()}


def _delete(going: Mapping[Slot, int], *, at: datetime) -> int:
    """Deletes every generation up to the given one and leaves the tombstones, in one statement; counts keys."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "WITH asked(person_id, clause, period, newest) AS"
            " (SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::int[])),"
            " gone AS (DELETE FROM vault_datakey k USING asked a WHERE k.person_id = a.person_id"
            " AND k.clause = a.clause AND k.period = a.period AND k.generation <= a.newest"
            " RETURNING k.person_id, k.clause, k.period, k.generation), tombs AS"
            " (INSERT INTO vault_tombstone (id, person_id, clause, period, generation, shredded_at)"
            " SELECT gen_random_uuid(), person_id, clause, period, generation, %s FROM gone ON CONFLICT DO NOTHING)"
            " SELECT count(*) FROM gone",
            [*_columns(going), list(going.values()), at],
        )
        return int(cursor.fetchone()[0])


def _entomb(going: Mapping[Slot, int], *, at: datetime) -> None:
    """Leaves tombstones, whether or not there was a key."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault_tombstone (id, person_id, clause, period, generation, shredded_at)"
            " SELECT gen_random_uuid(), person_id, clause, period, generation, %s"
            " FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::int[])"
            " AS asked(person_id, clause, period, generation) ON CONFLICT DO NOTHING",
            [at, *_columns(going), list(going.values())],
        )


def _rows_of(ids: Collection[uuid.UUID], slots: Collection[Slot]) -> list[tuple[object, ...]]:
    if not ids and not slots:
        return []
    by_id = f"SELECT {COLUMNS} FROM vault_datakey WHERE id = ANY(%s)"
    by_slot = (
        f"SELECT {COLUMNS} FROM vault_datakey JOIN unnest(%s::uuid[], %s::text[], %s::text[])"
        " AS asked(person_id, clause, period) USING (person_id, clause, period)"
    )
    with connections[KEYS].cursor() as cursor:
        if not slots:
            cursor.execute(by_id, [list(ids)])
        elif not ids:
            cursor.execute(by_slot, _columns(slots))
        else:
            cursor.execute(f"{by_id} UNION ALL {by_slot}", [list(ids), *_columns(slots)])
        rows: list[tuple[object, ...]] = cursor.fetchall()
        return rows


def _columns(slots: Collection[Slot]) -> list[list[object]]:
    return [[s.person for s in slots], [s.clause for s in slots], [s.period for s in slots]]


def _make(
    generations: Mapping[Slot, int], *, at: datetime, outliving: Collection[str]
) -> dict[Slot, DataCipher]:
    """Inserts keys one by one: two writers may race, and whoever loses takes the winner's key.

    A slot's next generation inherits its hold, and what is made for a closed person is locked from the start.
    """
    epoch = roots().current_epoch()
    with connections[KEYS].cursor() as cursor:
        for slot, generation in generations.items():
            key, secret = new_id(), os.urandom(sealing.KEY_BYTES)
            wrapped = wrapping.wrap(epoch, secret, wrapping.place_of(key, slot, generation))
            whose = [slot.person, slot.clause, slot.period]
            cursor.execute(
                MAKE_KEY,
                [slot.person, *whose, key, *whose, generation, epoch, wrapped, sealing.commitment(secret), at,
                 slot.clause in outliving],
            )
    return dict(fetch(slots=list(generations)).by_slot)


def _next_generations(slots: Collection[Slot], *, outliving: Collection[str]) -> dict[Slot, int]:
    """The generation that a new key of each slot gets; raises PersonClosed."""
    people = list({slot.person for slot in slots})
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT person_id, clause, period, max(generation) FROM vault_tombstone"
            " WHERE person_id = ANY(%s) GROUP BY 1, 2, 3",
            [people],
        )
        shredded = {Slot(row[0], row[1], row[2]): int(row[3]) for row in cursor.fetchall()}
    for slot in slots:
        if Slot(slot.person, CLOSED, CLOSED) in shredded and slot.clause not in outliving:
            raise PersonClosed("this person was erased; nothing new is kept about them")
    return {slot: shredded.get(slot, 0) + 1 for slot in slots}
