"""The witness file: every checkpoint, appended outside both servers, so that copies of it can be kept elsewhere."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kindr.privacy.evidence import notes
from kindr.privacy.evidence.notes import Checkpoint, LogKey, NoCheckpoint

LONGEST_NOTE = 4096
END = b"\n\n"
"""Behind the text of a note, and behind its signature."""


class WitnessFile:
    """Notes one after the other; a last one that a crash tore off is taken away by the next writer."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, added: Sequence[str]) -> None:
        """Writes some notes and waits until they lie on the disk; raises OSError."""
        with self._opened() as file:
            whole, _ = _tail(file)
            file.truncate(whole)
            file.seek(whole)
            file.write("".join(f"{note}\n" for note in added).encode())
            file.flush()
            os.fsync(file.fileno())

    def last(self, keys: Sequence[LogKey]) -> Checkpoint | None:
        """The newest checkpoint, or None when there is none; raises NoCheckpoint."""
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            note = _tail(file)[1]
        return notes.opened(note, keys) if note else None

    def notes(self) -> Iterator[str]:
        """Every whole note, oldest first."""
        if self.path.exists():
            with self.path.open(encoding="utf-8") as file:
                yield from _notes_in(file)

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file


def _notes_in(lines: Iterator[str]) -> Iterator[str]:
    parts, text = 0, ""
    for line in lines:
        if line == "\n":
            parts += 1
            if parts % 2 == 0:
                yield text
                text = ""
                continue
        text += line


def _tail(file: BinaryIO) -> tuple[int, str]:
    """How many bytes of the file are whole notes, and the last of them; raises NoCheckpoint."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - 2 * LONGEST_NOTE)
    file.seek(start)
    end = file.read(size - start)
    signature = end.rfind(b"\n" + notes.DASH.encode())
    while signature >= 0:
        whole = end.find(END, signature + 1)
        if whole >= 0:
            text = end.rfind(END, 0, signature - 1)
            first = text + len(END) if text >= 0 else 0
            return start + whole + len(END), end[first : whole + 1].decode()
        signature = end.rfind(b"\n" + notes.DASH.encode(), 0, signature)
    if start:
        raise NoCheckpoint("the end of the witness file is not readable")
    return 0, ""
