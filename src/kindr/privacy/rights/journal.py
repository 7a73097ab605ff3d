"""The shred journal: a signed, append-only file outside both servers, so that a restore forgets again what was.

One line of canonical JSON a forgetting: its number, what went, the hash of the line before, and an Ed25519 signature.
"""

from __future__ import annotations

import fcntl
import os
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from kindr.base.key_history import HistoryTampered
from kindr.base.signing import KeyReplaced, Signer, canonical, written
from kindr.privacy.rights.journal_lines import (
    FIRST,
    Head,
    JournalTampered,
    SignerUnknown,
    checked,
    hash_of,
    head_at,
    tail,
    whole_lines,
)
from kindr.privacy.vault.ports import Forgetting, JournalUnavailable

__all__ = ["FIRST", "Head", "Journal", "JournalTampered", "SignerUnknown"]


class Journal:
    """A `ShredJournal` in one file; a last line that a crash tore off is taken away by the next writer."""

    def __init__(self, path: Path, signer: Signer, *, signed_before: Callable[[], Sequence[bytes]] = tuple) -> None:
        self.path = path
        self._signer = signer
        self._signed_before = signed_before

    def append(self, entries: Sequence[Forgetting]) -> None:
        """Writes the lines and waits until they lie on the disk; raises JournalUnavailable, having written none."""
        if not entries:
            return
        try:
            with self._opened() as file:
                self._write(file, entries)
        except (OSError, KeyReplaced, HistoryTampered, SignerUnknown) as error:
            raise JournalUnavailable("the shred journal cannot be written") from error

    def entries(self) -> list[Forgetting]:
        """Every line, oldest first, each checked; raises JournalTampered. A torn last line counts as not written."""
        return [_forgetting(line) for line in self._checked_lines()]

    def head(self) -> Head:
        """Where the journal ends, after all of it was checked; raises JournalTampered."""
        head = Head(0, FIRST)
        for line in self._checked_lines():
            head = Head(int(line["n"]), hash_of(line))
        return head

    def holds(self, head: Head) -> bool:
        """True when the journal goes on from this head: nothing before it is missing. Raises JournalTampered."""
        if head.lines == 0:
            return True
        return any(line["n"] == head.lines and hash_of(line) == head.last for line in self._checked_lines())

    def elsewhere(self, path: Path) -> Journal:
        """Another file that the same installation signs: a copy."""
        return Journal(path, self._signer, signed_before=self._signed_before)

    def check_from(self, file: BinaryIO, start: int) -> Head:
        """Checks the lines from a byte on, which goes on from the line before it; raises JournalTampered.

        No key that is older than the one of that line may have signed what follows.
        """
        keys = self._keys()
        head = head_at(file, start, keys)
        file.seek(start)
        for text in file:
            head = checked(text, head, keys)[1]
        return head

    def check_end(self) -> None:
        """Raises SignerUnknown when the last line bears a key that is not known here, JournalTampered, OSError."""
        if self.path.exists():
            with self.path.open("rb") as file:
                tail(file, self._keys())

    def end(self, file: BinaryIO) -> Head:
        """Where an open journal ends, by its last line."""
        return tail(file)[1]

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        is_new = not self.path.exists()
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if is_new:
                _sync_folder(self.path.parent)
            yield file

    def _write(self, file: BinaryIO, entries: Sequence[Forgetting]) -> None:
        whole, head = tail(file, self._keys())
        lines = []
        for entry in entries:
            line = self._line(entry, head)
            head = Head(head.lines + 1, hash_of(line))
            lines.append(canonical(line) + b"\n")
        try:
            file.truncate(whole)
            file.seek(whole)
            file.write(b"".join(lines))
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            file.truncate(whole)
            raise

    def _line(self, entry: Forgetting, head: Head) -> dict[str, Any]:
        content = {
            "v": 1,
            "n": head.lines + 1,
            "do": entry.verb,
            "person": str(entry.person),
            "clause": entry.clause,
            "period": entry.period,
            "generation": entry.generation,
            "at": entry.at.isoformat(),
            "note": entry.note,
            "before": head.last,
        }
        return {**content, "signature": written(self._signer.sign(content))}

    def _checked_lines(self) -> Iterator[dict[str, Any]]:
        size = self.path.stat().st_size if self.path.exists() else 0
        # In this order: what is written from here on may bear a key that is turned from here on.
        head, keys = Head(0, FIRST), self._keys()
        for text in whole_lines(self.path, size):
            line, head = checked(text, head, keys)
            yield line

    def _keys(self) -> list[bytes]:
        """The keys that may have signed, the oldest first; read again when one was turned meanwhile."""
        current, older = self._signer.public_key, self._signed_before()
        while self._signer.public_key != current:
            current, older = self._signer.public_key, self._signed_before()
        return [*reversed(older), *([] if current in older else [current])]


def _forgetting(line: Mapping[str, Any]) -> Forgetting:
    return Forgetting(
        str(line["do"]),
        uuid.UUID(line["person"]),
        str(line["clause"]),
        str(line["period"]),
        int(line["generation"]),
        datetime.fromisoformat(line["at"]),
        str(line["note"]),
    )


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
