"""The child processes of `kindr serve`, remembered by number and start time, so that none outlives it for long."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 30.0
CALM = 20.0
"""A child that lived this many seconds is restarted without a pause the next time."""
PATIENCE = 15.0
LOOK_EVERY = 1.0


@dataclass
class Child:
    """One program that is kept running."""

    name: str
    command: Sequence[str]
    running: subprocess.Popen[bytes] | None = None
    pause: float = FIRST_PAUSE
    started_at: float = 0.0
    starts: int = 0
    due_at: float = 0.0
    members: list[psutil.Process] = field(default_factory=list)
    """The program's process and those that it started itself, as last seen."""
    looked_at: float = 0.0

    def start(self) -> None:
        """Start the program in a session of its own: Ctrl-C reaches it only through the supervisor."""
        self.running = subprocess.Popen(self.command, start_new_session=True, stdin=subprocess.DEVNULL)  # noqa: S603
        self.started_at = time.monotonic()
        self.starts += 1
        self.members, self.looked_at = [], 0.0

    def note_end(self) -> None:
        """End what the program left behind, and decide when to start again: ever later if it keeps dying at once."""
        end(self.members)
        now = time.monotonic()
        self.pause = FIRST_PAUSE if now - self.started_at > CALM else min(self.pause * 2, LONGEST_PAUSE)
        self.running, self.due_at = None, now + self.pause

    def has_ended(self) -> bool:
        """Whether the program was started and has ended since."""
        return self.running is not None and self.running.poll() is not None

    def has_new_members(self) -> bool:
        """Look, once in a second, which processes the program consists of; says whether that has changed."""
        if self.running is None or time.monotonic() - self.looked_at < LOOK_EVERY:
            return False
        self.looked_at = time.monotonic()
        before, self.members = self.members, _family(self.running.pid)
        return before != self.members


@dataclass(frozen=True)
class Note:
    """The file in which a supervisor writes what it started, for the next one to clean up should it be killed."""

    path: Path

    def write(self, children: Sequence[Child], servers: Sequence[str]) -> None:
        """Write down every process of the children by number and start time, and the names of the servers."""
        processes = [[member.pid, member.create_time()] for child in children for member in child.members]
        draft = self.path.with_suffix(".draft")
        draft.write_text(json.dumps({"processes": processes, "servers": list(servers)}), encoding="utf-8")
        os.replace(draft, self.path)

    def clean_up(self) -> list[str]:
        """End the processes that a killed supervisor left behind; returns the servers that it had started."""
        try:
            noted = json.loads(self.path.read_text(encoding="utf-8"))
            left = [process for pid, started in noted["processes"] for process in _same(int(pid), float(started))]
            servers = [str(name) for name in noted["servers"]]
        except (FileNotFoundError, ValueError, TypeError, KeyError):
            return []
        end([member for process in left for member in _family(process.pid)])
        return servers

    def remove(self) -> None:
        """Forget, after a clean stop."""
        self.path.unlink(missing_ok=True)


def end(processes: Sequence[psutil.Process], *, seconds: float = PATIENCE) -> None:
    """Ask the processes to end, and end them by force when they have not after `seconds`."""
    for process in processes:
        _quietly(process.terminate)
    for process in _still_alive(processes, seconds):
        _quietly(process.kill)
    _still_alive(processes, seconds)


def is_alive(process: psutil.Process) -> bool:
    """Whether the process still runs; one that has ended and that nobody has asked about since does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _still_alive(processes: Sequence[psutil.Process], seconds: float) -> list[psutil.Process]:
    deadline = time.monotonic() + seconds
    while (alive := [process for process in processes if is_alive(process)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    return alive


def end_children(children: Sequence[Child]) -> None:
    """End all children with everything that they started."""
    end([process for child in children if child.running for process in _family(child.running.pid)])
    for child in children:
        if child.running:
            child.running.wait()
            child.running = None


def _same(pid: int, started: float) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process] if abs(process.create_time() - started) < 0.05 else []
    except psutil.Error:
        return []


def _family(pid: int) -> list[psutil.Process]:
    try:
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    except psutil.Error:
        return []


def _quietly(act: Callable[[], None]) -> None:
    try:
        act()
    except psutil.NoSuchProcess:
        return
