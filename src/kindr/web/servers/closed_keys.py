"""How many keys of a backup lie under a destroyed root and would stay closed; nothing is put back to see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kindr.privacy.vault.ports import EpochUnknown
from kindr.privacy.vault.wrapping import is_destroyed
from kindr.web.servers import CannotRun
from kindr.web.servers.dumps import copied_rows

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


def _by_epoch(rows: Iterable[Mapping[str, str]]) -> Mapping[int, int]:
    return Counter(int(row[COLUMN]) for row in rows)
