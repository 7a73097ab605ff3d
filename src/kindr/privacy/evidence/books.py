"""The books whose rows are the leaves of the tree, and what a row's leaf has to be."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kindr.base.clock import jakarta_year
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.vault import leaves, sealing
from kindr.privacy.vault.keyrings import Ring, Slot


@dataclass(frozen=True)
class Book:
    """A table of rows with leaves; its number never changes, since it stands in the tree's own tables."""

    number: int
    clause: str
    model: Any

    @property
    def table(self) -> str:
        return str(self.model._meta.db_table)


BOOKS = (Book(1, "access_log", AccessEntry), Book(2, "consent_ledger", ConsentEvent))


@dataclass(frozen=True)
class Row:
    """A row as it lies in its book."""

    book: Book
    id: uuid.UUID
    person: uuid.UUID
    at: datetime
    payload: bytes
    leaf: bytes

    @property
    def key_id(self) -> bytes:
        """The id of the key that its payload names, as bytes."""
        return sealing.raw_key_id(self.payload)

    @property
    def slot(self) -> Slot:
        """What that key has to cover."""
        return Slot(self.person, self.book.clause, str(jakarta_year(self.at)))


def rows_of(book: Book, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Row]:
    """Some rows of a book, by id. One query."""
    found = book.model.objects.filter(pk__in=ids).values_list("id", "person_id", "at", "payload", "leaf")
    return {row[0]: Row(book, row[0], row[1], row[2], bytes(row[3]), bytes(row[4])) for row in found}


def payload_of(row: Row, ring: Ring) -> bytes | None:
    """The row's content in clear, which its leaf was held against; None when its key is gone.

    Raises TamperedSeal, UnknownFormat.
    """
    key = ring.by_raw_id.get(row.key_id)
    if key is None:
        return None
    book = row.book
    place = sealing.place(table=book.table, column="payload", person=row.person, row=row.id, clause=book.clause)
    payload = sealing.open_sealed(row.payload, key=key, place=place)
    leaves.check(row.leaf, leaves.leaf(payload, salt_in(payload), person=row.person, row=row.id, at=row.at))
    return payload


def salt_in(payload: bytes) -> bytes:
    """The salt of a row's leaf."""
    content: Mapping[str, str] = json.loads(payload)
    return bytes.fromhex(content["salt"])
