"""The child processes of `kindr serve`, remembered by number and start time, so that none outlives it for long."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 30.0
CALM = 20.0
"""A child that lived this many seconds is restarted without a pause the next time."""
PATIENCE = 15.0


@dataclass
class Child:
    """One program that is kept running."""

    name: str
    command: Sequence[str]
    running: subprocess.Popen[bytes] | None = None
    pause: float = FIRST_PAUSE
    started_at: float = 0.0
    due_at: float = 0.0

    def start(self) -> None:
        """Start the program in a session of its own: Ctrl-C reaches it only through the supervisor.

        All that the program starts stays in that session, so that it can be found when the program itself is gone.
        """
        self.running = subprocess.Popen(self.command, start_new_session=True, stdin=subprocess.DEVNULL)  # noqa: S603
        self.started_at = time.monotonic()

    def note_end(self) -> None:
        """End what the program left behind, and decide when to start again: ever later if it keeps dying at once."""
        self.end()
        now = time.monotonic()
        self.pause = FIRST_PAUSE if now - self.started_at > CALM else min(self.pause * 2, LONGEST_PAUSE)
        self.due_at = now + self.pause

    def has_ended(self) -> bool:
        """Whether the program was started and has ended since."""
        return self.running is not None and self.running.poll() is not None

    def end(self) -> None:
        """End the program and everything that it started."""
        if self.running is not None:
            end_session(self.running.pid)
            self.running.wait()
            self.running = None


@dataclass(frozen=True)
class Note:
    """The file in which a supervisor writes what it started, for the next one to clean up should it be killed."""

    path: Path

    def write(self, children: Sequence[Child], servers: Iterable[str]) -> None:
        """Write down every child by number and start time, and the names of the servers."""
        processes = [[child.running.pid, _started(child.running.pid)] for child in children if child.running]
        draft = self.path.with_suffix(".draft")
        draft.write_text(json.dumps({"processes": processes, "servers": sorted(servers)}), encoding="utf-8")
        os.replace(draft, self.path)

    def clean_up(self) -> list[str]:
        """End the processes that a killed supervisor left behind; returns the servers that it had started."""
        try:
            noted = json.loads(self.path.read_text(encoding="utf-8"))
            left = [(int(pid), float(started)) for pid, started in noted["processes"]]
            servers = [str(name) for name in noted["servers"]]
        except (FileNotFoundError, ValueError, TypeError, KeyError):
            return []
        for pid, started in left:
            # A number that another program has been given since is not ours; a session keeps its number while it lives.
            # The clock's own corrections may shift a start time by a second between two programs that ask.
            if _started(pid) == 0.0 or abs(_started(pid) - started) < 2.0:
                end_session(pid)
        return servers

    def remove(self) -> None:
        """Forget, after a clean stop."""
        self.path.unlink(missing_ok=True)


def session_of(first: int) -> list[psutil.Process]:
    """The living processes of the session that the process `first` opened, that one first when it lives."""
    found = [process for process in psutil.process_iter() if _session_number(process.pid) == first]
    return sorted((process for process in found if is_alive(process)), key=lambda process: process.pid != first)


def end_session(first: int, *, seconds: float = PATIENCE) -> None:
    """Ask the first process of a session to end, and end by force whoever is left after `seconds`.

    Only the first is asked: a web server whose own child ends replaces it, even while it is ending itself.
    """
    members = session_of(first)
    for process in members[:1]:
        _quietly(process.terminate)
    _wait_for(members[:1], seconds)
    _wait_for(members, 0.5)
    for left in session_of(first):
        _quietly(left.kill)
    _wait_for(members, seconds)


def is_alive(process: psutil.Process) -> bool:
    """Whether the process still runs; one that has ended and that nobody has asked about since does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _wait_for(processes: Sequence[psutil.Process], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while any(is_alive(process) for process in processes) and time.monotonic() < deadline:
        time.sleep(0.02)


def _session_number(pid: int) -> int:
    try:
        return os.getsid(pid)
    except OSError:
        return 0


def _started(pid: int) -> float:
    try:
        return psutil.Process(pid).create_time()
    except psutil.Error:
        return 0.0


def _quietly(act: Callable[[], None]) -> None:
    try:
        act()
    except psutil.NoSuchProcess:
        return
