"""Plays one trace on every side by turns, holds every answer against the plain model, and looks for what is left."""

from __future__ import annotations

import dataclasses
import gc
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connections

from bench.gdpr import books, mixes, records, tables
from bench.gdpr.mixes import Kind, Operation
from bench.gdpr.ours import Ours
from bench.gdpr.plain import Logged, Plain
from bench.gdpr.shadow import REFUSED, Answer, Shadow
from kindr.privacy import gates, registry
from kindr.privacy.access import connection
from kindr.privacy.access.terms import SYSTEM, Access
from kindr.privacy.evidence import actions, ports
from kindr.privacy.vault import keyrings

Side = Ours | Plain
DELETED_BEFORE = 10
"""A regulator finds one record in ten deleted."""


@dataclass
class Played:
    """What a trace showed."""

    took: dict[str, dict[Kind, list[float]]] = field(default_factory=dict)
    """Seconds of each operation, by side."""
    answers: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    """By whom and by which operation."""
    denied: int = 0

    def seconds(self, side: str) -> float:
        """Of one side, altogether."""
        return sum(map(sum, self.took[side].values()))


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
    with _without_waiting():
        ours = Ours(count, users, is_customer=is_customer, is_row_wise=is_row_wise, start=start)
        plain, logged = (side(count, users, is_customer=is_customer, start=start) for side in (Plain, Logged))
        sides: dict[str, Side] = {"ours": ours, "plain": plain, "logged": logged}
        if workload == "regulator":
            _delete_some(count, users, (*sides.values(), shadow, rows))
            actions.take_turn(at=start)
    tables.analyse()
    played = Played()
    gc.collect()
    trace = mixes.trace(mix, workload, records=count, users=users, operations=operations)
    for number, op in enumerate(trace):
        expected = {"ours": shadow.answer(op)}
        expected |= dict.fromkeys(("plain", "logged"), rows.answer(op))
        _play_one(op, sides, expected, played, first=number % len(sides))
    _look_at_what_is_left(shadow, rows, ours, played, at=start)
    return played


def _play_one(
    op: Operation, sides: Mapping[str, Side], expected: Mapping[str, Answer], played: Played, *, first: int
) -> None:
    """Whoever comes second finds warmer caches, so that each side begins as often as the others."""
    names = list(sides)
    for name in names[first:] + names[:first]:
        answer = _timed(sides[name], op, played.took.setdefault(name, {}))
        played.wrong[f"{name}: {op.kind}"] += answer != expected[name]
    played.answers += 1
    played.denied += expected["ours"] == REFUSED


def _timed(side: Side, op: Operation, into: dict[Kind, list[float]]) -> Answer:
    began = time.perf_counter()
    answer = side.answer(op)
    into.setdefault(op.kind, []).append(time.perf_counter() - began)
    return answer


@contextmanager
def _without_waiting() -> Iterator[None]:
    """What is there before the trace begins need not wait for the disk; the trace does."""
    for setting in ("off", "on"):
        for alias in ("default", keyrings.KEYS):
            with connections[alias].cursor() as cursor:
                cursor.execute(f"SET synchronous_commit = {setting}")
        connection.write(f"SET synchronous_commit = {setting}", [])
        if setting == "off":
            yield


def _delete_some(count: int, users: int, sides: Iterable[Side | Shadow]) -> None:
    for key in range(0, count, DELETED_BEFORE):
        op = Operation(Kind.DELETE_BY_KEY, 0, key, key % users, 0, "", 0)
        for side in sides:
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
