"""Data keys by person, clause and period: made, fetched in one query, locked and shredded."""

from __future__ import annotations

import os
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connections

from kindr.base.ids import new_id
from kindr.privacy.vault import sealing
from kindr.privacy.vault.ports import EpochDestroyed, RootKeys
from kindr.privacy.vault.sealing import DataCipher, TamperedSeal

KEYS = "keys"
COLUMNS = "id, person_id, clause, period, generation, epoch, wrapped, commitment, hold"


@dataclass(frozen=True)
class Slot:
    """What one key covers."""

    person: uuid.UUID
    clause: str
    period: str


CLOSED = "*"
"""The clause and period of the tombstone that closes a person."""


class PersonClosed(Exception):
    """The person was erased: no key is made for them any more, but for evidence that a law asks for."""


_roots: list[RootKeys] = []
_wrap_ciphers: dict[int, AESGCM] = {}


def adopt_roots(roots: RootKeys) -> None:
    """Tells the vault where its root keys come from; called by the wiring."""
    _roots[:] = [roots]
    _wrap_ciphers.clear()


def roots() -> RootKeys:
    """The adopted root keys."""
    if not _roots:
        raise LookupError("kindr.web.wiring has not bound the root keys yet")
    return _roots[0]


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
        cipher = _unwrap(row)
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
        found.update(_make(generations, at=at))
    return found


def renew(slot: Slot, *, at: datetime) -> DataCipher:
    """The next generation of a slot, beside the living one, so that what stays can be sealed again."""
    made = _make({slot: newest_generation(slot) + 1}, at=at)
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


def lock(*, person: uuid.UUID, clauses: Collection[str], hold: str) -> None:
    """Puts a hold on the keys of some clauses of a person."""
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
    """Deletes keys and leaves their tombstones, in one statement; doing it twice changes nothing. Counts keys gone.

    `below` spares generations from that number on: those that the rest was sealed with again.
    """
    if not slots:
        return 0
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "WITH asked(person_id, clause, period) AS (SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[])),"
            " gone AS (DELETE FROM vault_datakey k USING asked a WHERE k.person_id = a.person_id"
            " AND k.clause = a.clause AND k.period = a.period AND k.generation < %s"
            " RETURNING k.person_id, k.clause, k.period, k.generation)"
            " INSERT INTO vault_tombstone (id, person_id, clause, period, generation, shredded_at)"
            " SELECT gen_random_uuid(), person_id, clause, period, generation, %s FROM gone"
            " ON CONFLICT DO NOTHING",
            [*_columns(slots), below or 2**31 - 1, at],
        )
        return cursor.rowcount


def close(person: uuid.UUID, *, at: datetime) -> None:
    """Closes a person: from here on no key is made for them but for evidence; doing it twice changes nothing."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault_tombstone (id, person_id, clause, period, generation, shredded_at)"
            " VALUES (%s, %s, %s, %s, 0, %s) ON CONFLICT DO NOTHING",
            [new_id(), person, CLOSED, CLOSED, at],
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


def _make(generations: Mapping[Slot, int], *, at: datetime) -> dict[Slot, DataCipher]:
    """Inserts keys one by one: two writers may race, and whoever loses takes the winner's key."""
    epoch = roots().current_epoch()
    with connections[KEYS].cursor() as cursor:
        for slot, generation in generations.items():
            key, secret = new_id(), os.urandom(sealing.KEY_BYTES)
            wrapped = _wrap(epoch, secret, _wrap_place(key, slot, generation))
            cursor.execute(
                "INSERT INTO vault_datakey (id, person_id, clause, period, generation, epoch, wrapped, commitment,"
                " hold, made_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, '', %s) ON CONFLICT DO NOTHING",
                [key, slot.person, slot.clause, slot.period, generation, epoch, wrapped,
                 sealing.commitment(secret), at],
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


def _wrap(epoch: int, secret: bytes, place: bytes) -> bytes:
    nonce = os.urandom(sealing.NONCE_BYTES)
    return nonce + _wrap_cipher(epoch).encrypt(nonce, secret, place)


def _unwrap(row: tuple[object, ...]) -> DataCipher | None:
    """The cipher of a row, or None when its epoch's root key was destroyed; raises TamperedSeal."""
    key, person, clause, period, generation, epoch, wrapped, promised, hold = row
    slot = Slot(person, clause, period)  # type: ignore[arg-type]  # the row's columns have these types in the table
    try:
        cipher = _wrap_cipher(epoch)  # type: ignore[arg-type]  # integer column
    except EpochDestroyed:
        return None
    body = bytes(wrapped)  # type: ignore[call-overload]  # bytea column
    try:
        secret = cipher.decrypt(body[:12], body[12:], _wrap_place(key, slot, generation))  # type: ignore[arg-type]
    except InvalidTag:
        raise TamperedSeal("a wrapped key was changed or moved") from None
    if sealing.commitment(secret) != bytes(promised):  # type: ignore[call-overload]  # bytea column
        raise TamperedSeal("a key does not match its commitment")
    return DataCipher(key, secret, hold)  # type: ignore[arg-type]  # uuid and text columns


def _wrap_place(key: uuid.UUID, slot: Slot, generation: int) -> bytes:
    return sealing.encode(
        b"kindr/key/v1", key.bytes, slot.person.bytes, slot.clause.encode(), slot.period.encode(),
        str(generation).encode(),
    )


def _wrap_cipher(epoch: int) -> AESGCM:
    if epoch not in _wrap_ciphers:
        _wrap_ciphers[epoch] = AESGCM(sealing.derive(roots().root(epoch), "kindr/wrap/v1"))
    return _wrap_ciphers[epoch]
