"""The same answers from PostgreSQL alone: columns in clear, the same indexes, one statement an operation.

Nothing is sealed, nothing is logged, and no consent is kept as evidence: an objection is a column. The connection is
Django's, with `autocommit`, as ours is; what is written waits for the disk, as ours does (`synchronous_commit = on`).

`Logged` is PostgreSQL as GDPRbench itself makes it comply, with every access written down: each statement also adds a
line for each owner whose rows it touched, in the same round trip and the same commit. The line says what ours says, in
clear; its table has our index by owner, and one that finds the newest lines. It is the strongest such baseline that we
know how to write.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connections

from bench.gdpr import records
from bench.gdpr.mixes import Kind, Operation
from bench.gdpr.shadow import REFUSED, Answer
from bench.gdpr.tables import LOGGED, LOGGED_LOG, PLAIN, PLAIN_LOG
from kindr.base.ids import new_id

ROW = (
    "(id, key, usr, purpose, ends_at, objects, decision, acl, shared, origin, category, data)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
META = "key, purpose, ends_at, objects, decision, acl, shared, origin, category"
WHERE = {
    "key": "key = %s", "user": "usr = %s", "purpose": "purpose = %s", "sharing": "shared = %s", "time": "ends_at <= %s",
}  # fmt: skip
COLUMNS = {"source": "origin"}


class Plain:
    """PostgreSQL as an ordinary shop uses it."""

    table, log = PLAIN, PLAIN_LOG

    def __init__(self, count: int, users: int, *, is_customer: bool, start: datetime) -> None:
        self.users, self.is_customer, self.start = users, is_customer, start
        with connections["default"].cursor() as cursor:
            cursor.executemany(f"INSERT INTO {self.table} {ROW}", [self._row(key, start) for key in range(count)])
            cursor.executemany(
                f"INSERT INTO {self.log} (id, usr, at, said) VALUES (%s, %s, %s, 'taken in')",
                [[new_id(), key % users, start] for key in range(count)],
            )

    def answer(self, op: Operation) -> Answer:
        """Does one operation."""
        return _ANSWERS[op.kind](self, op, self.start + timedelta(seconds=op.second))

    def ask(self, op: Operation, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:  # noqa: ARG002
        """The rows that a statement gives, the first column of each being the owner's number."""
        return _rows(statement, values)

    def _row(self, key: int, at: datetime) -> list[object]:
        made = records.made(key, self.users)
        return [
            new_id(), key, made.user, made.purpose, at + made.lasts, made.objects, made.decision, made.acl, made.shared,
            made.source, made.category, made.data,
        ]  # fmt: skip

    def _create(self, op: Operation, at: datetime) -> Answer:
        return self._count(op, f"INSERT INTO {self.table} {ROW}", self._row(op.key, at))

    def _read_by_key(self, op: Operation, at: datetime) -> Answer:
        columns = "usr, key, data, purpose, objects"
        found = self.ask(op, f"SELECT {columns} FROM {self.table} WHERE key = %s AND ends_at > %s", [op.key, at])
        if not found:
            return ()
        user, key, data, purpose, objects = found[0]
        is_theirs = user == op.user if self.is_customer else purpose == op.purpose and not objects
        return ((key, data),) if is_theirs else REFUSED

    def _read_by_user(self, op: Operation, at: datetime) -> Answer:
        return self._read(op, "usr = %s AND ends_at > %s", [op.user, at])

    def _read_for_purpose(self, op: Operation, at: datetime) -> Answer:
        only = " AND decision = 0" if op.kind is Kind.READ_BY_DECISION else ""
        return self._read(op, f"purpose = %s AND ends_at > %s AND NOT objects{only}", [op.purpose, at])

    def _read(self, op: Operation, where: str, values: list[object]) -> Answer:
        found = self.ask(op, f"SELECT usr, key, data FROM {self.table} WHERE {where} ORDER BY key", values)
        return tuple(row[1:] for row in found)

    def _meta(self, op: Operation, at: datetime) -> Answer:
        by, value = _by(op, at)
        asked = f"SELECT usr, {META} FROM {self.table} WHERE {by} AND ends_at > %s ORDER BY key"
        return tuple(
            (row[1], row[0], row[2], round((row[3] - self.start).total_seconds(), 3), *row[4:])
            for row in self.ask(op, asked, [value, at])
        )

    def _update(self, op: Operation, at: datetime) -> Answer:
        new = [records.data(op.value), op.key, at]
        return self._count(op, f"UPDATE {self.table} SET data = %s WHERE key = %s AND ends_at > %s", new)

    def _update_meta(self, op: Operation, at: datetime) -> Answer:
        by, chosen = _by(op, at)
        if op.field == "objects":
            # An objection to an interest stands; a consent can be given again.
            change, value = "objects = %s OR (objects AND purpose %% 2 = 1)", records.objects(op.value)
        else:
            change, value = f"{COLUMNS.get(op.field, op.field)} = %s", op.value
        return self._count(op, f"UPDATE {self.table} SET {change} WHERE {by} AND ends_at > %s", [value, chosen, at])

    def _delete(self, op: Operation, at: datetime) -> Answer:
        by, value = _by(op, at)
        return self._count(op, f"DELETE FROM {self.table} WHERE {by}", [value])

    def _count(self, op: Operation, statement: str, values: list[object]) -> int:
        return len(self.ask(op, f"{statement} RETURNING usr", values))

    def _logs(self, op: Operation, _at: datetime) -> Answer:
        return len(self.ask(op, f"SELECT usr, id, at, said FROM {self.log} ORDER BY at DESC LIMIT %s", [op.value]))

    def _is_gone(self, op: Operation, _at: datetime) -> Answer:
        return not _rows(f"SELECT 1 FROM {self.table} WHERE key = %s", [op.key])


