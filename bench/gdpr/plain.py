"""The same answers from PostgreSQL alone: columns in clear, the same indexes, one statement an operation.

Nothing is sealed, nothing is logged, and no consent is kept as evidence: an objection is a column.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connections

from bench.gdpr import records
from bench.gdpr.mixes import Kind, Operation
from bench.gdpr.shadow import REFUSED, Answer
from bench.gdpr.tables import PLAIN, PLAIN_LOG
from kindr.base.ids import new_id

INSERT = (
    f"INSERT INTO {PLAIN} (id, key, usr, purpose, ends_at, objects, decision, acl, shared, origin, category, data)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
META = "key, usr, purpose, ends_at, objects, decision, acl, shared, origin, category"
WHERE = {
    "key": "key = %s", "user": "usr = %s", "purpose": "purpose = %s", "sharing": "shared = %s", "time": "ends_at <= %s",
}  # fmt: skip
COLUMNS = {"source": "origin"}


class Plain:
    """PostgreSQL as an ordinary shop uses it."""

    def __init__(self, count: int, users: int, *, is_customer: bool, start: datetime) -> None:
        self.users, self.is_customer, self.start = users, is_customer, start
        with connections["default"].cursor() as cursor:
            cursor.executemany(INSERT, [self._row(key, start) for key in range(count)])
            cursor.executemany(
                f"INSERT INTO {PLAIN_LOG} (usr, said) VALUES (%s, 'taken in')", [[key % users] for key in range(count)]
            )

    def answer(self, op: Operation) -> Answer:
        """Does one operation."""
        return _ANSWERS[op.kind](self, op, self.start + timedelta(seconds=op.second))

    def _row(self, key: int, at: datetime) -> list[object]:
        made = records.made(key, self.users)
        return [
            new_id(), key, made.user, made.purpose, at + made.lasts, made.objects, made.decision, made.acl, made.shared,
            made.source, made.category, made.data,
        ]  # fmt: skip

    def _create(self, op: Operation, at: datetime) -> Answer:
        return _count(INSERT, self._row(op.key, at))

    def _read_by_key(self, op: Operation, at: datetime) -> Answer:
        found = _rows(
            f"SELECT key, data, usr, purpose, objects FROM {PLAIN} WHERE key = %s AND ends_at > %s", [op.key, at]
        )
        if not found:
            return ()
        key, data, user, purpose, objects = found[0]
        is_theirs = user == op.user if self.is_customer else purpose == op.purpose and not objects
        return ((key, data),) if is_theirs else REFUSED

    def _read_by_user(self, op: Operation, at: datetime) -> Answer:
        return tuple(
            _rows(f"SELECT key, data FROM {PLAIN} WHERE usr = %s AND ends_at > %s ORDER BY key", [op.user, at])
        )

    def _read_for_purpose(self, op: Operation, at: datetime) -> Answer:
        only = " AND decision = 0" if op.kind is Kind.READ_BY_DECISION else ""
        asked = f"SELECT key, data FROM {PLAIN} WHERE purpose = %s AND ends_at > %s AND NOT objects{only} ORDER BY key"
        return tuple(_rows(asked, [op.purpose, at]))

    def _meta(self, op: Operation, at: datetime) -> Answer:
        by, value = _by(op, at)
        found = _rows(f"SELECT {META} FROM {PLAIN} WHERE {by} AND ends_at > %s ORDER BY key", [value, at])
        return tuple((*row[:3], round((row[3] - self.start).total_seconds(), 3), *row[4:]) for row in found)

    def _update(self, op: Operation, at: datetime) -> Answer:
        new = [records.data(op.value), op.key, at]
        return _count(f"UPDATE {PLAIN} SET data = %s WHERE key = %s AND ends_at > %s", new)

    def _update_meta(self, op: Operation, at: datetime) -> Answer:
        by, chosen = _by(op, at)
        if op.field == "objects":
            # An objection to an interest stands; a consent can be given again.
            change, value = "objects = %s OR (objects AND purpose %% 2 = 1)", records.objects(op.value)
        else:
            change, value = f"{COLUMNS.get(op.field, op.field)} = %s", op.value
        return _count(f"UPDATE {PLAIN} SET {change} WHERE {by} AND ends_at > %s", [value, chosen, at])

    def _delete(self, op: Operation, at: datetime) -> Answer:
        by, value = _by(op, at)
        return _count(f"DELETE FROM {PLAIN} WHERE {by}", [value])

    def _logs(self, op: Operation, _at: datetime) -> Answer:
        return len(_rows(f"SELECT id, usr, said FROM {PLAIN_LOG} ORDER BY id DESC LIMIT %s", [op.value]))

    def _is_gone(self, op: Operation, _at: datetime) -> Answer:
        return not _rows(f"SELECT 1 FROM {PLAIN} WHERE key = %s", [op.key])


def _by(op: Operation, at: datetime) -> tuple[str, object]:
    name = op.kind.value.rpartition(" ")[2]
    value = {
        "key": op.key, "user": op.user, "purpose": op.purpose, "sharing": op.key % records.CHOICES, "time": at,
    }[name]  # fmt: skip
    return WHERE[name], value


def _rows(statement: str, values: list[object]) -> list[tuple[Any, ...]]:
    with connections["default"].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _count(statement: str, values: list[object]) -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


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
