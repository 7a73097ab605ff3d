"""The rows of the access log as they are made: ids in clear, the rest sealed, each with its leaf (policy 5.3)."""

from __future__ import annotations

import hmac
import json
import os
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from kindr.base.ids import new_id
from kindr.privacy.access.terms import Access, ActorKind
from kindr.privacy.vault import leaves, sealing
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
    """read, disclose, advise, collect, correct, restrict, expire, erase."""
    opened: Mapping[str, Sequence[str]]
    """Clause keys, each with the categories touched."""
    rows: int = 1
    refused_by: str = ""
    """Number of the clause that said no; empty when it was allowed."""
    to: str = ""
    """The outside recipient of a disclosure."""


def sealed_rows(
    notes: Collection[Note], keys: Mapping[uuid.UUID, DataCipher], *, access: Access, at: datetime
) -> Iterator[tuple[bytes, bytes, str, bytes, bytes]]:
    """The rows of some notes as `COLUMNS`, in bytes; `keys` are the log keys of the people for the year."""
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
