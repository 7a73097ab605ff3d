"""Many rows at once, streamed with PostgreSQL's COPY; and many new keys, for people whom this shop has never met."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connections, transaction
from psycopg import sql

from kindr.privacy.vault import keyrings
from kindr.privacy.vault.keyrings import EPOCHS_LOCK, KEYS
from kindr.privacy.vault.sealing import DataCipher
from kindr.privacy.vault.wrapping import Slot, array, is_destroyed, roots

KEY_COLUMNS = ("id", "person_id", "clause", "period", "generation", "wrapped", "commitment", "epoch", "hold", "made_at")


class NotNew(Exception):
    """Keys are copied for people only of whom the key server knows nothing; others go through `keyrings`."""


def copy_rows(alias: str, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Streams rows into a table on the caller's connection and in its transaction; counts them."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    count = 0
    with connections[alias].cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def new_keys(slots: Collection[Slot], *, at: datetime) -> dict[Slot, DataCipher]:
    """A first key for each slot, made here and committed there in one stream; raises NotNew, EpochDestroyed."""
    epoch, secrets = roots().current_epoch(), dict[Slot, DataCipher]()
    rows = []
    for slot in slots:
        key, secret, row = keyrings.fresh(slot, 1, epoch)
        secrets[slot] = DataCipher(key, secret)
        rows.append((*row, epoch, "", at))
    with transaction.atomic(using=KEYS):
        _check_new({slot.person.hex for slot in slots}, epoch)
        copy_rows(KEYS, "vault_datakey", KEY_COLUMNS, rows)
    return secrets


def _check_new(people: Collection[str], epoch: int) -> None:
    """As `keyrings.MAKE_KEYS` does: no epoch retires meanwhile, and nobody is met here who was forgotten."""
    named = [array(people)]
    with connections[KEYS].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [EPOCHS_LOCK])
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM vault_datakey WHERE person_id = ANY(%s::uuid[]))"
            " OR EXISTS (SELECT 1 FROM vault_tombstone WHERE person_id = ANY(%s::uuid[]))"
            " OR EXISTS (SELECT 1 FROM vault_retiredepoch WHERE epoch = %s)",
            [*named, *named, epoch],
        )
        if cursor.fetchone()[0] or is_destroyed(epoch):
            raise NotNew("somebody among them is known to the key server already, or its epoch has been retired")
