"""Opened records: the plain values of sealed columns, for as long as one request or task needs them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, NoReturn, TypeVar

from kindr.privacy.vault import fields, sealing
from kindr.privacy.vault.fields import SealedValue, SealedValueMisused
from kindr.privacy.vault.keyrings import Ring
from kindr.privacy.vault.records import PersonalRecord, sealed_columns
from kindr.privacy.vault.sealing import DataCipher

R = TypeVar("R", bound=PersonalRecord)
T = TypeVar("T")


class Forgotten(Exception):
    """The key of this record was shredded: a legal state, not a fault."""


class Opened(Generic[R]):
    """A record with its values in clear: `opened.recipient`. Prints nothing and is never pickled."""

    __slots__ = ("_values", "record")

    def __init__(self, record: R, values: Mapping[str, Any] | None) -> None:
        self.record = record
        self._values = values

    @property
    def is_forgotten(self) -> bool:
        """True when the key is gone and nothing can be opened any more."""
        return self._values is None

    def __getattr__(self, column: str) -> Any:
        if column.startswith("_"):
            raise AttributeError(column)
        if self._values is None:
            raise Forgotten(f"{self.record._meta.label} {self.record.pk} is forgotten")
        try:
            return self._values[column]
        except KeyError:
            raise AttributeError(f"{self.record._meta.label} has no sealed column {column!r}") from None

    def __getitem__(self, column: str) -> Any:
        """The same as the attribute: templates try this first, and an exception for each value would cost more."""
        if self._values is None:
            raise KeyError(column)
        return self._values[column]

    def values(self) -> dict[str, Any]:
        """All opened values by column; raises Forgotten."""
        if self._values is None:
            raise Forgotten(f"{self.record._meta.label} {self.record.pk} is forgotten")
        return dict(self._values)

    def __repr__(self) -> str:
        return f"Opened({self.record!r}, •••)"

    def __reduce__(self) -> NoReturn:
        raise SealedValueMisused("an opened record is never pickled")


@dataclass(frozen=True)
class Disclosed(Generic[T]):
    """A value that has passed `disclose` for one outside recipient; the only thing a port accepts."""

    value: T
    to: str

    def __repr__(self) -> str:
        return f"Disclosed(•••, to={self.to!r})"

    def __reduce__(self) -> NoReturn:
        raise SealedValueMisused("a disclosed value is never pickled")


@dataclass(frozen=True)
class DisclosedRecord(Generic[R]):
    """A record opened for an outside recipient."""

    opened: Opened[R]
    to: str

    def disclosed(self, column: str) -> Disclosed[Any]:
        """One column's value, marked with whom it was disclosed to."""
        return Disclosed(getattr(self.opened, column), self.to)


def key_ids(records: Iterable[PersonalRecord]) -> set[uuid.UUID]:
    """The ids of the keys that some records were sealed with."""
    return {uuid.UUID(bytes=raw) for raw in raw_key_ids(records)}


def raw_key_ids(records: Iterable[PersonalRecord]) -> set[bytes]:
    """The ids of the keys that some records were sealed with, as bytes."""
    return {
        sealing.raw_key_id(value.sealed)
        for record in records
        for here in [record.__dict__]
        for name in _names(type(record))
        if (value := here.get(name)) is not None
    }


def fetched_columns(record: PersonalRecord) -> tuple[str, ...]:
    """The sealed columns that were asked for with the record: what `only()` left out is not opened and not logged."""
    names, here = _names(type(record)), record.__dict__
    return tuple(names) if names.keys() <= here.keys() else tuple(name for name in names if name in here)


@cache
def _names(model: type[PersonalRecord]) -> dict[str, None]:
    return dict.fromkeys(sealed_columns(model))


def holds_on(records: Iterable[PersonalRecord], ring: Ring) -> set[tuple[str, str]]:
    """The (clause, hold) pairs of the keys that some records were sealed with; all keys of a slot have one hold."""
    found = set()
    for record in records:
        here = record.__dict__
        for name in _names(type(record)):
            value = here.get(name)
            if value is not None:
                key = ring.by_raw_id.get(sealing.raw_key_id(value.sealed))
                if key is not None:
                    found.add((record.clause, key.hold))
                break
    return found


def opened(record: R, ring: Ring) -> Opened[R]:
    """The record opened with the keys of a ring; forgotten when its key is not there; raises TamperedSeal."""
    values: dict[str, Any] = {}
    person, row = record.person_id.bytes, record.id.bytes
    here = record.__dict__
    for name, kind, (before, between, after) in _layout(type(record)):
        if name not in here:
            continue
        value: SealedValue | None = here[name]
        if value is None:
            values[name] = None
            continue
        key = ring.by_raw_id.get(sealing.raw_key_id(value.sealed))
        if key is None:
            return Opened(record, None)
        place = before + person + between + row + after
        values[name] = fields.from_bytes(sealing.open_sealed(value.sealed, key=key, place=place), kind)
    return Opened(record, values)


def hidden(record: R, ring: Ring) -> Opened[R]:
    """A record that is shown and never opened: each value empty, or forgotten when a key of it is not there."""
    is_there = raw_key_ids([record]) <= ring.by_raw_id.keys()
    return Opened(record, dict.fromkeys(fetched_columns(record)) if is_there else None)


def seal_into(record: PersonalRecord, values: Mapping[str, object], key: DataCipher) -> None:
    """Seals plain values into the columns of a record; the caller saves it."""
    columns = sealed_columns(type(record))
    for name, value in values.items():
        plaintext = None if value is None else fields.to_bytes(value, columns[name].kind)
        sealed = None if plaintext is None else sealing.seal(plaintext, key=key, place=place_of(record, name))
        setattr(record, name, None if sealed is None else SealedValue(sealed))


def place_of(record: PersonalRecord, column: str) -> bytes:
    """Where a record's column lives, as the seal is bound to it."""
    return sealing.place(
        table=record._meta.db_table, column=column, person=record.person_id, row=record.id, clause=record.clause
    )


@cache
def _layout(model: type[PersonalRecord]) -> list[tuple[str, type, tuple[bytes, bytes, bytes]]]:
    """Name, kind and place of each sealed column: what stays the same for every row of a page."""
    table = model._meta.db_table
    return [
        (name, field.kind, sealing.around(table, name, model.clause)) for name, field in sealed_columns(model).items()
    ]
