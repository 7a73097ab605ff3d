"""A new root key: every data key is wrapped again while the shop goes on serving, then the old root is destroyed.

This is what makes forgetting final without trusting disks: whatever old copy of the key table lies in a backup, a
write-ahead log or a freed block, it was wrapped under a root that exists no more.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections

from kindr.privacy.vault import wrapping
from kindr.privacy.vault.keyrings import EPOCHS_LOCK
from kindr.privacy.vault.wrapping import COLUMNS, KEYS, roots

BATCH = 500
NEXT = (
    f"SELECT {COLUMNS} FROM vault_datakey"  # noqa: S608  # names of columns
    " WHERE epoch = ANY(%s) AND id > %s ORDER BY id LIMIT %s"
)
# A key that was shredded meanwhile is not there to be updated, and one that was wrapped again meanwhile is left alone.
# Whoever retires the epoch takes this lock alone: nothing is wrapped under an epoch that is about to be destroyed.
UPDATE = (
    "SELECT pg_advisory_xact_lock_shared(%s);"
    "UPDATE vault_datakey k SET wrapped = m.wrapped, epoch = %s"
    " FROM unnest(%s::uuid[], %s::int[], %s::bytea[]) AS m(id, epoch, wrapped)"
    " WHERE k.id = m.id AND k.epoch = m.epoch"
    " AND NOT EXISTS (SELECT 1 FROM vault_retiredepoch WHERE epoch = %s)"
)
# Makers of keys share this lock; once it was held alone, no key is made under the retired epoch any more.
RETIRE = (
    "SELECT pg_advisory_xact_lock(%s);"
    "INSERT INTO vault_retiredepoch (epoch, retired_at) VALUES (%s, %s) ON CONFLICT DO NOTHING"
)
FIRST = uuid.UUID(int=0)

Told = Callable[[int], object]
"""Is told how many keys were wrapped again, after each batch."""


class KeysLeftBehind(Exception):
    """Some keys are still wrapped under the epoch, so its root is kept."""


@dataclass(frozen=True)
class Epoch:
    """One root key: its number, how many keys are wrapped under it, and whether it still exists."""

    number: int
    keys: int
    is_current: bool
    is_destroyed: bool


def turn(*, at: datetime, told: Told = int) -> int:
    """Starts an epoch, wraps every key under it and destroys the roots of all earlier ones; gives the new number.

    Interrupted at any point, it can be run again. Raises KeysLeftBehind, and then no root was destroyed.
    """
    epoch = roots().start_epoch()
    rewrap(epoch, told=told)
    retire_earlier(at=at)
    return epoch


def rewrap(to_epoch: int, *, told: Told = int) -> int:
    """Wraps every key of a living earlier epoch under this one, a batch at a time; counts the keys."""
    done, last, epochs = 0, FIRST, _living_epochs(before=to_epoch)
    while rows := _batch(epochs, after=last):
        done += _wrap_again(rows, to_epoch)
        last = uuid.UUID(bytes=rows[-1][0])
        told(done)
    return done


def retire_earlier(*, at: datetime) -> list[int]:
    """Retires every epoch before the current one whose root is still there; gives their numbers."""
    earlier = _earlier(roots().current_epoch())
    for epoch in earlier:
        retire(epoch, at=at)
    return earlier


def retire(epoch: int, *, at: datetime) -> None:
    """Forbids new keys under an epoch, wraps what is left of it, and destroys its root; raises KeysLeftBehind."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(RETIRE, [EPOCHS_LOCK, epoch, at])
    rewrap(roots().current_epoch())
    with connections[KEYS].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vault_datakey WHERE epoch = %s", [epoch])
        left = cursor.fetchone()[0]
    if left and not wrapping.is_destroyed(epoch):
        raise KeysLeftBehind(f"{left} keys are still wrapped under epoch {epoch}")
    roots().destroy_epoch(epoch)


def epochs() -> list[Epoch]:
    """Every epoch there ever was, oldest first."""
    current = roots().current_epoch()
    with connections[KEYS].cursor() as cursor:
        cursor.execute("SELECT epoch, count(*) FROM vault_datakey GROUP BY 1")
        counts = dict(cursor.fetchall())
    return [
        Epoch(number, counts.get(number, 0), number == current, wrapping.is_destroyed(number))
        for number in range(1, current + 1)
    ]


def _earlier(epoch: int) -> list[int]:
    """Earlier epochs whose root is still there, whether or not a key is wrapped under them."""
    return [number for number in range(1, epoch) if not wrapping.is_destroyed(number)]


def _living_epochs(*, before: int) -> list[int]:
    """Earlier epochs in use whose root is still there; what lies under a destroyed one is forgotten already."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute("SELECT DISTINCT epoch FROM vault_datakey WHERE epoch < %s", [before])
        return [epoch for (epoch,) in cursor.fetchall() if not wrapping.is_destroyed(epoch)]


def _batch(epochs: list[int], *, after: uuid.UUID) -> list[tuple[Any, ...]]:
    with connections[KEYS].cursor() as cursor:
        cursor.execute(NEXT, [epochs, after, BATCH])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _wrap_again(rows: list[tuple[Any, ...]], to_epoch: int) -> int:
    ids, epochs, wrapped, ciphers = [], [], [], {}  # type: ignore[var-annotated]
    for row in rows:
        key, person, clause, period, generation, epoch = row[:6]
        slot = wrapping.Slot(uuid.UUID(bytes=person), clause, period)
        place = wrapping.place_of(uuid.UUID(bytes=key), slot, generation)
        cipher = wrapping.unwrap(row, ciphers)
        if cipher is not None:
            ids.append(key.hex())
            epochs.append(epoch)
            wrapped.append(wrapping.wrap(to_epoch, cipher.secret, place))
    with connections[KEYS].cursor() as cursor:
        cursor.execute(UPDATE, [EPOCHS_LOCK, to_epoch, wrapping.array(ids), epochs, wrapped, to_epoch])
        cursor.nextset()
        return int(cursor.rowcount)
