"""Kills a process at one exact step of its work: before its n-th write, commit, log row or journal line.

Statements that only read are no steps: to die before one is to die after the write before it.

The work runs in a fork of the test, with connections of its own, so that a SIGKILL costs a few milliseconds. What it
opens on its way is told to the test through a pipe, before anybody could have seen it.
"""

from __future__ import annotations

import os
import signal
import traceback
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from kindr.privacy import gates
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access import log
from kindr.privacy.rights.journal import Journal
from kindr.privacy.vault import in_bulk
from kindr.privacy.vault.in_bulk import OpenedTable, SealedTable
from tests import databases

Work = Callable[[], object]
Steps = Sequence[tuple[Any, str]]
"""Owners and names of functions before each call of which the work may die."""
FAILED = 70


@dataclass
class Ended:
    """How a fork ended: whether it was killed, and what it opened before."""

    was_killed: bool
    released: set[tuple[uuid.UUID, str]] = field(default_factory=set)
    """Pairs of person and clause."""


def killed_at_every_step(
    prepare: Callable[[], tuple[Work, Callable[[], None]]], *, most: int = 200, also: Steps = ()
) -> int:
    """Does the same work once for each step that it has, killed before that step; counts the kills.

    `prepare` gives the work of one round, and what goes on and checks afterwards. What was opened without a line in the
    log is an AssertionError. `also` are further steps: what writes files, say.
    """
    for step in range(1, most):
        work, go_on = prepare()
        ended = done_until(step, work, also=also)
        check_released(ended)
        go_on()
        if not ended.was_killed:
            return step - 1
    raise AssertionError(f"the work takes more than {most} steps")


def done_until(step: int, work: Work, *, also: Steps = ()) -> Ended:
    """Does the work in a fork that is killed before its `step`-th step."""
    connections.close_all()
    log_connection.close()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        _work_and_die(step, work, writer, also)
    os.close(writer)
    with os.fdopen(reader, "r") as told:
        lines = told.read().splitlines()
    status = os.waitpid(child, 0)[1]
    databases.await_the_end_of_the_killed()
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "\n".join(lines)
    released = {(uuid.UUID(line.split()[1]), line.split()[2]) for line in lines if line.startswith("opened ")}
    return Ended(os.WIFSIGNALED(status), released)


def check_released(ended: Ended) -> None:
    """Everything that was opened has a line in the log."""
    for person, clause in ended.released:
        assert any(clause in line.opened for line in log.lines_about(person)), f"{clause} was opened without a line"


def _work_and_die(step: int, work: Work, writer: int, also: Steps) -> None:
    taken = 0

    def next_step() -> None:
        nonlocal taken
        taken += 1
        if taken == step:
            os.kill(os.getpid(), signal.SIGKILL)

    for owner, name in also:
        _before(owner, name, next_step, is_step=_always)
    _watch(next_step, lambda person, clause: os.write(writer, f"opened {person} {clause}\n".encode()))
    try:
        work()
    except BaseException:
        os.write(writer, traceback.format_exc().encode())
        os._exit(FAILED)
    os._exit(0)


def _watch(next_step: Callable[[], None], tell: Callable[[object, str], object]) -> None:
    for owner, name in (
        (CursorWrapper, "_execute"), (CursorWrapper, "_executemany"), (BaseDatabaseWrapper, "_commit"),
        (log_connection, "write"), (Journal, "append"),
    ):  # fmt: skip
        _before(owner, name, next_step, is_step=_writes if owner is CursorWrapper else _always)
    opened, table_opened = gates.opening.opened, in_bulk.opened

    def telling(record: Any, ring: Any) -> Any:
        found = opened(record, ring)
        if not found.is_forgotten:
            tell(record.person_id, record.clause)
        return found

    def telling_of_rows(table: SealedTable, ring: Any) -> OpenedTable:
        found = table_opened(table, ring)
        for row in found.rows:
            if row.values:
                tell(uuid.UUID(bytes=row.person), table.model.clause)
        return found

    gates.opening.opened, in_bulk.opened = telling, telling_of_rows


def _before(owner: Any, name: str, next_step: Callable[[], None], *, is_step: Callable[..., bool]) -> None:
    whole = getattr(owner, name)

    def watched(*arguments: Any, **options: Any) -> Any:
        if is_step(*arguments):
            next_step()
        return whole(*arguments, **options)

    setattr(owner, name, watched)


def _writes(_cursor: object, statement: object, *_: object) -> bool:
    return any(word in str(statement).upper() for word in ("INSERT ", "UPDATE ", "DELETE ", "DEFER_JOB"))


def _always(*_: object) -> bool:
    return True
