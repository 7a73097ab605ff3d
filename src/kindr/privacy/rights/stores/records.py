"""Personal records: every table with sealed columns, found through the registry, so that none can be left out."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, ProtectedError, QuerySet

from kindr.privacy import gates, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.rights import labels
from kindr.privacy.rights.stores import Evidence, Holding, Leftover, People, Plan, Quiet
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.records import PersonalRecord, categories_of, sealed_columns

NEVER_SHOWN = frozenset({"password_factor"})
"""Categories whose values let whoever sees them sign in: kept and counted, never opened for a page or a file."""


class Records(Quiet):
    """Rows under a clause, each sealed for its person."""

    name = "records"

    def discover(self, people: People) -> list[Holding]:
        found = []
        for model in registry.personal_records():
            rows = model._default_manager.filter(person_id__in=people)
            counted = rows.values_list("person_id", "covers").annotate(number=Count("id"))
            found += [Holding(self.name, Slot(who, model.clause, period), number) for who, period, number in counted]
        return found

    def export(self, people: People, *, access: Access, at: datetime) -> Iterable[Mapping[str, Any]]:
        return [as_json(opened) for opened in opened_of(people, access=access, at=at)]

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
        counts: dict[str, int] = {}
        for model in registry.personal_records():
            going = [row.pk for row in _rows(model, plan.people) if plan.takes(row.slot)]
            if going:
                counts[model._meta.label] = _delete(model, going)
        return Evidence(self.name, counts)

    def prove(self, plan: Plan) -> list[Leftover]:
        left = []
        for model in registry.personal_records():
            count = sum(plan.takes(row.slot) for row in _rows(model, plan.people))
            if count:
                left.append(Leftover(self.name, model._meta.label, count))
        return left


def rows_of(people: People) -> list[PersonalRecord]:
    """Every sealed row of some people: one query a table, however many people and rows."""
    return [
        row
        for model in registry.personal_records()
        for row in with_event(model).filter(person_id__in=people).order_by("collected_at", "id")
    ]


def opened_of(people: People, *, access: Access, at: datetime) -> list[gates.Opened[PersonalRecord]]:
    """Every record, opened together; what is never shown comes back with empty values, unopened."""
    shown, hidden = shown_and_hidden(people)
    return [*gates.read_many(shown, access=access, at=at), *hidden]


def shown_and_hidden(people: People) -> tuple[list[PersonalRecord], list[gates.Opened[PersonalRecord]]]:
    """The records that may be opened for their person, and those that are never shown, with empty values."""
    shown: list[PersonalRecord] = []
    hidden: list[PersonalRecord] = []
    for row in rows_of(people):
        (hidden if NEVER_SHOWN.issuperset(categories_of(type(row))) else shown).append(row)
    return shown, [gates.Opened(row, dict.fromkeys(sealed_columns(type(row)))) for row in hidden]


def is_never_shown(model: type[PersonalRecord], column: str) -> bool:
    """True for values that are kept and never shown."""
    return sealed_columns(model)[column].category in NEVER_SHOWN


def with_event(model: type[PersonalRecord]) -> QuerySet[PersonalRecord]:
    """The rows of a table with what their keeping time counts from."""
    rows = model._default_manager.all()
    return rows.select_related(*model.counts_with) if model.counts_with else rows


def as_json(opened: gates.Opened[PersonalRecord]) -> dict[str, Any]:
    """One opened record, with the names that the policy and the DPV give its values."""
    record, policy = opened.record, registry.policy()
    entry: dict[str, Any] = {
        "record": record._meta.label,
        "id": str(record.pk),
        "person": str(record.person_id),
        "clause": policy.clauses[record.clause].number,
        "source": record.source,
        "collected_at": record.collected_at.isoformat(),
    }
    if opened.is_forgotten:
        return {**entry, "forgotten": True}
    return {**entry, "values": [_value_as_json(opened, name) for name in sealed_columns(type(record))]}


def _value_as_json(opened: gates.Opened[PersonalRecord], name: str) -> dict[str, Any]:
    model = type(opened.record)
    category = sealed_columns(model)[name].category
    hidden = is_never_shown(model, name)
    return {
        "name": name,
        "label": str(labels.column_label(model, name)),
        "category": category,
        "dpv": registry.policy().categories[category].dpv,
        **({"never_shown": True} if hidden else {"value": labels.plain(opened.values()[name])}),
    }


def _rows(model: type[PersonalRecord], people: People) -> Iterable[PersonalRecord]:
    return model._default_manager.filter(person_id__in=people).only("id", "person_id", "covers")


def _delete(model: type[PersonalRecord], rows: list[uuid.UUID]) -> int:
    """Deletes rows; where another table points at one, it stays as ciphertext without a key, and `prove` says so."""
    try:
        return model._default_manager.filter(pk__in=rows).delete()[0]
    except ProtectedError:
        gone = 0
        for row in rows:
            try:
                gone += model._default_manager.filter(pk=row).delete()[0]
            except ProtectedError:
                continue
        return gone
