"""What should have gone by now, what is held, and what ends when; counts by clause, nothing is opened.

The number of queries follows from the number of tables, never from the number of people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connections
from django.db.models import CharField, Count, F, Min, Q
from django.db.models.functions import Cast, TruncDate

from kindr.base.clock import JAKARTA
from kindr.privacy import registry
from kindr.privacy.retention import held, rules
from kindr.privacy.retention.held import Held
from kindr.privacy.retention.models import today
from kindr.privacy.terms import Keep, Period
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.keyrings import KEYS
from kindr.privacy.vault.records import PersonalRecord


@dataclass(frozen=True)
class Due:
    """What ends soon under one clause, and what should have gone by now: records, or keys of whole years."""

    clause: str
    left_over: int
    held: int
    """Due as well, and kept by a legal hold."""
    soon: int
    first_at: datetime | None
    """The earliest end among those that come."""
    since: datetime | None
    """The earliest end among those that are left over."""


Parts = tuple[int, int, int, datetime | None, datetime | None]
"""Left over, held and soon, with the earliest end of what comes and of what is left over."""


def due_within(days: int, *, at: datetime) -> list[Due]:
    """What the daily sweep will take in the coming days, by clause, and what it left; nothing is swept or opened."""
    keeping, until = held.in_force(at), at + timedelta(days=days)
    parts: dict[str, list[Parts]] = {}
    for clause, found in _all_parts(keeping, at=at, until=until):
        parts.setdefault(clause, []).append(found)
    order = list(registry.policy().clauses)
    merged = [_together(clause, some) for clause, some in sorted(parts.items(), key=lambda one: order.index(one[0]))]
    return [each for each in merged if each.left_over or each.held or each.soon]


def coming(days: int, *, at: datetime) -> list[tuple[date, int]]:
    """How much ends on each of the coming days, today first; what is held is counted on its own day too."""
    ends: Counter[date] = Counter()
    for model in _counted_one_by_one():
        keep, event = registry.clause(model.clause).keep, model.counts_from_column
        ends += _ends_by_day(model._default_manager.all(), event, keep, days=days, at=at)
    for clause, keep in _record_keeps().items():
        own = SealedFile.objects.filter(clause=clause, covers=Cast(F("id"), CharField()))
        ends += _ends_by_day(own, "stored_at", keep, days=days, at=at)
    for clause, period, number in _years():
        ends[today(rules.end_of_year(period, registry.clause(clause).keep))] += number
    return [(day, ends[day]) for day in (today(at) + timedelta(days=ahead) for ahead in range(days))]


def _all_parts(keeping: Held, *, at: datetime, until: datetime) -> Iterator[tuple[str, Parts]]:
    for model in _counted_one_by_one():
        keep = registry.clause(model.clause).keep
        rows = model._default_manager.all()
        yield model.clause, _parts_of(rows, model.counts_from_column, keep, keeping.rows(model.clause), (at, until))
    for clause, keep in _record_keeps().items():
        own = SealedFile.objects.filter(clause=clause, covers=Cast(F("id"), CharField()))
        yield clause, _parts_of(own, "stored_at", keep, keeping.rows(clause), (at, until))
    kept = _held_years(keeping)
    for clause, period, number in _years():
        end = rules.end_of_year(period, registry.clause(clause).keep)
        if end <= at:
            stays = kept[clause, period]
            yield clause, (number - stays, stays, 0, None, end if number > stays else None)
        elif end <= until:
            yield clause, (0, 0, number, end, None)
    yield from _rows_without_keys(keeping, at=at)


def _parts_of(rows: Any, event: str, keep: Keep, is_held: Q, bounds: tuple[datetime, datetime]) -> Parts:
    at, until = bounds
    over = Q(**{f"{event}__lte": rules.latest_event(keep, at)})
    counts = rows.filter(**{f"{event}__lte": rules.latest_event(keep, until)}).aggregate(
        left=Count("pk", filter=over & ~is_held),
        held=Count("pk", filter=over & is_held),
        soon=Count("pk", filter=~over),
        first=Min(event, filter=~over),
        since=Min(event, filter=over & ~is_held),
    )
    first, since = (rules.end_after(moment, keep) if moment else None for moment in (counts["first"], counts["since"]))
    return counts["left"], counts["held"], counts["soon"], first, since


def _rows_without_keys(keeping: Held, *, at: datetime) -> Iterator[tuple[str, Parts]]:
    """Rows of due years that a crash left behind after their keys had gone."""
    living = {(clause, period) for clause, period, _number in _years()}
    for model in registry.personal_records():
        keep = registry.clause(model.clause).keep
        if keep.period is not Period.CALENDAR_YEAR:
            continue
        years = rules.due_years(keep, at)
        dead = [year for year in years if (model.clause, year) not in living]
        number = model._default_manager.filter(covers__in=dead).exclude(keeping.rows(model.clause)).count()
        yield model.clause, (number, 0, 0, None, rules.end_of_year(years[-1], keep) if number else None)


def _together(clause: str, parts: Iterable[Parts]) -> Due:
    some = list(parts)
    left, kept, soon = sum(part[0] for part in some), sum(part[1] for part in some), sum(part[2] for part in some)
    firsts, sinces = [part[3] for part in some if part[3]], [part[4] for part in some if part[4]]
    return Due(clause, left, kept, soon, min(firsts, default=None), min(sinces, default=None))


def _ends_by_day(rows: Any, event: str, keep: Keep, *, days: int, at: datetime) -> Counter[date]:
    after, until = rules.latest_event(keep, at), rules.latest_event(keep, at + timedelta(days=days + 1))
    window = rows.filter(**{f"{event}__gt": after, f"{event}__lte": until})
    counted = window.annotate(day=TruncDate(event, tzinfo=JAKARTA)).values_list("day").annotate(number=Count("pk"))
    found: Counter[date] = Counter()
    for day, number in counted.order_by():
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=JAKARTA)
        found[today(rules.end_after(noon, keep))] += number
    return found


def _counted_one_by_one() -> list[type[PersonalRecord]]:
    return [model for model in registry.personal_records() if model.period is Period.RECORD]


def _record_keeps() -> Mapping[str, Keep]:
    clauses = registry.policy().clauses
    stored = SealedFile.objects.order_by().values_list("clause", flat=True).distinct()
    return {key: clauses[key].keep for key in stored if clauses[key].keep.period is Period.RECORD}


def _years() -> list[tuple[str, str, int]]:
    """Clause, calendar year and the number of people whose key of it lives."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT clause, period, count(DISTINCT person_id) FROM vault_datakey"
            " WHERE period ~ '^[0-9]{4}$' GROUP BY 1, 2 ORDER BY 1, 2"
        )
        clauses = registry.policy().clauses
        return [(row[0], row[1], int(row[2])) for row in cursor.fetchall() if row[0] in clauses]


def _held_years(keeping: Held) -> Counter[tuple[str, str]]:
    """How many people's key of a clause and year is held."""
    if not keeping.holds:
        return Counter()
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT k.clause, k.period, count(DISTINCT k.person_id) FROM vault_datakey k"
            " JOIN unnest(%s::uuid[], %s::text[], %s::text[]) AS h(person_id, clause, period)"
            " ON (k.person_id, k.clause) = (h.person_id, h.clause) AND h.period IN ('*', k.period)"
            " WHERE k.period ~ '^[0-9]{4}$' GROUP BY 1, 2",
            keeping.columns(),
        )
        return Counter({(row[0], row[1]): int(row[2]) for row in cursor.fetchall()})
