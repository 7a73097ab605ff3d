"""Personal records: every table with sealed columns, found through the registry, so that none can be left out."""

from __future__ import annotations

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.models import ProtectedError, QuerySet

from kindr.privacy import gates, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.retention import rules
from kindr.privacy.rights import labels
from kindr.privacy.rights.stores import Evidence, Holding, Leftover, People, Plan, Quiet, written
from kindr.privacy.statement_gate import Everything
from kindr.privacy.terms import Period
from kindr.privacy.vault import in_bulk
from kindr.privacy.vault.in_bulk import OpenedRow, OpenedTable, SealedTable
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.records import PersonalRecord, categories_of, sealed_columns

NAME = "records"
NEVER_SHOWN = frozenset({"password_factor"})
"""Categories whose values let whoever sees them sign in: kept and counted, never opened for a page or a file."""


class Records(Quiet):
    """Rows under a clause, each sealed for its person."""

    name = NAME

    def discover(self, people: People) -> list[Holding]:
        return [Holding(self.name, slot, number) for _model, slot, number in counted(people)]

    def export(self, people: People, *, opened: Everything, access: Access, at: datetime) -> Iterable[bytes]:
        return [row for table in opened.tables for row in _in_json(table, people)]

    def correct(
        self, row: uuid.UUID, *, people: People, values: Mapping[str, object], access: Access, at: datetime
    ) -> bool:
        for model in registry.personal_records():
            record = model._default_manager.filter(pk=row, person_id__in=people).first()
            if record is not None:
                gates.correct(record, access=access, at=at, values=values)
                return True
        return False

    def erase(self, plan: Plan, *, access: Access, at: datetime) -> Evidence:  # part of the protocol
        going = {model for model, slot, _number in counted(plan.people) if plan.takes(slot)}
        models = [model for model in registry.personal_records() if model in going]
        return Evidence(self.name, {model._meta.label: _delete(_going(model, plan)) for model in models})

    def prove(self, plan: Plan) -> list[Leftover]:
        left: Counter[str] = Counter()
        for model, slot, number in counted(plan.people):
            left[model._meta.label] += number if plan.takes(slot) else 0
        return [Leftover(self.name, label, number) for label, number in left.items() if number]


def counted(people: People) -> list[tuple[type[PersonalRecord], Slot, int]]:
    """How many rows of some people each table has under each slot: one query for all tables."""
    models = tuple(registry.personal_records())
    with connections["default"].cursor() as cursor:
        cursor.execute(_count_all(models), {"people": list(people)})
        return [(models[row[0]], Slot(row[1], models[row[0]].clause, row[2]), row[3]) for row in cursor.fetchall()]


@lru_cache(maxsize=2)
def _count_all(models: tuple[type[PersonalRecord], ...]) -> str:
    return " UNION ALL ".join(
        f"SELECT {number}, person_id, covers, count(*) FROM {model._meta.db_table}"  # noqa: S608  # names of tables
        " WHERE person_id = ANY(%(people)s) GROUP BY person_id, covers"
        for number, model in enumerate(models)
    )


def rows_of(people: People) -> list[PersonalRecord]:
    """Every sealed row of some people: one query for all tables, and one for each that has something of theirs."""
    filled = {model for model, _slot, _number in counted(people)}
    return [
        row
        for model in registry.personal_records()
        if model in filled
        for row in with_event(model).filter(person_id__in=people).order_by("collected_at", "id")
    ]


def shown_and_hidden(people: People) -> tuple[list[PersonalRecord], list[PersonalRecord]]:
    """The records that may be opened for their person, and those that are never shown."""
    shown: list[PersonalRecord] = []
    hidden: list[PersonalRecord] = []
    for row in rows_of(people):
        (hidden if NEVER_SHOWN.issuperset(categories_of(type(row))) else shown).append(row)
    return shown, hidden


def is_never_shown(model: type[PersonalRecord], column: str) -> bool:
    """True for values that are kept and never shown."""
    return sealed_columns(model)[column].category in NEVER_SHOWN


