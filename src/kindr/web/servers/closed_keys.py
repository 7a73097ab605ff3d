"""What a backup of the keys would leave closed, told before anything is put back.

Keys under a root that was destroyed open nothing; and keys that were made after the backup would be lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg

from kindr.privacy.vault.ports import EpochUnknown
from kindr.privacy.vault.wrapping import is_destroyed
from kindr.web.database_urls import Address
from kindr.web.servers import CannotRun
from kindr.web.servers.dumps import copied_rows, login_of

TABLE, COLUMN = "vault_datakey", "epoch"
FLAG = "--accept-closed-keys"


class KeysClosed(CannotRun):
    """Keys of the backup open nothing any more, and would replace keys that live."""


class OtherRoots(CannotRun):
    """Keys of the backup were wrapped under a root key that this key file never had."""


@dataclass(frozen=True)
class KeysThere:
    """The keys of a backup: all of them, and those whose root is destroyed."""

    total: int
    closed: int


def keys_there(dump: Path) -> KeysThere:
    """Counts the keys in a dump of the key server; raises OtherRoots, ProgramFailed."""
    counts = _by_epoch(copied_rows(dump, TABLE))
    try:
        closed = sum(count for epoch, count in counts.items() if is_destroyed(epoch))
    except EpochUnknown as unknown:
        raise OtherRoots(f"the keys of this backup belong to other root keys: {unknown}") from None
    return KeysThere(sum(counts.values()), closed)


def refuse_closed(dump: Path, *, is_accepted: bool) -> None:
    """Raises KeysClosed when no key of the dump opens, or when some do not and nobody said that this is meant."""
    found = keys_there(dump)
    if found.closed and found.closed == found.total:
        raise KeysClosed(
            f"all {found.total} keys of this backup lie under a root that was destroyed: they open nothing, and would"
            " replace keys that do. Choose a backup of the keys made after the last `kindr keys rotate`; --data puts"
            " the data back alone. Nothing was changed"
        )
    if found.closed and not is_accepted:
        raise KeysClosed(
            f"{found.closed} of the {found.total} keys of this backup lie under a root that was destroyed, and what"
            f" they sealed would stay closed. Say {FLAG} if that is meant. Nothing was changed"
        )


def refuse_older(made_at: datetime, *, data_made_at: datetime | None, keys: Address, is_accepted: bool) -> None:
    """Raises KeysClosed when the keys of a backup are older than the data that they would stand beside.

    Without a backup of the data that is what lies here now, and the key server says how many keys it would lose.
    """
    if is_accepted:
        return
    if data_made_at is not None and data_made_at > made_at:
        raise KeysClosed(
            f"the keys of this backup are of {made_at:%Y-%m-%d %H:%M:%S %Z}, older than its data of"
            f" {data_made_at:%Y-%m-%d %H:%M:%S %Z}: what was sealed between them under new keys would stay closed."
            f" Say {FLAG} if that is meant. Nothing was changed"
        )
    lost = 0 if data_made_at else _made_since(made_at, keys)
    if lost:
        raise KeysClosed(
            f"the key server has {lost} keys that were made after this backup, and what they sealed would stay closed:"
            f" its data is newer. Say {FLAG} if that is meant. Nothing was changed"
        )


def _made_since(moment: datetime, keys: Address) -> int:
    """How many keys are younger; none where a key server is yet to be filled."""
    with psycopg.connect(**login_of(keys), autocommit=True) as connection:
        there = connection.execute("SELECT to_regclass(%s)", [f"public.{TABLE}"]).fetchone()
        if there is None or there[0] is None:
            return 0
        found = connection.execute(f"SELECT count(*) FROM {TABLE} WHERE written_at > %s", [moment]).fetchone()  # noqa: S608  # a constant
        return int(found[0]) if found else 0


def _by_epoch(rows: Iterable[Mapping[str, str]]) -> Mapping[int, int]:
    return Counter(int(row[COLUMN]) for row in rows)
