"""The access log: who opened what of whom, when and why; ids only, sealed, never changed (policy 5.3)."""

from __future__ import annotations

import hmac
import json
import os
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from kindr.base.clock import jakarta_year
from kindr.base.ids import new_id
from kindr.privacy.access import connection
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import Access, ActorKind
from kindr.privacy.vault import keyrings, leaves, sealing
from kindr.privacy.vault.keyrings import Ring, Slot
from kindr.privacy.vault.sealing import DataCipher

CLAUSE = "access_log"
TABLE = "privacy_accessentry"

NO_SALT = "the salt stands here"

COLUMNS = ("id", "person_id", "at", "payload", "leaf")
INSERT = (
    f"INSERT INTO {TABLE} (id, person_id, at, payload, leaf)"  # noqa: S608  # the table's name is a constant
    " SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::timestamptz[], %s::bytea[], %s::bytea[])"
    " ON CONFLICT (id) DO NOTHING"
)


class Note(NamedTuple):
    """What is about to happen to one person's data: the line that the log will hold."""

    person: uuid.UUID
    verb: str
    """read, disclose, collect, correct, restrict, expire, erase."""
    opened: Mapping[str, Sequence[str]]
    """Clause keys, each with the categories touched."""
    rows: int = 1
    refused_by: str = ""
    """Number of the clause that said no; empty when it was allowed."""
    to: str = ""
    """The outside recipient of a disclosure."""


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


def slot_of(person: uuid.UUID, at: datetime) -> Slot:
    """The log key of a person for the calendar year."""
    return slots_of([person], at)[0]


def slots_of(people: Iterable[uuid.UUID], at: datetime) -> list[Slot]:
    """The log keys of some people for the calendar year."""
    year = str(jakarta_year(at))
    return [Slot(person, CLAUSE, year) for person in people]


def write(notes: Collection[Note], *, access: Access, at: datetime, ring: Ring | None = None) -> None:
    """Writes the rows on the log's own connection and commits; raises LogUnavailable."""
    connection.write(INSERT, rows(notes, access=access, at=at, ring=ring))


def rows(notes: Collection[Note], *, access: Access, at: datetime, ring: Ring | None = None) -> list[str]:
    """The five columns of the rows to insert, for `INSERT`, as arrays in PostgreSQL's own notation."""
    keys = _log_keys([note.person for note in notes], at=at, ring=ring)
    columns: list[list[str]] = [[], [], [], [], []]
    for row, person, moment, sealed, leaf in _raw_rows(notes, keys, access=access, at=at):
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
    for row, person, moment, sealed, leaf in _raw_rows(notes, keys, access=access, at=at):
        yield uuid.UUID(bytes=row), uuid.UUID(bytes=person), moment, sealed, leaf


def _raw_rows(
    notes: Collection[Note], keys: Mapping[uuid.UUID, DataCipher], *, access: Access, at: datetime
) -> Iterator[tuple[bytes, bytes, str, bytes, bytes]]:
    payloads, times = _Payloads(access), {is_own: _Time(at, is_own=is_own) for is_own in (True, False)}
    before, between, after = sealing.around(TABLE, "payload", CLAUSE)
    for note in notes:
        key, person = keys[note.person], note.person.bytes
        time = times[_is_own(note, access)]
        row, salt = _row_id(note, access, time, key), os.urandom(leaves.SALT_BYTES)
        payload = payloads.of(note, salt)
        sealed = sealing.seal(payload, key=key, place=before + person + between + row + after)
        yield (
            row,
            person,
            time.in_row,
            sealed,
            leaves.raw_leaf(payload, salt, person=person, row=row, moment=time.in_leaf),
        )


class _Time:
    """The moment of a row, written in the three ways that are needed; a person's own openings fold to the hour."""

    def __init__(self, at: datetime, *, is_own: bool) -> None:
        moment = at.astimezone(UTC)
        moment = moment.replace(minute=0, second=0, microsecond=0) if is_own else moment
        self.in_row = moment.isoformat()
        self.in_leaf = leaves.moment_of(moment)


def lines_about(person: uuid.UUID, *, limit: int = 500) -> list[Line]:
    """The log of one person, newest first. The caller has passed a gate and reading the log is itself logged."""
    return lines_about_people([person], limit=limit)


