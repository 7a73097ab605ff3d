"""Which keys are due, which seal nothing, what will be due soon, and what is held back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connections
from django.db.models import Count, Min, Q

from kindr.privacy import registry
from kindr.privacy.retention import rules
from kindr.privacy.terms import Period
from kindr.privacy.vault.keyrings import CLOSED, KEYS, Slot
from kindr.privacy.vault.records import PersonalRecord

BATCH = 500


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
            "SELECT person_id FROM vault_tombstone WHERE clause = %s AND person_id = ANY(%s)", [CLOSED, list(people)]
        )
        return {row[0] for row in cursor.fetchall()}


def newest_generations(slots: Collection[Slot]) -> dict[Slot, int]:
    """The newest living generation of each slot."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT person_id, clause, period, max(generation) FROM vault_datakey"
            " JOIN unnest(%s::uuid[], %s::text[], %s::text[]) AS asked(person_id, clause, period)"
            " USING (person_id, clause, period) GROUP BY 1, 2, 3",
            [[s.person for s in slots], [s.clause for s in slots], [s.period for s in slots]],
        )
        return {Slot(row[0], row[1], row[2]): int(row[3]) for row in cursor.fetchall()}


@dataclass(frozen=True)
class Due:
    """What ends soon under one clause, and what should have gone by now: records, or keys of whole years."""

    clause: str
    left_over: int
    soon: int
    first_at: datetime | None
    """The earliest end among those that come."""


def due_within(days: int, *, at: datetime) -> list[Due]:
    """What the daily sweep will take in the coming days, by clause, and what it left; nothing is swept or opened.

    One query for each table whose records end one by one, and one for the keys of calendar years.
    """
    until = at + timedelta(days=days)
    found = [_due_in(model, at=at, until=until) for model in registry.personal_records()]
    return [each for each in [*found, *_due_years(at=at, until=until)] if each.left_over or each.soon]


def holds_by_clause() -> list[tuple[str, str, int]]:
    """How many keys of each clause are locked or restricted: clause, hold, number. One query."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT clause, hold, count(*) FROM vault_datakey WHERE hold <> '' GROUP BY 1, 2 ORDER BY 3 DESC, 1"
        )
        return [(row[0], row[1], int(row[2])) for row in cursor.fetchall()]


def _due_in(model: type[PersonalRecord], *, at: datetime, until: datetime) -> Due:
    if model.period is not Period.RECORD:
        return Due(model.clause, 0, 0, None)
    keep, event = registry.clause(model.clause).keep, model.counts_from_column
    over = Q(**{f"{event}__lte": rules.latest_event(keep, at)})
    rows = model._default_manager.filter(**{f"{event}__lte": rules.latest_event(keep, until)})
    counts = rows.aggregate(left=Count("pk", filter=over), all=Count("pk"), first=Min(event, filter=~over))
    first = rules.end_after(counts["first"], keep) if counts["first"] else None
    return Due(model.clause, counts["left"], counts["all"] - counts["left"], first)


def _due_years(*, at: datetime, until: datetime) -> list[Due]:
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT clause, period, count(DISTINCT person_id) FROM vault_datakey"
            " WHERE period ~ '^[0-9]{4}$' GROUP BY 1, 2 ORDER BY 1, 2"
        )
        rows = [(row[0], row[1], int(row[2])) for row in cursor.fetchall()]
    clauses = registry.policy().clauses
    ends = [(key, rules.end_of_year(year, clauses[key].keep), number) for key, year, number in rows if key in clauses]
    return [
        Due(key, number if end <= at else 0, number if end > at else 0, end if end > at else None)
        for key, end, number in ends
        if end <= until
    ]
