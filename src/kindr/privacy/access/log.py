"""The access log: who opened what of whom, when and why; ids only, sealed, never changed (policy 5.3)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kindr.base.clock import jakarta_year
from kindr.privacy.access import watching
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.rows import CLAUSE, COLUMNS, INSERT, TABLE, Note, sealed_rows
from kindr.privacy.access.terms import Access
from kindr.privacy.vault import keyrings, leaves, sealing
from kindr.privacy.vault.keyrings import Ring, Slot
from kindr.privacy.vault.sealing import DataCipher

__all__ = [
    "CLAUSE",
    "COLUMNS",
    "INSERT",
    "TABLE",
    "Line",
    "Note",
    "disclosures_about",
    "key_ids",
    "lines",
    "lines_about",
    "lines_about_people",
    "opened",
    "rows",
    "rows_about",
    "slot_of",
    "slots_of",
    "write",
]


DISCLOSED = b'"verb":"disclose"'
"""How the payload of a disclosure says so."""


@dataclass(frozen=True)
class Line:
    """A line of the log, opened for somebody who may read it."""

    id: uuid.UUID
    person: uuid.UUID
    at: datetime
    actor: str
    actor_kind: str
    role: str
    purpose: str
    verb: str
    opened: Mapping[str, Sequence[str]]
    refused_by: str
    to: str
    grant: str = ""
    """The id of the grant or the emergency that it was opened under."""


def slot_of(person: uuid.UUID, at: datetime) -> Slot:
    """The log key of a person for the calendar year."""
    return slots_of([person], at)[0]


def slots_of(people: Iterable[uuid.UUID], at: datetime) -> list[Slot]:
    """The log keys of some people for the calendar year."""
    year = str(jakarta_year(at))
    return [Slot(person, CLAUSE, year) for person in people]


def write(notes: Collection[Note], *, access: Access, at: datetime, ring: Ring | None = None) -> None:
    """Writes the rows on the log's own connection and commits; raises LogUnavailable."""
    watching.write(rows(notes, access=access, at=at, ring=ring), notes, access=access, at=at)


def rows(notes: Collection[Note], *, access: Access, at: datetime, ring: Ring | None = None) -> list[str]:
    """The five columns of the rows to insert, for `INSERT`, as arrays in PostgreSQL's own notation."""
    keys = _log_keys([note.person for note in notes], at=at, ring=ring)
    columns: list[list[str]] = [[], [], [], [], []]
    for row, person, moment, sealed, leaf in sealed_rows(notes, keys, access=access, at=at):
        columns[0].append(row.hex())
        columns[1].append(person.hex())
        columns[2].append(moment)
        columns[3].append(f'"\\\\x{sealed.hex()}"')
        columns[4].append(f'"\\\\x{leaf.hex()}"')
    return ["{" + ",".join(column) + "}" for column in columns]


def lines(
    notes: Collection[Note], keys: Mapping[uuid.UUID, DataCipher], *, access: Access, at: datetime
) -> Iterator[tuple[object, ...]]:
    """The rows of some notes as `COLUMNS`, for COPY; `keys` are the log keys of the people for the year."""
    for row, person, moment, sealed, leaf in sealed_rows(notes, keys, access=access, at=at):
        yield uuid.UUID(bytes=row), uuid.UUID(bytes=person), moment, sealed, leaf


def lines_about(person: uuid.UUID, *, limit: int = 500) -> list[Line]:
    """The log of one person, newest first. The caller has passed a gate and reading the log is itself logged."""
    return lines_about_people([person], limit=limit)


def lines_about_people(people: Collection[uuid.UUID], *, limit: int = 500) -> list[Line]:
    """The log of some people together, newest first, with one query for rows and one for keys; as `lines_about`."""
    entries = rows_about(people, limit=limit)
    return opened(entries, keyrings.fetch(ids=key_ids(entries)))


def disclosures_about(people: Collection[uuid.UUID]) -> list[Line]:
    """What was disclosed of some people as far back as the log opens; the other lines are not read. As above."""
    entries = rows_about(people)
    return opened(entries, keyrings.fetch(ids=key_ids(entries)), only=DISCLOSED)


def rows_about(people: Collection[uuid.UUID], *, limit: int | None = None) -> list[AccessEntry]:
    """The sealed rows of some people, newest first."""
    return list(AccessEntry.objects.filter(person_id__in=people).order_by("-at", "-pk")[:limit])


def key_ids(entries: Collection[AccessEntry]) -> set[bytes]:
    """The ids of the keys that some rows were sealed with, as bytes."""
    return {sealing.raw_key_id(bytes(entry.payload)) for entry in entries}


def opened(entries: Collection[AccessEntry], ring: Ring, *, only: bytes = b"") -> list[Line]:
    """The rows whose keys are in the ring, opened; the others are leaves by now. `only` those that say this."""
    before, between, after = sealing.around(TABLE, "payload", CLAUSE)
    found = []
    for entry in entries:
        sealed = bytes(entry.payload)
        key = ring.by_raw_id.get(sealing.raw_key_id(sealed))
        if key is None:
            continue  # the log key has expired: the row is an opaque leaf
        place = before + entry.person_id.bytes + between + entry.id.bytes + after
        payload = sealing.open_sealed(sealed, key=key, place=place)
        if only in payload:
            found.append(_line(entry, payload))
    return found


def _line(entry: AccessEntry, payload: bytes) -> Line:
    """What a row says; raises TamperedSeal when its clear columns are not those that were written."""
    content = json.loads(payload)
    salt = bytes.fromhex(content["salt"])
    expected = leaves.leaf(payload, salt, person=entry.person_id, row=entry.id, at=entry.at)
    leaves.check(bytes(entry.leaf), expected)
    return Line(
        entry.id,
        entry.person_id,
        entry.at,
        content["actor"],
        content["kind"],
        content["role"],
        content["purpose"],
        content["verb"],
        content["opened"],
        content["refused"],
        content["to"],
        content.get("grant", ""),
    )


def _log_keys(people: Collection[uuid.UUID], *, at: datetime, ring: Ring | None) -> dict[uuid.UUID, DataCipher]:
    """The log key of each person; made where there is none yet."""
    wanted = slots_of(dict.fromkeys(people), at)
    found = {slot: key for slot in wanted if (key := ring.of(slot))} if ring else {}
    missing = [slot for slot in wanted if slot not in found]
    if missing:
        found.update(keyrings.for_writing(sorted(missing, key=str), at=at, outliving=[CLAUSE]))
    return {slot.person: key for slot, key in found.items()}
