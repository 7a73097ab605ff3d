"""A gate for many at once: takes in what is known about people who are new here, a whole chunk of a shop in one go.

It has the beats of `gates.collect`, check, record, do, and leaves the same rows, keys and log lines; what it saves is
the way to the servers. Whoever is known already goes through `collect`.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from kindr.base.ids import new_id
from kindr.privacy import registry
from kindr.privacy.access import log, notes
from kindr.privacy.access.log import Note
from kindr.privacy.access.terms import Access
from kindr.privacy.vault import fields, sealing
from kindr.privacy.vault.copying import NotNew, copy_rows, new_keys
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.records import PersonalRecord, categories_of, sealed_columns
from kindr.privacy.vault.sealing import DataCipher

__all__ = ["Arrival", "NotNew", "Rows", "collect_many"]

DATA = "default"


@dataclass(frozen=True)
class Rows:
    """Rows of a table that is not personal; `columns` are names of database columns."""

    model: type[models.Model]
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Arrival:
    """One record on its way in: what `collect` takes. `plain` are database columns, ids of other rows among them."""

    model: type[PersonalRecord]
    person: uuid.UUID
    access: Access
    at: datetime
    source: str
    values: Mapping[str, object] = field(repr=False)
    plain: Mapping[str, object] = field(default_factory=dict)
    id: uuid.UUID = field(default_factory=new_id)

    @property
    def slot(self) -> Slot:
        """What the record's key covers."""
        return Slot(self.person, self.model.clause, self.model.period_label(row=self.id, at=self.at))

    @property
    def note(self) -> Note:
        """The line of the log about it."""
        return Note(self.person, "collect", {self.model.clause: categories_of(self.model, self.values)})


def collect_many(arrivals: Sequence[Arrival], *, beside: Iterable[Rows] = (), at: datetime) -> int:
    """Takes records in with their log lines, and the rows `beside` them, in one transaction; counts all rows.

    Keys are committed first: what is killed in between leaves keys that seal nothing, which the sweep finds.
    Raises Refused, which is recorded, Incomplete and NotNew; then nothing is kept.
    """
    for arrival in arrivals:
        _check(arrival)
    slots = {arrival.slot for arrival in arrivals}
    keys = new_keys(slots | {log.slot_of(each.person, each.at) for each in arrivals}, at=at)
    with transaction.atomic():
        count = sum(copy_rows(DATA, part.model._meta.db_table, part.columns, part.rows) for part in beside)
        for model, mine in _by_model(arrivals).items():
            count += copy_rows(DATA, model._meta.db_table, _columns(model), (_row(each, keys) for each in mine))
        lines = (line for each in arrivals for line in _line(each, keys))
        count += copy_rows(DATA, log.TABLE, log.COLUMNS, lines)
    return len(keys) + count


def _check(arrival: Arrival) -> None:
    """The first beat, as `collect` has it."""
    clause, model = registry.clause(arrival.model.clause), arrival.model
    notes.guard(
        lambda: notes.check_collection(clause, arrival.person, arrival.source, arrival.access, at=arrival.at),
        [arrival.note], access=arrival.access, at=arrival.at,
    )  # fmt: skip
    notes.check_columns(model, arrival.values)


def _by_model(arrivals: Iterable[Arrival]) -> Mapping[type[PersonalRecord], list[Arrival]]:
    found: dict[type[PersonalRecord], list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        found[arrival.model].append(arrival)
    return found


def _columns(model: type[PersonalRecord]) -> list[str]:
    return [str(column.column) for column in model._meta.concrete_fields]


def _row(arrival: Arrival, keys: Mapping[Slot, DataCipher]) -> list[Any]:
    """The columns of a record in the order of its table, sealed where they are sealed."""
    model, slot = arrival.model, arrival.slot
    known = {
        "id": arrival.id, "person_id": arrival.person, "source": arrival.source, "collected_at": arrival.at,
        "covers": slot.period, **arrival.plain,
    }  # fmt: skip
    sealed, table, key = sealed_columns(model), model._meta.db_table, keys[slot]
    for name, column in sealed.items():
        value = arrival.values.get(name)
        if value is not None:
            place = sealing.place(table=table, column=name, person=arrival.person, row=arrival.id, clause=model.clause)
            known[name] = sealing.seal(fields.to_bytes(value, column.kind), key=key, place=place)
    return [known.get(column) for column in _columns(model)]


def _line(arrival: Arrival, keys: Mapping[Slot, DataCipher]) -> Iterator[Sequence[Any]]:
    key = keys[log.slot_of(arrival.person, arrival.at)]
    return log.lines([arrival.note], {arrival.person: key}, access=arrival.access, at=arrival.at)