def lines_about_people(people: Collection[uuid.UUID], *, limit: int = 500) -> list[Line]:
    """The log of some people together, newest first, with one query for rows and one for keys; as `lines_about`."""
    entries = rows_about(people, limit=limit)
    return opened(entries, keyrings.fetch(ids=key_ids(entries)))


def rows_about(people: Collection[uuid.UUID], *, limit: int) -> list[AccessEntry]:
    """The sealed rows of some people, newest first."""
    return list(AccessEntry.objects.filter(person_id__in=people).order_by("-at")[:limit])


def key_ids(entries: Collection[AccessEntry]) -> set[uuid.UUID]:
    """The ids of the keys that some rows were sealed with."""
    return {sealing.key_id(bytes(entry.payload)) for entry in entries}


def opened(entries: Collection[AccessEntry], ring: Ring) -> list[Line]:
    """The rows whose keys are in the ring, opened; the others are leaves by now."""
    return [line for entry in entries if (line := _line(entry, ring)) is not None]


class _Payloads:
    """Writes the payloads of one opening. Rows that say the same differ in their salt only, so JSON is written once."""

    def __init__(self, access: Access) -> None:
        self._common = {
            "v": 1,
            "actor": str(access.actor.id or ""),
            "kind": access.actor.kind.value,
            "role": access.actor.role,
            "purpose": access.purpose,
            "grant": str(access.grant or ""),
        }
        self._written: dict[tuple[object, ...], list[bytes]] = {}

    def of(self, note: Note, salt: bytes) -> bytes:
        """The payload of a note."""
        opened = tuple((clause, tuple(categories)) for clause, categories in note.opened.items())
        same = (note.verb, opened, note.rows, note.refused_by, note.to)
        if same not in self._written:
            self._written[same] = self._write(note).encode().split(NO_SALT.encode())
        before, after = self._written[same]
        return before + salt.hex().encode() + after

    def _write(self, note: Note) -> str:
        content = {
            **self._common,
            "verb": note.verb,
            "opened": {clause: list(categories) for clause, categories in note.opened.items()},
            "rows": note.rows,
            "refused": note.refused_by,
            "to": note.to,
            "salt": NO_SALT,
        }
        return json.dumps(content, separators=(",", ":"), sort_keys=True)


def _line(entry: AccessEntry, ring: Ring) -> Line | None:
    """None when the log key has expired: the row is then an opaque leaf."""
    sealed = bytes(entry.payload)
    key = ring.by_id.get(sealing.key_id(sealed))
    if key is None:
        return None
    payload = sealing.open_sealed(sealed, key=key, place=_place(entry.person_id, entry.id))
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
    )


def _log_keys(people: Collection[uuid.UUID], *, at: datetime, ring: Ring | None) -> dict[uuid.UUID, DataCipher]:
    """The log key of each person; made where there is none yet."""
    wanted = slots_of(dict.fromkeys(people), at)
    found = {slot: key for slot in wanted if (key := ring.of(slot))} if ring else {}
    missing = [slot for slot in wanted if slot not in found]
    if missing:
        found.update(keyrings.for_writing(sorted(missing, key=str), at=at, outliving=[CLAUSE]))
    return {slot.person: key for slot, key in found.items()}


def _place(person: uuid.UUID, row: uuid.UUID) -> bytes:
    return sealing.place(table=TABLE, column="payload", person=person, row=row, clause=CLAUSE)


def _is_own(note: Note, access: Access) -> bool:
    """A person reaches only themself, their children and guests they claimed, so whatever they read is their own."""
    return access.actor.kind is ActorKind.PERSON and note.verb == "read" and not note.refused_by


def _row_id(note: Note, access: Access, time: _Time, key: DataCipher) -> bytes:
    """Random, but for a person's own openings: the same hour and clauses give the same id, and fold to one row.

    That id is made with the person's log key, so that nobody can guess from it what was opened.
    """
    if not _is_own(note, access):
        return new_id().bytes
    what = [time.in_row, access.purpose, *sorted(note.opened)]
    opening = sealing.encode(note.person.bytes, *(part.encode() for part in what))
    made = hmac.digest(sealing.derive(key.secret, "kindr/fold/v1"), opening, "sha256")[:16]
    return uuid.UUID(bytes=made, version=4).bytes
