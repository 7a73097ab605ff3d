"""The log's sequencer, killed in the middle of its turn, and several at once beside busy writers: every row once."""

from __future__ import annotations

import dataclasses
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections

from kindr.base import clock
from kindr.base.merkle import Frontier
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.evidence import actions, checking, comparing, ports, sequencing
from kindr.privacy.evidence.models import LogCheckpoint, LogLeaf
from kindr.privacy.evidence.witness import WitnessFile
from tests.faults.killing import Work, done_until, killed_at_every_step
from tests.privacy.evidence.books import agreed, opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NEVER = 10**9


@pytest.fixture(autouse=True)
def witness(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty log whose turns come in small pieces."""
    monkeypatch.setattr(sequencing, "CHUNK", 7)
    before = ports.this_log()
    ports.bind(dataclasses.replace(before, witness=tmp_path / "log.witness"))
    yield tmp_path / "log.witness"
    ports.bind(before)


def turn() -> object:
    return actions.take_turn(at=clock.now())


def everything_is_there_once(witness: Path) -> None:
    turn()
    rows = set(AccessEntry.objects.values_list("id", flat=True))
    leaves = list(LogLeaf.objects.filter(book=1).values_list("row", flat=True))
    assert len(leaves) == len(rows)
    assert set(leaves) == rows
    found = checking.check()
    assert found.findings == []
    compared = comparing.compare(WitnessFile(witness).notes())
    assert (compared.findings, compared.checkpoints) == ([], LogCheckpoint.objects.count())


def dying(owner: Any, name: str, *, when: str, calls: int = 1) -> Work:
    """A turn that is killed before, after or in the middle of a step."""

    def work() -> None:
        real, count = getattr(owner, name), 0

        def deadly(*arguments: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            if count == calls and when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            found = real(*arguments, **options)
            if count == calls:
                os.kill(os.getpid(), signal.SIGKILL)
            return found

        setattr(owner, name, deadly)
        turn()

    return work


def test_a_turn_that_is_killed_before_any_write_loses_and_doubles_nothing(witness: Path) -> None:
    def prepare() -> tuple[Work, Callable[[], None]]:
        opened(20, at=clock.now())
        agreed(at=clock.now())
        return turn, lambda: everything_is_there_once(witness)

    assert killed_at_every_step(prepare) >= 2


@pytest.mark.parametrize(
    ("owner", "name", "calls"),
    [
        (sequencing, "take_in", 1), (Frontier, "append", 3), (sequencing, "copy_rows", 1), (LogCheckpoint, "save", 1),
        (actions, "_tell_witnesses", 1), (WitnessFile, "append", 1), (os, "fsync", 1),
    ],
)  # fmt: skip
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_turn_that_is_killed_in_the_middle_is_done_by_the_next(
    witness: Path, owner: Any, name: str, calls: int, when: str
) -> None:
    opened(5, at=clock.now())
    turn()
    opened(260, at=clock.now())
    assert done_until(NEVER, dying(owner, name, when=when, calls=calls)).was_killed
    everything_is_there_once(witness)


def test_a_note_that_was_torn_off_is_written_again(witness: Path) -> None:
    opened(5, at=clock.now())
    turn()
    for left in (1, 40, 100, 150, 300):
        turn()
        witness.write_bytes(witness.read_bytes()[:-left])
        everything_is_there_once(witness)


def test_a_lost_witness_file_is_written_anew(witness: Path) -> None:
    opened(5, at=clock.now())
    turn()
    turn()
    witness.unlink()
    everything_is_there_once(witness)


def test_sequencers_and_writers_at_once_place_every_row_once(witness: Path) -> None:
    end = time.monotonic() + 4
    failures: list[BaseException] = []

    def busily(work: Callable[[], object]) -> None:
        try:
            while time.monotonic() < end:
                work()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()
            log_connection.close()

    threads = [threading.Thread(target=busily, args=(work,)) for work in (turn, turn, write_slowly, write_slowly)]
    threads += [threading.Thread(target=busily, args=(lambda: opened(3, at=clock.now()),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    done_by_nobody = LogLeaf.objects.count()
    assert done_by_nobody > 0
    everything_placed_once()


def everything_placed_once() -> None:
    turn()
    rows = set(AccessEntry.objects.values_list("id", flat=True))
    leaves = list(LogLeaf.objects.values_list("row", flat=True))
    assert sorted(leaves) == sorted(rows)
    assert {str(each.kind) for each in checking.check().findings} <= {"Kind.ROW_CHANGED"}, "these rows are not sealed"


def write_slowly() -> None:
    """A transaction that writes rows and takes its time; every third one is taken back."""
    with psycopg.connect(**log_connection._parameters()) as slow:
        for _ in range(random.randint(1, 4)):
            slow.execute(
                "INSERT INTO privacy_accessentry (id, person_id, at, payload, leaf)"
                " VALUES (gen_random_uuid(), gen_random_uuid(), now(), %s, sha256(random()::text::bytea))",
                [b"\x01\x01" + bytes(80)],
            )
            time.sleep(random.random() / 50)
        if random.random() < 0.3:
            slow.rollback()
