"""How far a long load is: a bar on a terminal, a few plain lines anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TextIO

WIDTH = 30
LINES = 5
"""So many lines, at most, where there is no terminal."""


def progress(what: str, *, to: TextIO | None = None, has_bar: bool = True) -> Callable[[int, int], None]:
    """A function that is told how many of how many are done and says so; nothing when nothing was to be done."""
    stream = to or sys.stderr
    return _bar(what, stream) if has_bar and stream.isatty() else _lines(what, stream)


def _bar(what: str, stream: TextIO) -> Callable[[int, int], None]:
    def told(done: int, of: int) -> None:
        full = WIDTH * done // max(of, 1)
        end = "\n" if done >= of else ""
        stream.write(f"\rkindr: [{'#' * full}{'.' * (WIDTH - full)}] {done} of {of} {what}{end}")
        stream.flush()

    return told


def _lines(what: str, stream: TextIO) -> Callable[[int, int], None]:
    def told(done: int, of: int) -> None:
        if done * LINES // max(of, 1) != (done - 1) * LINES // max(of, 1):
            stream.write(f"kindr: {done} of {of} {what}\n")
            stream.flush()

    return told
