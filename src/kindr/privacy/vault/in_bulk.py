"""Whole tables of one person opened together: from the server's answer to plaintext, without an object for each row."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from django.db import connections

from kindr.privacy.vault import sealing
from kindr.privacy.vault.keyrings import Ring, Slot
from kindr.privacy.vault.records import PersonalRecord, sealed_columns
from kindr.privacy.vault.sealing import HEADER_BYTES, KEY_ID, NONCE, SHORTEST, TamperedSeal

IN_UTC = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+00:00\"')"
"""A moment as the leaves of the log and JSON write it."""
CLEAR = 6
"""How many columns of a row come before the sealed ones."""

Decrypt = Callable[[bytes, bytes, bytes], bytes]
Ready = tuple[Decrypt, bytes, bytes]
"""The cipher of a key, and what a value is bound to before and after the id of its row."""
Answer = tuple[Any, ...]
"""Id and person in bytes, id and moment as text, source, period; then the sealed columns, the opened ones first, and of
the others their beginnings only, which name their keys."""


class OpenedRow(NamedTuple):
    """A row in clear, each value as the bytes that were sealed; `values` is None when it is forgotten."""

    id: str
    person: bytes
    source: str
    collected_at: str
    covers: str
    values: Sequence[bytes | None] | None


@dataclass(frozen=True)
class SealedTable:
    """What one table holds of some people, and which of its sealed columns are to be opened."""

    model: type[PersonalRecord]
    columns: tuple[str, ...]
    rows: Sequence[Answer]

    def key_ids(self) -> set[bytes]:
        """The ids of the keys that the values were sealed with."""
        return {sealed[KEY_ID] for row in self.rows for sealed in row[CLEAR:] if sealed is not None}

    def counts(self) -> dict[uuid.UUID, int]:
        """How many rows each person has."""
        return {uuid.UUID(bytes=person): count for person, count in Counter(row[2] for row in self.rows).items()}

    def slots(self) -> set[Slot]:
        """What the keys of the rows cover."""
        found = {(row[2], row[5]) for row in self.rows}
        return {Slot(uuid.UUID(bytes=person), self.model.clause, covers) for person, covers in found}


@dataclass(frozen=True)
class OpenedTable:
    """A table whose rows are open."""

    model: type[PersonalRecord]
    columns: tuple[str, ...]
    rows: Sequence[OpenedRow]


class Opener:
    """Opens the values of one column: what is alike for all rows under one key of one person is put together once."""

    def __init__(self, table: str, column: str, clause: str, ring: Ring) -> None:
        self._around = sealing.around(table, column, clause)
        self._ring = ring

    def all(
        self, values: Iterable[bytes | None], *, people: Iterable[bytes], rows: Iterable[bytes]
    ) -> list[bytes | None]:
        """The plaintext of each value; None where there is none, or where its key is not in the ring.

        Raises UnknownFormat, TamperedSeal.
        """
        found: list[bytes | None] = []
        start, whose, ready = b"", b"", None
        for sealed, person, row in zip(values, people, rows, strict=True):
            if sealed is None:
                found.append(None)
                continue
            if not (start and sealed.startswith(start) and person == whose):
                start, whose, ready = sealed[: KEY_ID.stop], person, self._made_ready(sealed, person)
            if ready is None:
                found.append(None)
                continue
            decrypt, before, after = ready
            if len(sealed) < SHORTEST:
                raise TamperedSeal("the value was cut")
            try:
                padded = decrypt(sealed[NONCE], sealed[HEADER_BYTES:], before + row + after)
            except InvalidTag:
                raise TamperedSeal("the value does not belong here or was changed") from None
            found.append(sealing.unpad(padded))
        return found

    def _made_ready(self, sealed: bytes, person: bytes) -> Ready | None:
        key = self._ring.by_raw_id.get(sealing.raw_key_id(sealed))
        if key is None:
            return None
        before, between, after = self._around
        length = sealing.length(before + person + between + bytes(16) + after)
        bound = key.bound if sealed.startswith(key.start) else key.bound_2
        return key.cipher.decrypt, bound + length + before + person + between, after


def sealed_table(model: type[PersonalRecord], columns: Sequence[str], people: Collection[uuid.UUID]) -> SealedTable:
    """The rows of some people in one table, oldest first, with these sealed columns: one question."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_question(model, tuple(columns)), [list(people)])
        return SealedTable(model, tuple(columns), cursor.fetchall())


def opened(table: SealedTable, ring: Ring) -> OpenedTable:
    """A table opened with the keys of a ring, column by column; rows whose key is not there are forgotten."""
    name, clause, rows = table.model._meta.db_table, table.model.clause, table.rows
    keys, people = [row[0] for row in rows], [row[2] for row in rows]
    columns = [
        Opener(name, column, clause, ring).all([row[place] for row in rows], people=people, rows=keys)
        for place, column in enumerate(table.columns, CLEAR)
    ]
    values = list(zip(*columns, strict=True)) if columns else [()] * len(rows)
    known = ring.by_raw_id
    return OpenedTable(
        table.model, table.columns, [_row(row, some, known) for row, some in zip(rows, values, strict=True)]
    )


def _row(row: Answer, values: Sequence[bytes | None], known: Container[bytes]) -> OpenedRow:
    """One value whose key is gone makes the whole row a forgotten one, whether it was to be opened or not."""
    others = CLEAR + len(values)
    is_forgotten = None in values and values.count(None) > row[CLEAR:others].count(None)
    is_forgotten = is_forgotten or any(start and start[KEY_ID] not in known for start in row[others:])
    return OpenedRow(row[1], row[2], row[3], row[4], row[5], None if is_forgotten else values)


@lru_cache(maxsize=1024)
def _question(model: type[PersonalRecord], columns: tuple[str, ...]) -> str:
    known = sealed_columns(model)
    others = [
        f'substring("{column.column}" for {KEY_ID.stop})' for name, column in known.items() if name not in columns
    ]
    sealed = "".join(f", {each}" for each in [*(f'"{known[name].column}"' for name in columns), *others])
    return (
        f"SELECT uuid_send(id), id::text, uuid_send(person_id), source, {IN_UTC.format('collected_at')}, covers{sealed}"  # noqa: S608  # names of columns
        f' FROM "{model._meta.db_table}" WHERE person_id = ANY(%s) ORDER BY collected_at, id'
    )
