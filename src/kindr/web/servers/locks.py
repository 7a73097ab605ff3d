"""A lock between programs, held by the operating system, so that it is gone when its holder is killed."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kindr.web.servers import CannotRun


class StillLocked(CannotRun):
    """Another program has held the lock for longer than we wait."""


@contextmanager
def locked(path: Path, *, seconds: float = 120) -> Iterator[None]:
    """Hold the lock file `path`; waits up to `seconds` for another program, then raises StillLocked."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait_for(descriptor, path, time.monotonic() + seconds)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise StillLocked(f"another program has held {path} for too long") from None
            time.sleep(0.02)
