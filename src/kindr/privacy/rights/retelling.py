"""A statement told again from a copy: what its page is written from, whenever somebody wants to read it."""

from __future__ import annotations

import base64
import uuid
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps

from kindr.privacy import registry
from kindr.privacy.access.log import Line
from kindr.privacy.consent.events import Decision, Event
from kindr.privacy.rights import labels, queries
from kindr.privacy.rights.labels import in_words
from kindr.privacy.rights.statements import Agreement, Entry, MyData, Opening, Value
from kindr.privacy.rights.stores import Holding
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.records import PersonalRecord, sealed_columns

Row = Mapping[str, Any]
NOBODY = uuid.UUID(int=0)


def statement_of(content: Row) -> MyData:
    """What a copy says, in the language of the page; nothing is opened."""
    others = {uuid.UUID(key): name for key, name in content["others"].items()}
    clauses, held = {clause.number: clause for clause in registry.policy().clauses.values()}, content["stores"]
    kept: dict[str, list[Entry]] = defaultdict(list)
    for row in held.get("records", ()):
        kept[clauses[row["clause"]].key].append(_entry(row, others))
    for row in content["counted"]:
        slot = Slot(uuid.UUID(row["person"]), clauses[row["clause"]].key, "")
        kept[slot.clause].append(queries.counted(Holding(row["store"], slot, row["count"]), others))
    openings = [_opening(row, others) for row in held.get("access log", ())]
    agreements = [_agreement(row, others) for row in held.get("consent ledger", ())]
    sections = [queries.section(clause, kept[key], openings) for key, clause in _all_clauses() if kept[key]]
    everywhere = queries.reasons(queries.everywhere())
    return MyData(datetime.fromisoformat(content["made_at"]), everywhere, sections, agreements, openings)


def _all_clauses() -> list[tuple[str, Any]]:
    return list(registry.policy().clauses.items())


def _entry(row: Row, others: Mapping[uuid.UUID, str]) -> Entry:
    model, source = apps.get_model(row["record"]), registry.policy().sources.get(row["source"])
    person, ends = uuid.UUID(row["person"]), row["kept_until"]
    return Entry(
        title=labels.record_label(model),
        whose=others.get(person, ""),
        source=in_words(source.says) if source else row["source"],
        collected_at=datetime.fromisoformat(row["collected_at"]),
        until=date.fromisoformat(ends) if ends else None,
        values=[_value(model, value) for value in row.get("values", ())],
        is_forgotten=row.get("forgotten", False),
        person=person,
        source_key=row["source"],
    )


def _value(model: type[PersonalRecord], value: Row) -> Value:
    name, is_hidden = value["name"], value.get("never_shown", False)
    label = labels.column_label(model, name)
    lines = (
        [] if is_hidden else labels.shown_in(model, name, _of_kind(value["value"], sealed_columns(model)[name].kind))
    )
    return Value(name, label, lines, category=value["category"], is_hidden=is_hidden)


def _of_kind(value: Any, kind: type) -> Any:
    """A value as it was before `labels.plain` wrote it for JSON."""
    if value is None or kind not in (bytes, date):
        return value
    return base64.b64decode(value) if kind is bytes else date.fromisoformat(value)


def _opening(row: Row, others: Mapping[uuid.UUID, str]) -> Opening:
    person = uuid.UUID(row["person"])
    line = Line(
        id=NOBODY,
        person=person,
        at=datetime.fromisoformat(row["at"]),
        actor=row["person"] if row["own"] else "",
        actor_kind=row["kind"],
        role=row["by"],
        purpose=row["purpose"],
        verb=row["did"],
        opened=row["opened"],
        refused_by=row["refused_by_clause"] or "",
        to=row["to"] or "",
    )
    return queries.opening_of(line, [person], others)


def _agreement(row: Row, others: Mapping[uuid.UUID, str]) -> Agreement:
    event = Event(
        id=NOBODY,
        person=uuid.UUID(row["person"]),
        at=datetime.fromisoformat(row["at"]),
        purpose=row["purpose"],
        decision=Decision(row["decision"]),
        shown=row["shown"],
        language=row["language"],
        channel=row["channel"],
        policy_version=row["policy"],
        by="",
    )
    return queries.agreement_of(event, others)
