"""The unwrapped keys of one request or task: made from the key server's rows, gone when the request is over."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kindr.privacy.vault import wrapping
from kindr.privacy.vault.sealing import DataCipher
from kindr.privacy.vault.wrapping import Slot

Row = tuple[Any, ...]
"""A row of the key table, as `wrapping.COLUMNS` lists it."""
Placed = Sequence[tuple[Row, DataCipher]]
"""Rows with their ciphers that nobody asked for by slot."""
Reader = Callable[[Collection[uuid.UUID | bytes], Collection[Slot]], list[Row]]
"""Reads rows by key ids and by slots."""


class Ring:
    """The unwrapped keys of one request or task, found by key id and by slot."""

    def __init__(
        self, by_raw_id: Mapping[bytes, DataCipher], by_slot: Mapping[Slot, DataCipher], others: Placed = ()
    ) -> None:
        self.by_raw_id = by_raw_id
        self._asked = by_slot
        self._others = others

    @cached_property
    def by_id(self) -> Mapping[uuid.UUID, DataCipher]:
        """The keys by their ids."""
        return {key.id: key for key in self.by_raw_id.values()}

    @cached_property
    def by_slot(self) -> Mapping[Slot, DataCipher]:
        """The keys by their slots, those that were asked for by id as well."""
        found = {Slot(uuid.UUID(bytes=row[1]), row[2], row[3]): key for row, key in self._others}
        return {**found, **self._asked}

    def of(self, slot: Slot) -> DataCipher | None:
        """The key of a slot that was asked for; None when there is none."""
        return self._asked.get(slot)


def ring_of(rows: Iterable[Row], slots: Collection[Slot], *, read_again: Reader) -> Ring:
    """The ring of some rows, found by the slots that were asked for; raises TamperedSeal, EpochUnknown."""
    asked = {raw(slot): slot for slot in slots}
    by_raw_id: dict[bytes, DataCipher] = {}
    by_slot: dict[Slot, DataCipher] = {}
    others = []
    for row, cipher in _unwrapped(sorted(rows, key=lambda row: row[4]), read_again):
        by_raw_id[cipher.raw_id] = cipher
        if slot := asked.get(row[1:4]):
            by_slot[slot] = cipher
        else:
            others.append((row, cipher))
    return Ring(by_raw_id, by_slot, others)


def _unwrapped(rows: Sequence[Row], read_again: Reader) -> Iterator[tuple[Row, DataCipher]]:
    """Each row with its cipher; where the root is gone, the row may have been wrapped again since, and is read anew."""
    ciphers: dict[int, AESGCM | None] = {}
    lost = {row[0]: row[5] for row in rows if wrapping.cipher_of(row[5], ciphers) is None}
    if lost:
        found = {row[0]: row for row in read_again(list(lost), []) if row[5] != lost[row[0]]}
        rows = [found.get(row[0], row) for row in rows]
    for row in rows:
        cipher = wrapping.unwrap(row, ciphers)
        if cipher is not None:
            yield row, cipher


def raw(slot: Slot) -> tuple[bytes, str, str]:
    """A slot as rows name it."""
    return slot.person.bytes, slot.clause, slot.period
