"""A second process that uses somebody's data until a gate says no, and says when that was.

Run as `python -m bench.other_process`; each line it is given is `forget PERSON` or `withdraw PERSON PURPOSE`. It
answers `open` when the first use went through, and later the moment of the first that did not.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench.servers import PROJECT

PAUSE = 0.001
"""Seconds between two uses: so much later, at most, is the refusal seen."""


class Other:
    """The second process, as the first one talks to it."""

    def __init__(self, running: subprocess.Popen[str]) -> None:
        self._running = running

    def until_refused(self, asked: str, click: Callable[[], object]) -> tuple[float, float]:
        """Milliseconds from the click to the first refusal over there, and until the click is answered here."""
        assert self._running.stdin
        assert self._running.stdout
        print(asked, file=self._running.stdin, flush=True)
        if self._running.stdout.readline() != "open\n":
            raise RuntimeError(f"the other process could not do this before: {asked}")
        clicked = time.time()
        click()
        answered = time.time()
        refused = float(self._running.stdout.readline())
        return (refused - clicked) * 1000, (answered - clicked) * 1000


@contextmanager
def other_process() -> Iterator[Other]:
    """A process of its own on the same servers."""
    command = [sys.executable, "-m", "bench.other_process"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as running:
        yield Other(running)
        assert running.stdin
        running.stdin.close()


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kindr.web.settings"
    import django

    django.setup()
    for line in sys.stdin:
        what, person, *rest = line.split()
        uses = _opens(uuid.UUID(person)) if what == "forget" else _passes(uuid.UUID(person), rest[0])
        is_told = False
        while uses():
            if not is_told:
                print("open", flush=True)
                is_told = True
            time.sleep(PAUSE)
        print(time.time(), flush=True)


def _opens(person: uuid.UUID) -> Callable[[], bool]:
    """Whether an address of the person, which this process has had in its hands since before, still opens."""
    from kindr.base import clock
    from kindr.privacy import gates
    from kindr.privacy.access.declare import system_access
    from kindr.privacy.access.terms import Refused
    from kindr.shop.accounts.personal import SavedAddress

    access, row = system_access("keep_account"), SavedAddress.objects.filter(person_id=person)[0]

    def uses() -> bool:
        try:
            gates.read(row, access=access, at=clock.now())
        except (gates.Forgotten, Refused):
            return False
        return True

    return uses


def _passes(person: uuid.UUID, purpose: str) -> Callable[[], bool]:
    from kindr.privacy.consent import proving

    def uses() -> bool:
        try:
            proving.try_gate(purpose, person)
        except proving.StillOpen:
            return True
        return False

    return uses


if __name__ == "__main__":
    main()
