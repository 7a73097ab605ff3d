"""Which keys are due, which seal nothing, and what is locked; what comes when is in `due`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connections

from kindr.privacy.vault.keyrings import CLOSED, KEYS, Slot
from kindr.privacy.vault.wrapping import array, columns

BATCH = 2000


@dataclass(frozen=True)
class LivingKey:
    """A key that has not been shredded: its id, what it covers, and its generation."""

    id: UUID
    slot: Slot
    generation: int


def due_slots(clause: str, *, until: int) -> list[Slot]:
    """The slots of a clause, counted in calendar years, up to and including a year."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT person_id, clause, period FROM vault_datakey"
            " WHERE clause = %s AND period ~ '^[0-9]{4}$' AND period::int <= %s",
            [clause, until],
        )
        return [Slot(*row) for row in cursor.fetchall()]


def keys_made_before(moment: datetime) -> Iterator[list[LivingKey]]:
    """Every living key older than a moment, by its own account and by the key server's clock, in batches by id."""
    last = UUID(int=0)
    while True:
        with connections[KEYS].cursor() as cursor:
            cursor.execute(
                "SELECT id, person_id, clause, period, generation FROM vault_datakey"
                " WHERE greatest(made_at, written_at) < %s AND id > %s ORDER BY id LIMIT %s",
                [moment, last, BATCH],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        last = rows[-1][0]
        yield [LivingKey(row[0], Slot(row[1], row[2], row[3]), row[4]) for row in rows]


def closed_among(people: Collection[UUID]) -> set[UUID]:
    """Those of the people who were erased."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT person_id FROM vault_tombstone WHERE clause = %s AND person_id = ANY(%s::uuid[])",
            [CLOSED, array(person.hex for person in people)],
        )
        return {row[0] for row in cursor.fetchall()}


def newest_generations(slots: Collection[Slot]) -> dict[Slot, int]:
    """The newest living generation of each slot that has more than one."""
    if not slots:
        return {}
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT person_id, clause, period, max(generation) FROM vault_datakey"
            " JOIN unnest(%s::uuid[], %s::text[], %s::text[]) AS asked(person_id, clause, period)"
            " USING (person_id, clause, period) GROUP BY 1, 2, 3 HAVING count(*) > 1",
            columns(slots),
        )
        return {Slot(row[0], row[1], row[2]): int(row[3]) for row in cursor.fetchall()}


def holds_by_clause() -> list[tuple[str, str, int]]:
    """How many keys of each clause are locked or restricted: clause, hold, number. One query."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT clause, hold, count(*) FROM vault_datakey WHERE hold <> '' GROUP BY 1, 2 ORDER BY 3 DESC, 1"
        )
        return [(row[0], row[1], int(row[2])) for row in cursor.fetchall()]
