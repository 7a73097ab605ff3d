"""Gives every committed row of the books one place in the tree, without any request ever waiting for it.

A row carries the number of the transaction that wrote it. Every transaction below PostgreSQL's own horizon
(`pg_snapshot_xmin`) has ended, so whatever such transactions wrote is there to be taken, and nothing can come later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg
from django.db import connections

from kindr.base.merkle import Frontier
from kindr.privacy.evidence.books import BOOKS
from kindr.privacy.evidence.tree import STEP
from kindr.privacy.vault.copying import copy_rows

DATA = "default"
LOCK = 0x4B6C6F67
"""The advisory lock of the one sequencer that works."""
CHUNK = 5000
EVER = 2**63 - 1
LONG_OVER = timedelta(hours=2)
"""A person's own openings bear the full hour; a row older than this belongs to the past."""

_ONE_BOOK = (
    "SELECT written_in, {book.number} AS book, id, leaf, at FROM {book.table}"
    " WHERE written_in >= %(since)s AND written_in < %(until)s"
)
WITHOUT_A_PLACE = (
    "("  # noqa: S608  # names of tables
    + " UNION ALL ".join(_ONE_BOOK.format(book=book) for book in BOOKS)
    + ") AS written WHERE NOT EXISTS (SELECT 1 FROM privacy_logleaf AS taken"
    " WHERE taken.row = written.id AND taken.book = written.book)"
)
WAITING = "SELECT count(*) FROM " + WITHOUT_A_PLACE  # noqa: S608  # as above
TAKE_IN = (
    "WITH fresh AS (SELECT %(size)s::bigint - 1 + row_number() OVER (ORDER BY written_in, book, id) AS index,"  # noqa: S608  # as above
    f" book, id, leaf, written_in, at FROM {WITHOUT_A_PLACE}),"
    " placed AS (INSERT INTO privacy_logleaf (index, book, row, hash) SELECT index, book, id, leaf FROM fresh)"
    " SELECT leaf, written_in < %(complete_until)s, coalesce(at < %(long_over)s::timestamptz, false)"
    " FROM fresh ORDER BY index"
)
"""Rows get their places where they lie; only their hashes come here, because the tree is made of those."""


@dataclass(frozen=True)
class Span:
    """Which transactions' rows are looked at."""

    since: int
    until: int


@dataclass
class Taken:
    """What one turn took in."""

    rows: int = 0
    past: int = 0
    """Rows whose moment was long over when they came."""
    found: int = 0
    """Rows of transactions that an earlier turn had taken to be complete."""


def is_alone() -> bool:
    """Whether this transaction is the only sequencer; another one goes on undisturbed."""
    with connections[DATA].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def horizon() -> int:
    """The number below which every transaction has ended."""
    with connections[DATA].cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def waiting(since: int, until: int = EVER) -> int:
    """How many rows of some transactions have no place yet."""
    with connections[DATA].cursor() as cursor:
        cursor.execute(WAITING, {"since": since, "until": until})
        return int(cursor.fetchone()[0])


def take_in(frontier: Frontier, span: Span, *, complete_until: int, last_at: datetime | None) -> Taken:
    """Appends every row of a span that has no leaf yet, in the order of transaction, book and id."""
    taken, subtrees = Taken(), []
    asked = {
        "since": span.since, "until": span.until, "size": frontier.size, "complete_until": complete_until,
        "long_over": last_at - LONG_OVER if last_at else None,
    }  # fmt: skip
    for leaf, is_found, is_past in _streamed(TAKE_IN, asked):
        taken.rows, taken.found, taken.past = taken.rows + 1, taken.found + is_found, taken.past + is_past
        for level, index, found in frontier.append(leaf):
            if level % STEP == 0:
                subtrees.append((level // STEP, index, found))
    if subtrees:
        copy_rows(DATA, "privacy_logsubtree", ("level", "index", "hash"), subtrees)
    return taken


def _streamed(statement: str, asked: Mapping[str, object]) -> Iterator[tuple[Any, ...]]:
    """Rows as they come, in the caller's transaction and in bytes: a shop's first turn may have millions."""
    database = connections[DATA]
    database.ensure_connection()
    with psycopg.Cursor(database.connection) as cursor:
        size = CHUNK if psycopg.capabilities.has_stream_chunked() else 1
        yield from cursor.stream(statement, asked, binary=True, size=size)
