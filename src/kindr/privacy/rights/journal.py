"""The shred journal: a signed, append-only file outside both servers, so that a restore forgets again what was.

One line of canonical JSON a forgetting: its number, what went, the hash of the line before, and an Ed25519 signature.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from kindr.base.signing import SignatureRefused, Signer, canonical, check, unwritten, written
from kindr.privacy.vault.ports import Forgetting, JournalUnavailable

FIRST = "0" * 64
"""What stands for the line before the first."""
LONGEST_LINE = 4096


class JournalTampered(Exception):
    """A line was changed, left out, added by somebody else, or is no line of a journal."""


@dataclass(frozen=True)
class Head:
    """Where a journal ends: how many lines it has, and the hash of the last one."""

    lines: int
    last: str


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
        except OSError as error:
            raise JournalUnavailable("the shred journal cannot be written") from error

    def entries(self) -> list[Forgetting]:
        """Every line, oldest first, each checked; raises JournalTampered. A torn last line counts as not written."""
        return [_forgetting(line) for line in self._checked_lines()]

    def head(self) -> Head:
        """Where the journal ends, after all of it was checked; raises JournalTampered."""
        head = Head(0, FIRST)
        for line in self._checked_lines():
            head = Head(int(line["n"]), _hash_of(line))
        return head

    def holds(self, head: Head) -> bool:
        """True when the journal goes on from this head: nothing before it is missing. Raises JournalTampered."""
        if head.lines == 0:
            return True
        return any(line["n"] == head.lines and _hash_of(line) == head.last for line in self._checked_lines())

    def elsewhere(self, path: Path) -> Journal:
        """Another file that the same installation signs: a copy."""
        return Journal(path, self._signer, signed_before=self._signed_before)

    def check_from(self, file: BinaryIO, start: int) -> Head:
        """Checks the lines from a byte on, which goes on from the line before it; raises JournalTampered."""
        head, keys = _head_at(file, start), self._keys()
        file.seek(start)
        for text in file:
            head = _checked(text, head, keys)[1]
        return head

    def end(self, file: BinaryIO) -> Head:
        """Where an open journal ends, by its last line."""
        return _tail(file)[1]

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
        whole, head = _tail(file)
        lines = []
        for entry in entries:
            line = self._line(entry, head)
            head = Head(head.lines + 1, _hash_of(line))
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
        head, keys = Head(0, FIRST), self._keys()
        for text in _whole_lines(self.path):
            line, head = _checked(text, head, keys)
            yield line

    def _keys(self) -> list[bytes]:
        """The keys that may have signed, the oldest first."""
        return [*reversed(self._signed_before()), self._signer.public_key]


def _checked(text: bytes, before: Head, keys: list[bytes]) -> tuple[dict[str, Any], Head]:
    """The line, and where the journal ends with it; raises JournalTampered.

    Keys that are older than the one of a line are taken out of `keys`: whoever stole one adds nothing behind it.
    """
    number = before.lines + 1
    line = _parsed(text, number)
    content = {name: value for name, value in line.items() if name != "signature"}
    try:
        del keys[: _place_of_signer(content, unwritten(line["signature"]), keys)]
    except (SignatureRefused, ValueError, KeyError) as error:
        raise JournalTampered(f"line {number} was not signed by this installation") from error
    if (line["n"], line["before"]) != (number, before.last):
        raise JournalTampered(f"line {number} does not follow the line before it")
    return line, Head(number, _hash_of(line))


def _place_of_signer(content: Mapping[str, Any], signature: bytes, keys: Sequence[bytes]) -> int:
    """Which of the keys signed it; raises SignatureRefused."""
    for place, key in enumerate(keys):
        with suppress(SignatureRefused):
            check(content, signature, key)
            return place
    raise SignatureRefused("none of these keys signed it")


def _whole_lines(path: Path) -> Iterator[bytes]:
    """The lines that end; what stands after the last line's end was never promised to anybody."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for text in file:
            if text.endswith(b"\n"):
                yield text


def _tail(file: BinaryIO) -> tuple[int, Head]:
    """How many bytes of the file are whole lines, and the head they make."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - 2 * LONGEST_LINE)
    file.seek(start)
    end = file.read(size - start)
    whole = end.rfind(b"\n") + 1
    if whole == 0:
        if start:
            raise JournalTampered("the end of the journal is not readable")
        return 0, Head(0, FIRST)
    last = _parsed(end[end.rfind(b"\n", 0, whole - 1) + 1 : whole], -1)
    return start + whole, Head(int(last["n"]), _hash_of(last))


def _head_at(file: BinaryIO, size: int) -> Head:
    """Where the journal ended when it had so many bytes, all of them whole lines."""
    if size == 0:
        return Head(0, FIRST)
    start = max(0, size - 2 * LONGEST_LINE)
    file.seek(start)
    lines = file.read(size - start).splitlines()
    last = _parsed(lines[-1], -1)
    return Head(int(last["n"]), _hash_of(last))


def _parsed(text: bytes, number: int) -> dict[str, Any]:
    try:
        line = json.loads(text)
        if isinstance(line, dict) and line["v"] == 1:
            return line
    except (ValueError, KeyError):
        pass
    raise JournalTampered(f"line {number} cannot be read" if number > 0 else "the last line cannot be read")


def _hash_of(line: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(line)).hexdigest()


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