class Logged(Plain):
    """The same with every access written down before its answer is given."""

    table, log = LOGGED, LOGGED_LOG

    def ask(self, op: Operation, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """One statement, so that rows and lines are one round trip and one commit."""
        both = (
            f"WITH found AS ({statement}), lines AS (INSERT INTO {self.log} (id, usr, at, said)"
            " SELECT gen_random_uuid(), usr, %s, %s FROM (SELECT DISTINCT usr FROM found) AS owners)"
            " SELECT * FROM found"
        )
        return _rows(both, [*values, self.start + timedelta(seconds=op.second), self._said(op)])

    def _said(self, op: Operation) -> str:
        """What a line of ours says as well."""
        said = {
            "v": 1, "actor": str(op.user), "kind": "person" if self.is_customer else "system", "role": "system",
            "purpose": f"gdpr_purpose_{op.purpose}", "grant": "", "verb": str(op.kind), "rows": 1, "refused": "",
            "to": "", "opened": {f"gdpr_{op.purpose}": ["name"]},
        }  # fmt: skip
        return json.dumps(said, separators=(",", ":"), sort_keys=True)


def _by(op: Operation, at: datetime) -> tuple[str, object]:
    name = op.kind.value.rpartition(" ")[2]
    value = {
        "key": op.key, "user": op.user, "purpose": op.purpose, "sharing": op.key % records.CHOICES, "time": at,
    }[name]  # fmt: skip
    return WHERE[name], value


def _rows(statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    with connections["default"].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


_ANSWERS: dict[Kind, Callable[[Plain, Operation, datetime], Answer]] = {
    Kind.CREATE: Plain._create,
    Kind.READ_BY_KEY: Plain._read_by_key,
    Kind.READ_BY_USER: Plain._read_by_user,
    **dict.fromkeys((Kind.READ_BY_PURPOSE, Kind.READ_BY_OBJECTION, Kind.READ_BY_DECISION), Plain._read_for_purpose),
    **dict.fromkeys((Kind.META_BY_KEY, Kind.META_BY_USER, Kind.META_BY_PURPOSE), Plain._meta),
    Kind.UPDATE_BY_KEY: Plain._update,
    **dict.fromkeys(
        (
            Kind.UPDATE_META_BY_KEY,
            Kind.UPDATE_META_BY_USER,
            Kind.UPDATE_META_BY_PURPOSE,
            Kind.UPDATE_META_BY_SHARING,
        ),
        Plain._update_meta,
    ),
    **dict.fromkeys(
        (Kind.DELETE_BY_KEY, Kind.DELETE_BY_USER, Kind.DELETE_BY_PURPOSE, Kind.DELETE_BY_TIME), Plain._delete
    ),
    Kind.LOGS: Plain._logs,
    Kind.VERIFY_DELETION: Plain._is_gone,
}
