"""Whole tables of one person opened together: from the server's answer to plaintext, without an object for each row."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import chain, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag

from kindr.privacy.vault import asking, sealing
from kindr.privacy.vault.keyrings import Ring, Slot
from kindr.privacy.vault.records import PersonalRecord, sealed_columns
from kindr.privacy.vault.sealing import HEADER_BYTES, KEY_ID, NONCE, TamperedSeal

IN_UTC = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+00:00\"')"
"""A moment as the leaves of the log and JSON write it."""
CLEAR = 6
"""How many columns of a row come before the sealed ones."""

_KEY_ID_IN = itemgetter(KEY_ID)
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


_ROW: Callable[[tuple[Any, ...]], OpenedRow] = partial(tuple.__new__, OpenedRow)
"""Makes a row of its parts, thousands at once, without a call of Python's for each."""


@dataclass(frozen=True)
class SealedTable:
    """What one table holds of some people, and which of its sealed columns are to be opened."""

    model: type[PersonalRecord]
    columns: tuple[str, ...]
    rows: Sequence[Answer]

    @cached_property
    def by_column(self) -> Sequence[Sequence[Any]]:
        """The same answers column by column."""
        return list(zip(*self.rows, strict=True))

    @cached_property
    def key_ids(self) -> frozenset[bytes]:
        """The ids of the keys that the values were sealed with."""
        return frozenset(map(_KEY_ID_IN, filter(None, chain.from_iterable(self.by_column[CLEAR:]))))

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
        append, unpad = found.append, sealing.unpad
        start, whose, ready = b"", b"", None
        for sealed, person, row in zip(values, people, rows, strict=True):
            if sealed is None:
                append(None)
                continue
            if person != whose or not sealed.startswith(start):
                start, whose, ready = sealed[: KEY_ID.stop], person, self._made_ready(sealed, person)
            if ready is None:
                append(None)
                continue
            decrypt, before, after = ready
            try:
                padded = decrypt(sealed[NONCE], sealed[HEADER_BYTES:], before + row + after)
            except (InvalidTag, ValueError):  # of a value that was cut, too little is left for a nonce
                raise TamperedSeal("the value does not belong here or was changed") from None
            append(unpad(padded))
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
    return SealedTable(
        model, tuple(columns), asking.rows(_question(model, tuple(columns)), [list(people)], is_binary=True)
    )


def opened(table: SealedTable, ring: Ring) -> OpenedTable:
    """A table opened with the keys of a ring, column by column; rows whose key is not there are forgotten."""
    if not table.rows:
        return OpenedTable(table.model, table.columns, [])
    name, clause = table.model._meta.db_table, table.model.clause
    keys, ids, people, sources, moments, covers, *sealed = table.by_column
    columns = [
        Opener(name, column, clause, ring).all(values, people=people, rows=keys)
        for column, values in zip(table.columns, sealed, strict=False)
    ]
    values: Iterable[Any] = zip(*columns, strict=True) if columns else repeat((), len(keys))
    if not table.key_ids <= ring.by_raw_id.keys():
        whole = zip(*sealed, strict=True)
        values = [some if _has_keys(row, ring) else None for row, some in zip(whole, values, strict=True)]
    return OpenedTable(
        table.model,
        table.columns,
        list(map(_ROW, zip(ids, people, sources, moments, covers, values, strict=True))),
    )


def _has_keys(sealed: Iterable[bytes | None], ring: Ring) -> bool:
    """One value whose key is gone makes the whole row a forgotten one, whether it was to be opened or not."""
    return all(value is None or value[KEY_ID] in ring.by_raw_id for value in sealed)


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
