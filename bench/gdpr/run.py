"""Plays one trace on both sides by turns, holds every answer against the plain model, and looks for what is left."""

from __future__ import annotations

import dataclasses
import gc
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.gdpr import books, mixes, records, tables
from bench.gdpr.mixes import Kind, Operation
from bench.gdpr.ours import Ours
from bench.gdpr.plain import Plain
from bench.gdpr.shadow import REFUSED, Answer, Shadow
from kindr.privacy import gates, registry
from kindr.privacy.access.terms import SYSTEM, Access
from kindr.privacy.evidence import actions, ports

DELETED_BEFORE = 10
"""A regulator finds one record in ten deleted."""


@dataclass
class Played:
    """What a trace showed."""

    ours: dict[Kind, list[float]] = field(default_factory=dict)
    """Seconds of each operation."""
    plain: dict[Kind, list[float]] = field(default_factory=dict)
    answers: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    """By whom and by which operation."""
    denied: int = 0

    @property
    def seconds(self) -> tuple[float, float]:
        """Ours and theirs, altogether."""
        return sum(map(sum, self.ours.values())), sum(map(sum, self.plain.values()))


@contextmanager
def under_the_policy() -> Iterator[None]:
    """With the purposes of GDPRbench adopted, a witness of its own; the tables go afterwards."""
    policy, log = registry.policy(), ports.this_log()
    with TemporaryDirectory() as folder:
        registry.adopt(tables.policy_with_purposes())
        ports.bind(dataclasses.replace(log, witness=Path(folder) / "log.witness", second_witness=None))
        try:
            yield
        finally:
            registry.adopt(policy)
            ports.bind(log)
            tables.drop_tables()


def play(mix: str, workload: str, *, count: int, operations: int, start: datetime, is_row_wise: bool = False) -> Played:
    """One workload from empty tables to the last proof."""
    tables.make_tables()
    users, is_customer = records.users_for(count, mixes.EACH[mix]), workload == "customer"
    shadow = Shadow(count, users, is_customer=is_customer, is_row_wise=is_row_wise)
    rows = Shadow(count, users, is_customer=is_customer, is_row_wise=True)
    ours = Ours(count, users, is_customer=is_customer, is_row_wise=is_row_wise, start=start)
    plain = Plain(count, users, is_customer=is_customer, start=start)
    if workload == "regulator":
        _delete_some(count, users, ours, plain, (shadow, rows))
        actions.take_turn(at=start)
    tables.analyse()
    played = Played()
    gc.collect()
    trace = mixes.trace(mix, workload, records=count, users=users, operations=operations)
    for number, op in enumerate(trace):
        _play_one(op, ours, plain, (shadow, rows), played, is_ours_first=bool(number % 2))
    _look_at_what_is_left(shadow, rows, ours, played, at=start)
    return played


def _play_one(
    op: Operation, ours: Ours, plain: Plain, shadows: tuple[Shadow, Shadow], played: Played, *, is_ours_first: bool
) -> None:
    expected, expected_rows = (shadow.answer(op) for shadow in shadows)
    if is_ours_first:
        mine, theirs = _timed(ours, op, played.ours), _timed(plain, op, played.plain)
    else:
        theirs, mine = _timed(plain, op, played.plain), _timed(ours, op, played.ours)
    played.answers += 1
    played.denied += expected == REFUSED
    played.wrong.update([f"ours: {op.kind}"] * (mine != expected) + [f"plain: {op.kind}"] * (theirs != expected_rows))


def _timed(side: Ours | Plain, op: Operation, into: dict[Kind, list[float]]) -> Answer:
    began = time.perf_counter()
    answer = side.answer(op)
    into.setdefault(op.kind, []).append(time.perf_counter() - began)
    return answer


def _delete_some(count: int, users: int, ours: Ours, plain: Plain, shadows: tuple[Shadow, ...]) -> None:
    for key in range(0, count, DELETED_BEFORE):
        op = Operation(Kind.DELETE_BY_KEY, 0, key, key % users, 0, "", 0)
        for side in (ours, plain, *shadows):
            side.answer(op)


def _look_at_what_is_left(shadow: Shadow, rows: Shadow, ours: Ours, played: Played, *, at: datetime) -> None:
    """Every record that stands says what it should, those deleted are forgotten, and each opening has its line."""
    kept = tables.Record.objects.order_by("key")
    for row in kept:
        row.__class__ = tables.BY_PURPOSE[row.purpose]
    opened = gates.read_many(list(kept), access=Access(SYSTEM, "prove_compliance"), at=at)
    stands = {row.record.key: row.data for row in opened}
    played.wrong["ours: what stands at the end"] += stands != {key: one.data for key, one in shadow.held.items()}
    gone = ours.slots.keys() - shadow.held.keys()
    played.wrong["ours: forgotten for good"] += sum(not books.is_forgotten(key, ours.slots[key]) for key in gone)
    said = books.openings_for_purposes(list(ours.people))
    played.wrong["ours: lines of the log"] += abs(said - shadow.opened.total())
    played.wrong["plain: rows that stand"] += len(rows.held) != len(shadow.held)
    played.wrong = +played.wrong
