"""The shred journal in a second place, so that losing the data folder loses no forgetting.

Only new bytes travel. What arrives is checked line by line, signature and chain, before it counts as copied.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kindr.privacy.rights.journal import Head, Journal, JournalTampered

NAME = "shreds.journal"
PIECE = 1 << 20

_adopted: list[tuple[Journal, Path | None]] = []


class CopyIsAhead(Exception):
    """The copy knows lines that the journal does not: the journal was lost or put back, and the copy is the newer."""


def adopt(journal: Journal, folder: Path | None) -> None:
    """Tells where the journal is and where it is copied to, if anywhere; called by the wiring."""
    _adopted[:] = [(journal, folder)]


def journal() -> Journal:
    """The adopted journal."""
    return _adopted[0][0]


def copy_now() -> Head | None:
    """Copies the adopted journal to its second place; None where there is no such place. Raises as `copy_to`."""
    journal, folder = _adopted[0]
    return copy_to(journal, folder) if folder else None


def copy_to(journal: Journal, folder: Path) -> Head:
    """Brings the copy in a folder up to date; gives where it ends. Raises CopyIsAhead, JournalTampered, OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = journal.elsewhere(folder / NAME)
    if not journal.path.exists():
        return target.head()
    with journal.path.open("rb") as source, _opened(target.path) as copy:
        size, there = _whole(source), _whole(copy)
        if there > size:
            raise CopyIsAhead(f"{target.path} has lines that {journal.path.name} lacks")
        _check_same(source, copy, there)
        copy.truncate(there)
        if there < size:
            _add(source, copy, there, size)
            try:
                head = target.check_from(copy, there)
            except JournalTampered:
                copy.truncate(there)
                raise
            os.fsync(copy.fileno())
            return head
        return target.end(copy)


def newest(journals: Sequence[Journal]) -> Journal | None:
    """The journal that knows most; None where there is none. Raises JournalTampered when they are not one journal."""
    there = sorted((one for one in journals if one.path.exists()), key=lambda one: one.head().lines)
    for one in there:
        if not there[-1].holds(one.head()):
            raise JournalTampered(f"{one.path} and {there[-1].path} tell two different stories")
    return there[-1] if there else None


def _check_same(source: BinaryIO, copy: BinaryIO, size: int) -> None:
    """The last bytes of the copy stand at the same place of the source: each line names the one before it."""
    start = max(0, size - 8192)
    source.seek(start)
    copy.seek(start)
    if source.read(size - start) != copy.read(size - start):
        raise JournalTampered("the copy is not a copy of this journal")


def _add(source: BinaryIO, copy: BinaryIO, start: int, stop: int) -> None:
    source.seek(start)
    copy.seek(start)
    while start < stop:
        piece = source.read(min(PIECE, stop - start))
        copy.write(piece)
        start += len(piece)
    copy.flush()


def _whole(file: BinaryIO) -> int:
    """How many bytes are whole lines."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - 8192)
    file.seek(start)
    end = file.read(size - start)
    whole = end.rfind(b"\n") + 1
    return start + whole if whole else 0


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