def with_event(model: type[PersonalRecord]) -> QuerySet[PersonalRecord]:
    """The rows of a table with what their keeping time counts from."""
    rows = model._default_manager.all()
    return rows.select_related(*model.counts_with) if model.counts_with else rows


def until(record: PersonalRecord) -> date | None:
    """The last day on which a record is kept, when it can be told."""
    end = rules.end_of(registry.clause(record.clause).keep, period=record.covers, event=record.counts_from())
    return rules.last_day(end) if end else None


def tables_of(people: People, clauses: Collection[str]) -> list[SealedTable]:
    """The tables under some clauses, with what is sealed there of some people; what is never shown is left out."""
    return [
        in_bulk.sealed_table(model, [name for name in sealed_columns(model) if not is_never_shown(model, name)], people)
        for model in registry.personal_records()
        if model.clause in clauses
    ]


def names_in(tables: Iterable[OpenedTable]) -> dict[uuid.UUID, str]:
    """The first name that stands in somebody's records."""
    names: dict[uuid.UUID, str] = {}
    for table in tables:
        columns = [sealed_columns(table.model)[name] for name in table.columns]
        places = [place for place, column in enumerate(columns) if column.category == "name" and column.kind is str]
        for row in table.rows if places else ():
            for value in (row.values[place] for place in places) if row.values else ():
                if value is not None:
                    names.setdefault(uuid.UUID(bytes=row.person), json.loads(value))
    return names


def _in_json(table: OpenedTable, people: People) -> Iterator[bytes]:
    model = table.model
    columns = [_column_as_json(model, name) for name in sealed_columns(model)]
    clause = registry.clause(model.clause).number
    return written.records(table, clause=clause, columns=columns, kept_until=_ends(model, people))


def _ends(model: type[PersonalRecord], people: People) -> Callable[[OpenedRow], bytes]:
    """Until when a row is kept, as JSON has it: alike for all rows of a period, unless each counts for itself."""
    keep = registry.clause(model.clause).keep
    if keep.period is not Period.RECORD:
        ends = written.Remembered(lambda covers: _day(rules.end_of(keep, period=covers, event=None)))
        return lambda row: ends[row.covers]
    if model.counts_from_column == "collected_at":
        return lambda row: _day(rules.end_of(keep, period=row.covers, event=datetime.fromisoformat(row.collected_at)))
    rows = model._default_manager.filter(person_id__in=people).values_list("pk", model.counts_from_column)
    events = {str(row): event for row, event in rows}
    return lambda row: _day(rules.end_of(keep, period=row.covers, event=events.get(row.id)))


def _day(end: datetime | None) -> bytes:
    return b'"' + rules.last_day(end).isoformat().encode() + b'"' if end else b"null"


def _column_as_json(model: type[PersonalRecord], name: str) -> dict[str, Any]:
    category = sealed_columns(model)[name].category
    return {
        "name": name,
        "label": str(labels.column_label(model, name)),
        "category": category,
        "dpv": registry.policy().categories[category].dpv,
        **({"never_shown": True} if is_never_shown(model, name) else {}),
    }


def _going(model: type[PersonalRecord], plan: Plan) -> QuerySet[PersonalRecord]:
    """The rows of a table that a plan does not keep."""
    stays: dict[uuid.UUID, list[str]] = defaultdict(list)
    for slot in plan.stays:
        if slot.clause == model.clause:
            stays[slot.person].append(slot.period)
    rows = model._default_manager.filter(person_id__in=plan.people)
    for person, periods in stays.items():
        rows = rows.exclude(person_id=person, covers__in=periods)
    return rows


def _delete(rows: QuerySet[PersonalRecord]) -> int:
    """Deletes rows; where another table points at one, it stays as ciphertext without a key, and `prove` says so."""
    try:
        return rows.delete()[0]
    except ProtectedError:
        gone = 0
        for row in rows.values_list("pk", flat=True):
            try:
                gone += rows.filter(pk=row).delete()[0]
            except ProtectedError:
                continue
        return gone
