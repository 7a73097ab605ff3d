"""Giving a million rows their places in the tree, beside copying the same rows into a table; and what a proof costs."""

from __future__ import annotations

import dataclasses
import secrets
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measuring import Claim
from kindr.base import clock
from kindr.privacy.access import rows
from kindr.privacy.evidence import actions, ports
from kindr.privacy.evidence.models import LogLeaf
from kindr.privacy.evidence.tree import KeptTree
from kindr.privacy.vault.copying import copy_rows

scale = True
FEW, MANY = 10_000, 1_000_000
PROOFS = 200


def claims() -> Iterator[Claim]:
    """Microseconds a row: the whole turn beside the COPY of the rows themselves, and a million beside ten thousand."""
    with TemporaryDirectory() as folder:
        ports.bind(dataclasses.replace(ports.this_log(), witness=Path(folder) / "log.witness"))
        _turn()
        few = _passed(lambda: _rows(FEW)), _passed(_turn)
        slow = _passed(_proofs) / PROOFS
        many = _passed(lambda: _rows(MANY - FEW)), _passed(_turn)
        ours, copied, before = many[1] / (MANY - FEW), many[0] / (MANY - FEW), few[1] / FEW
        yield _claim("a row's place in a tree of a million, beside the COPY of the row", ours, copied, target=2.0)
        yield _claim("a row's place in a tree of a million, beside one of ten thousand", ours, before, target=1.5)
        proof = _passed(_proofs) / PROOFS
        yield _claim("a proof in a tree of a million, beside one of ten thousand", proof, slow, target=3.0)
        idle = _passed(_turn)
        yield Claim("a turn without news over a million rows", idle * 1000, "ms", 50, idle / 0.05, 1)


def _rows(count: int) -> None:
    at, sealed = clock.now(), secrets.token_bytes(300)
    person = uuid.uuid4()
    made = ((uuid.uuid4(), person, at, sealed, secrets.token_bytes(32)) for _ in range(count))
    copy_rows("default", rows.TABLE, rows.COLUMNS, made)


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
