"""Data keys by person, clause and period: made, and fetched in one query. Forgetting them is in `forgetting`."""

from __future__ import annotations

import os
import uuid
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import connections

from kindr.base.ids import new_id
from kindr.privacy.vault import asking, sealing, wrapping
from kindr.privacy.vault.forgetting import (
    CLOSED,
    LIVING,
    NEWEST,
    adopt_journal,
    close,
    is_closed,
    journal,
    lock,
    restricted_clauses,
    shred,
)
from kindr.privacy.vault.ports import EpochDestroyed
from kindr.privacy.vault.rings import Ring, raw, ring_of
from kindr.privacy.vault.sealing import DataCipher
from kindr.privacy.vault.wrapping import COLUMNS, KEYS, Slot, adopt_roots, array, columns, roots

BY_ID = f"SELECT {COLUMNS} FROM vault_datakey WHERE id = ANY(%s::uuid[])"  # noqa: S608  # names of columns
BY_SLOT = (
    f"SELECT {COLUMNS} FROM vault_datakey"  # noqa: S608  # names of columns
    " JOIN unnest(%s::uuid[], %s::text[], %s::text[]) AS asked(person_id, clause, period)"
    " USING (person_id, clause, period)"
)
MOST_KINDS = 6
"""With at most so many pairs of clause and period, people are looked up in the index and the pairs are filtered."""

__all__ = [
    "CLOSED",
    "KEYS",
    "PersonClosed",
    "Ring",
    "Slot",
    "adopt_journal",
    "adopt_roots",
    "close",
    "fetch",
    "fetch_to_shred",
    "for_writing",
    "fresh",
    "is_closed",
    "journal",
    "living_slots",
    "lock",
    "newest_generation",
    "newest_id",
    "renew",
    "restricted_clauses",
    "roots",
    "shred",
]


EPOCHS_LOCK = 0x4B696E6472
"""The advisory lock that makers of keys share and the retiring of an epoch takes alone."""

# Several statements in one round trip are one transaction, and each sees what was committed while it waited for the
# lock: no key is made for somebody who was closed meanwhile, nor under an epoch that was retired meanwhile.
MAKE_KEYS = (
    "SELECT pg_advisory_xact_lock_shared(%s);"
    "SELECT pg_advisory_xact_lock_shared(hashtextextended(person::text, 0))"
    " FROM (SELECT DISTINCT person FROM unnest(%s::uuid[]) AS person ORDER BY 1) AS people;"
    "INSERT INTO vault_datakey (id, person_id, clause, period, generation, epoch, wrapped, commitment, hold, made_at)"
    " SELECT m.id, m.person_id, m.clause, m.period, m.generation, %s, m.wrapped, m.commitment,"
    " coalesce((SELECT hold FROM vault_datakey k WHERE (k.person_id, k.clause, k.period)"
    " = (m.person_id, m.clause, m.period) ORDER BY k.generation DESC LIMIT 1),"
    " CASE WHEN closed.is_so THEN 'locked' WHEN EXISTS (SELECT 1 FROM vault_restriction r"
    " WHERE (r.person_id, r.clause) = (m.person_id, m.clause)) THEN 'restricted' ELSE '' END), %s"
    " FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::int[], %s::bytea[], %s::bytea[], %s::bool[])"
    " AS m(id, person_id, clause, period, generation, wrapped, commitment, outlives),"
    " LATERAL (SELECT EXISTS (SELECT 1 FROM vault_tombstone t WHERE t.person_id = m.person_id AND t.clause = '*')"
    " AS is_so) AS closed"
    " WHERE (m.outlives OR NOT closed.is_so)"
    " AND NOT EXISTS (SELECT 1 FROM vault_retiredepoch WHERE epoch = %s)"
    " AND NOT EXISTS (SELECT 1 FROM vault_tombstone t WHERE (t.person_id, t.clause, t.period)"
    " = (m.person_id, m.clause, m.period) AND t.generation >= m.generation)"
    " ON CONFLICT DO NOTHING"
)
TRIES = 4


class PersonClosed(Exception):
    """The person was erased: no key is made for them any more, but for evidence that a law asks for."""


def fetch(*, ids: Collection[uuid.UUID | bytes] = (), slots: Collection[Slot] = ()) -> Ring:
    """Every living key asked for, in one query; a missing one is simply absent (forgotten).

    Where a slot has two generations, while the rest of it is being re-keyed, the newer one stands for the slot.
    """
    return ring_of(_rows_of(ids, slots), slots, read_again=_rows_of)


