"""Opened rows written as JSON: put together from what is alike for every row, for a sealed value is JSON already."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kindr.privacy.access.terms import ActorKind
from kindr.privacy.access.whole_log import OpenedLine, Said
from kindr.privacy.vault.in_bulk import OpenedRow, OpenedTable
from kindr.privacy.vault.records import sealed_columns

_encode = json.JSONEncoder(ensure_ascii=False).encode


def in_json(value: object) -> bytes:
    """Anything as JSON in UTF-8."""
    return _encode(value).encode()


def records(
    table: OpenedTable, *, clause: str, columns: Sequence[Mapping[str, Any]], kept_until: Callable[[OpenedRow], bytes]
) -> Iterator[bytes]:
    """The rows of a table; `columns` are what is said of each of its values, in the order in which they stand."""
    names, sources, columns_of = Remembered(_as_text), Remembered(in_json), sealed_columns(table.model)
    head = b'{"record": %b, "id": "%%b", "person": "%%b", "clause": %b, "source": %%b, "collected_at": "%%b"'
    head = head % (_in_a_form(table.model._meta.label), _in_a_form(clause)) + b', "kept_until": %b'
    form, forgotten = head + _form_of(columns), head + b', "forgotten": true}'
    kinds = [columns_of[name].kind for name in table.columns]
    is_text = bytes not in kinds
    for row in table.rows:
        id, person, source, at, _covers, values = row
        said = (id.encode(), names[person], sources[source], _moment(at), kept_until(row))
        if values is None:
            yield forgotten % said
            continue
        shown = values if is_text else _as_texts(values, kinds)
        yield form % (said + tuple([b"null" if value is None else value for value in shown]))


def lines(found: Iterable[OpenedLine], people: Collection[uuid.UUID]) -> list[bytes]:
    """The lines of the log: the actor's role, never the actor's id when it is staff."""
    names, told = Remembered(_as_text), {str(one) for one in people}
    ends: dict[int, bytes] = {}
    written = []
    for person, at, said in found:
        end = ends.get(id(said))
        if end is None:
            end = ends[id(said)] = b", " + in_json(_line_as_json(said, told))[1:]
        written.append(b'{"at": "' + _moment(at) + b'", "person": "' + names[person] + b'"' + end)
    return written


def _line_as_json(said: Said, people: Collection[str]) -> dict[str, Any]:
    """What lines that say the same have in common; `people` are the ids of those who read it, as text."""
    return {
        "by": said["role"],
        "kind": said["kind"],
        "own": said["kind"] == ActorKind.PERSON.value and said["actor"] in people,
        "purpose": said["purpose"],
        "did": said["verb"],
        "opened": said["opened"],
        "refused_by_clause": said["refused"] or None,
        "to": said["to"] or None,
    }


class Remembered(dict[Any, bytes]):
    """What was written once and comes again."""

    def __init__(self, write: Callable[[Any], bytes]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, key: Any) -> bytes:
        self[key] = self._write(key)
        return self[key]


def _as_text(id: bytes) -> bytes:
    return str(uuid.UUID(bytes=id)).encode()


def _moment(written: str) -> bytes:
    """A moment as Python writes it: without a fraction that is nothing."""
    return written.replace(".000000", "").encode()


def _form_of(columns: Sequence[Mapping[str, Any]]) -> bytes:
    """What stands around the values of a row, with a place for each that is shown."""
    told = [_in_a_form(column)[:-1] + (b"}" if "never_shown" in column else b', "value": %b}') for column in columns]
    return b', "values": [' + b", ".join(told) + b"]}"


def _in_a_form(value: object) -> bytes:
    """Anything as JSON within a form, in which a per cent sign begins a place."""
    return in_json(value).replace(b"%", b"%%")


def _as_texts(values: Sequence[bytes | None], kinds: Sequence[type]) -> list[bytes | None]:
    """Bytes are the only kind of value that is not sealed as JSON."""
    return [
        b'"' + base64.b64encode(value) + b'"' if kind is bytes and value is not None else value
        for value, kind in zip(values, kinds, strict=True)
    ]
