"""Who had keys in a window, a batch of people at a time; the key server is asked, and nothing is unwrapped."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connections

from kindr.privacy.vault.keyrings import KEYS

BATCH_KEYS = 20_000
"""How many keys one batch spans; a person has a handful of them."""
FIRST = uuid.UUID(int=0)

NEXT = "SELECT person_id FROM {table} WHERE person_id > %s ORDER BY person_id OFFSET %s LIMIT 1"
BOUNDS = tuple(NEXT.format(table=table) for table in ("vault_datakey", "vault_tombstone"))
HELD = """
    SELECT person_id,
           array_agg(DISTINCT clause) FILTER (WHERE is_counted AND clause <> '*'),
           array_agg(DISTINCT clause) FILTER (WHERE is_gone AND clause <> '*'),
           bool_or(clause = '*')
    FROM (
        SELECT person_id, clause, true AS is_counted, false AS is_gone FROM vault_datakey
        WHERE person_id > %s AND person_id <= %s AND clause = ANY(%s) AND made_at < %s
          AND (%s::int IS NULL OR (epoch >= %s AND made_at < %s))
        UNION ALL
        SELECT person_id, clause, shredded_at >= %s, shredded_at >= %s FROM vault_tombstone
        WHERE person_id > %s AND person_id <= %s AND (clause = ANY(%s) OR clause = '*')
    ) AS keys
    GROUP BY person_id HAVING bool_or(is_counted AND clause <> '*')"""
LAST = uuid.UUID(int=2**128 - 1)


@dataclass(frozen=True)
class Held:
    """Of which clauses somebody had keys that count, which of these are shredded by now, and whether all are."""

    person: uuid.UUID
    clauses: tuple[str, ...]
    since_gone: tuple[str, ...]
    is_closed: bool


@dataclass(frozen=True)
class Span:
    """Which keys count: made before `until`, not shredded before `since`, of these clauses.

    With an epoch, only those that its root key may have wrapped: made before it was retired, not wrapped by a later
    one only. When a shredded key had been made is not known any more, so it counts.
    """

    clauses: Sequence[str]
    since: datetime
    until: datetime
    epoch: int | None = None
    epoch_until: datetime | None = field(default=None)


def batches(span: Span, *, size: int = BATCH_KEYS) -> Iterator[list[Held]]:
    """Everybody who had keys that count, by id; three queries a batch, however many people there are."""
    last = FIRST
    while True:
        upper = _upper(last, size)
        yield _between(span, last, upper)
        if upper == LAST:
            return
        last = upper


def key_of(key: uuid.UUID) -> tuple[uuid.UUID, str] | None:
    """Whose key this is, and under which clause; None when it is not there (any more)."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute("SELECT person_id, clause FROM vault_datakey WHERE id = %s", [key])
        found = cursor.fetchone()
        return (found[0], found[1]) if found else None


def closed_among(people: Sequence[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Those who were forgotten."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT person_id FROM vault_tombstone WHERE clause = '*' AND person_id = ANY(%s)", [list(people)]
        )
        return frozenset(row[0] for row in cursor.fetchall())


def retired_at(epoch: int) -> datetime | None:
    """When an epoch was retired; None while it is in use."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute("SELECT retired_at FROM vault_retiredepoch WHERE epoch = %s", [epoch])
        found = cursor.fetchone()
        return found[0] if found else None


def _upper(last: uuid.UUID, size: int) -> uuid.UUID:
    """The last person of the next batch; both tables are asked, so that neither makes it too long."""
    found = []
    with connections[KEYS].cursor() as cursor:
        for statement in BOUNDS:
            cursor.execute(statement, [last, size])
            row = cursor.fetchone()
            found += [row[0]] if row else []
    return min(found, default=LAST)


def _between(span: Span, last: uuid.UUID, upper: uuid.UUID) -> list[Held]:
    clauses = list(span.clauses)
    epoch_until = span.epoch_until or span.until
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            HELD,
            [
                last, upper, clauses, span.until, span.epoch, span.epoch, epoch_until,
                span.since, span.since, last, upper, clauses,
            ],
        )  # fmt: skip
        return [
            Held(person, tuple(sorted(counted or ())), tuple(sorted(gone or ())), bool(closed))
            for person, counted, gone, closed in cursor.fetchall()
        ]