def fetch_to_shred(slots: Collection[Slot], *, beside: Collection[Slot]) -> tuple[Ring, dict[Slot, int]]:
    """The keys `beside`, opened, and the newest generation of each slot that is to go; in one round trip."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(f"{BY_SLOT};{LIVING}", [*columns(beside), *columns(slots), NEWEST])
        rows = cursor.fetchall()
        cursor.nextset()
        going = {Slot(row[0], row[1], row[2]): int(row[3]) for row in cursor.fetchall()}
    return ring_of(rows, beside, read_again=_rows_of), going


def for_writing(
    slots: Collection[Slot], *, at: datetime, outliving: Collection[str] = (), new: Collection[Slot] = ()
) -> dict[Slot, DataCipher]:
    """A key for each slot, made and committed where there is none; raises PersonClosed.

    Clauses named in `outliving` get a key even after the person was erased: the evidence that a law asks for.
    Those `new` are made without a look whether there is one, because their row is only coming.
    """
    found = dict[Slot, DataCipher]()
    with suppress(EpochDestroyed):
        found |= _make(dict.fromkeys(new, 1), slots, at=at, outliving=outliving) if new else fetch(slots=slots).by_slot
    for attempt in range(TRIES):
        missing = [slot for slot in slots if slot not in found]
        if not missing:
            return found
        generations = _next_generations(missing, outliving=outliving) if attempt else dict.fromkeys(missing, 1)
        with suppress(EpochDestroyed):  # a whole turn of the root passed between two lines: try under the new one
            found.update(_make(generations, missing, at=at, outliving=outliving))
    raise PersonClosed("this person is being erased; nothing new is kept about them")


def renew(slot: Slot, *, at: datetime) -> DataCipher:
    """The next generation of a slot, beside the living one, so that what stays can be sealed again."""
    made = _make({slot: newest_generation(slot) + 1}, [slot], at=at, outliving=[slot.clause])
    return made[slot]


def newest_id(slot: Slot) -> uuid.UUID | None:
    """The id of the key that stands for a slot now; None when there is none. Nothing is unwrapped."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT id FROM vault_datakey WHERE person_id = %s AND clause = %s AND period = %s"
            " ORDER BY generation DESC LIMIT 1",
            [slot.person, slot.clause, slot.period],
        )
        found = cursor.fetchone()
        return found[0] if found else None


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


def living_slots(person: uuid.UUID) -> list[Slot]:
    """The slots of a person that still have a key."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute("SELECT clause, period FROM vault_datakey WHERE person_id = %s", [person])
        return [Slot(person, clause, period) for clause, period in cursor.fetchall()]


def _rows_of(ids: Collection[uuid.UUID | bytes], slots: Collection[Slot]) -> list[tuple[Any, ...]]:
    if not ids and not slots:
        return []
    raw_ids = {id if isinstance(id, bytes) else id.bytes for id in ids}
    named = array(id.hex() for id in raw_ids)
    kinds = sorted({(slot.clause, slot.period) for slot in slots})
    if not slots:
        question, values = BY_ID, [named]
    elif len(kinds) > MOST_KINDS:
        question, values = f"{BY_ID} UNION ALL {BY_SLOT}", [named, *columns(slots)]
    else:
        marks = ", ".join(["(%s, %s)"] * len(kinds))
        question = f"{BY_ID} OR (person_id = ANY(%s::uuid[]) AND (clause, period) IN ({marks}))"
        people = array({slot.person.hex for slot in slots})
        values = [named, people, *(part for kind in kinds for part in kind)]
    rows = asking.rows(question, values, server=KEYS)
    if len(kinds) < 2:
        return rows
    asked = {raw(slot) for slot in slots}
    return [row for row in rows if row[0] in raw_ids or row[1:4] in asked]


def _make(
    generations: Mapping[Slot, int], slots: Collection[Slot], *, at: datetime, outliving: Collection[str]
) -> dict[Slot, DataCipher]:
    """The keys that stand for slots after trying to make some: of two writers that race, one makes the key.

    A slot's next generation inherits its hold; what is made for a closed person is locked from the start, and what is
    made under a clause that a person has restricted is restricted.
    """
    epoch = roots().current_epoch()
    rows = [(*fresh(slot, number, epoch)[2], slot.clause in outliving) for slot, number in generations.items()]
    made = [list(column) for column in zip(*rows, strict=True)]
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            f"{MAKE_KEYS};{BY_SLOT}",
            [EPOCHS_LOCK, [slot.person for slot in generations], epoch, at, *made, epoch, *columns(slots)],
        )
        while cursor.nextset():
            pass
        rows = cursor.fetchall()
    return dict(ring_of(rows, slots, read_again=_rows_of).by_slot)


def fresh(slot: Slot, generation: int, epoch: int) -> tuple[uuid.UUID, bytes, tuple[object, ...]]:
    """A new random key: its id, itself, and its columns (id, slot, generation, wrapped key and commitment)."""
    key, secret = new_id(), os.urandom(sealing.KEY_BYTES)
    wrapped = wrapping.wrap(epoch, secret, wrapping.place_of(key, slot, generation))
    row = key, slot.person, slot.clause, slot.period, generation, wrapped, sealing.expand(secret)[1]
    return key, secret, row


def _next_generations(slots: Collection[Slot], *, outliving: Collection[str]) -> dict[Slot, int]:
    """The generation that a new key of each slot gets, after shredded and unopenable ones; raises PersonClosed."""
    people = list({slot.person for slot in slots})
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT person_id, clause, period, max(generation) FROM"
            " (SELECT person_id, clause, period, generation FROM vault_tombstone WHERE person_id = ANY(%s)"
            " UNION ALL SELECT person_id, clause, period, generation FROM vault_datakey WHERE person_id = ANY(%s))"
            " AS every GROUP BY 1, 2, 3",
            [people, people],
        )
        newest = {Slot(row[0], row[1], row[2]): int(row[3]) for row in cursor.fetchall()}
    for slot in slots:
        if Slot(slot.person, CLOSED, CLOSED) in newest and slot.clause not in outliving:
            raise PersonClosed("this person was erased; nothing new is kept about them")
    return {slot: newest.get(slot, 0) + 1 for slot in slots}
