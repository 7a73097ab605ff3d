"""Giving rows their places in the tree, beside copying the same rows into a table; and what a proof costs."""

from __future__ import annotations

import dataclasses
import secrets
import statistics
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connections

from bench.measuring import Claim
from bench.sizes import SIZES
from kindr.base import clock
from kindr.privacy.access import rows
from kindr.privacy.evidence import actions, ports
from kindr.privacy.evidence.models import LogLeaf
from kindr.privacy.evidence.tree import KeptTree
from kindr.privacy.vault.copying import copy_rows

scale = True
PROOFS = 200
TURNS = 9
MOST_IDLE_MS = 50.0


def claims() -> Iterator[Claim]:
    """Microseconds a row: the whole turn beside the COPY of the rows themselves, and each size beside the smallest."""
    with TemporaryDirectory() as folder:
        ports.bind(dataclasses.replace(ports.this_log(), witness=Path(folder) / "log.witness"))
        _turn()
        last, first = 0, dict[str, float]()
        for size in SIZES:
            added, last = size - last, size
            copied, placed = _passed(lambda added=added: _rows(added)) / added, _passed(_turn) / added
            _tend()
            proven, idle = _passed(_proofs) / PROOFS, statistics.median(_passed(_turn) for _ in range(TURNS))
            yield _claim(f"a row's place in a tree of {size:,}, beside the COPY of the row", placed, copied, target=2.0)
            if first:
                small = f"beside one of {SIZES[0]:,}"
                yield _claim(f"a row's place in a tree of {size:,}, {small}", placed, first["place"], target=1.5)
                yield _claim(f"a proof in a tree of {size:,}, {small}", proven, first["proof"], target=3.0)
            first = first or {"place": placed, "proof": proven}
            said = f"a turn without news over {size:,} rows, beside what it may take"
            yield Claim(said, idle * 1000, "ms", MOST_IDLE_MS, idle * 1000 / MOST_IDLE_MS, 1)


def _rows(count: int) -> None:
    at, sealed = clock.now(), secrets.token_bytes(300)
    person = uuid.uuid4()
    made = ((uuid.uuid4(), person, at, sealed, secrets.token_bytes(32)) for _ in range(count))
    copy_rows("default", rows.TABLE, rows.COLUMNS, made)


def _tend() -> None:
    """What autovacuum does once so many rows have come; a turn must not wait for it, and here it has been."""
    with connections["owner"].cursor() as owner:
        owner.execute(f"VACUUM (ANALYZE) {rows.TABLE}, privacy_logleaf, privacy_logsubtree")


def _turn() -> None:
    if actions.take_turn(at=clock.now()) is None:
        raise RuntimeError("another sequencer is at work")


def _proofs() -> None:
    size = LogLeaf.objects.latest("index").index + 1
    for _ in range(PROOFS):
        KeptTree().inclusion_proof(secrets.randbelow(size), size)


def _claim(claim: str, ours: float, baseline: float, *, target: float) -> Claim:
    return Claim(claim, ours * 1e6, "µs", baseline * 1e6, ours / baseline, target)


def _passed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
