"""Every line of the access log about somebody, opened together for their copy of everything (policy 6.1).

Lines that say the same differ in person, moment and salt only, so that what they say is read once.
"""

from __future__ import annotations

import json
import uuid
from binascii import unhexlify
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from kindr.privacy.access.log import Line
from kindr.privacy.access.rows import CLAUSE, TABLE
from kindr.privacy.vault import asking, leaves
from kindr.privacy.vault.in_bulk import IN_UTC, Opener
from kindr.privacy.vault.keyrings import Ring
from kindr.privacy.vault.sealing import KEY_ID

ROWS = (
    f"SELECT uuid_send(id), uuid_send(person_id), {IN_UTC.format('at')}, payload, leaf FROM {TABLE}"  # noqa: S608  # constants
    " WHERE person_id = ANY(%s) ORDER BY at DESC, id DESC"
)
SALT = b'"salt":"'
"""Nothing else in a payload reads like this: within a JSON text a quote is never without a backslash."""
SALT_LETTERS = 2 * leaves.SALT_BYTES

SealedLine = tuple[bytes, bytes, str, bytes, bytes]
Said = Mapping[str, Any]
"""What a payload says."""


class OpenedLine(NamedTuple):
    """A line in clear; lines that say the same share what they say."""

    person: bytes
    at: str
    said: Said

    @property
    def line(self) -> Line:
        """The line as the pages have it; its own id is not told."""
        said = self.said
        return Line(
            NOBODY,
            uuid.UUID(bytes=self.person),
            datetime.fromisoformat(self.at),
            said["actor"],
            said["kind"],
            said["role"],
            said["purpose"],
            said["verb"],
            said["opened"],
            said["refused"],
            said["to"],
            said.get("grant", ""),
        )


_LINE: Callable[[tuple[bytes, str, Said]], OpenedLine] = partial(tuple.__new__, OpenedLine)
NOBODY = uuid.UUID(int=0)


def sealed_lines(people: Collection[uuid.UUID]) -> list[SealedLine]:
    """The sealed lines about some people, newest first."""
    return asking.rows(ROWS, [list(people)], is_binary=True)


def key_ids(lines: Sequence[SealedLine]) -> set[bytes]:
    """The ids of the keys that some lines were sealed with."""
    return {payload[KEY_ID] for _row, _person, _at, payload, _leaf in lines}


def opened(lines: Sequence[SealedLine], ring: Ring) -> list[OpenedLine]:
    """The lines whose keys are in the ring; the others are leaves by now. Raises TamperedSeal."""
    rows, people, _moments, sealed, _leaves = zip(*lines, strict=True) if lines else ((),) * 5
    payloads = Opener(TABLE, "payload", CLAUSE, ring).all(sealed, people=people, rows=rows)
    told = [(line, payload) for line, payload in zip(lines, payloads, strict=True) if payload is not None]
    return list(map(_LINE, _said(told)))


def _said(told: Sequence[tuple[SealedLine, bytes]]) -> Iterator[tuple[bytes, str, Said]]:
    read: dict[bytes, Said] = {}
    for (row, person, at, _sealed, leaf), payload in told:
        before, _, rest = payload.partition(SALT)
        salt, after = rest[:SALT_LETTERS], rest[SALT_LETTERS:]
        leaves.check(leaf, leaves.raw_leaf(payload, unhexlify(salt), person=person, row=row, moment=at.encode()))
        alike = before + after
        said = read.get(alike)
        if said is None:
            said = read[alike] = json.loads(payload)
        yield person, at, said
