"""Gives every committed row of the books one place in the tree, without any request ever waiting for it.

A row carries the number of the transaction that wrote it. Every transaction below PostgreSQL's own horizon
(`pg_snapshot_xmin`) has ended, so whatever such transactions wrote is there to be taken, and nothing can come later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

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
NEW_ROWS = (
    "SELECT written_in, book, id, leaf, at FROM ("  # noqa: S608  # names of tables
    + " UNION ALL ".join(_ONE_BOOK.format(book=book) for book in BOOKS)
    + ") AS written WHERE NOT EXISTS (SELECT 1 FROM privacy_logleaf AS taken"
    " WHERE taken.row = written.id AND taken.book = written.book) ORDER BY written_in, book, id"
)
WAITING = "SELECT count(*) FROM (" + NEW_ROWS + ") AS waiting"  # noqa: S608  # as above


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
    taken, long_over = Taken(), last_at - LONG_OVER if last_at else None
    for rows in _in_chunks(span):
        taken.rows += len(rows)
        taken.found += sum(row[0] < complete_until for row in rows)
        taken.past += sum(row[4] < long_over for row in rows) if long_over else 0
        _append(frontier, [(row[1], row[2], bytes(row[3])) for row in rows])
    return taken


def _append(frontier: Frontier, rows: Sequence[tuple[int, UUID, bytes]]) -> None:
    leaves, subtrees = [], []
    for book, row, leaf in rows:
        leaves.append((frontier.size, book, row, leaf))
        subtrees += [
            (level // STEP, index, found) for level, index, found in frontier.append(leaf) if level % STEP == 0
        ]
    copy_rows(DATA, "privacy_logleaf", ("index", "book", "row", "hash"), leaves)
    if subtrees:
        copy_rows(DATA, "privacy_logsubtree", ("level", "index", "hash"), subtrees)


def _in_chunks(span: Span) -> Iterator[list[tuple[Any, ...]]]:
    with connections[DATA].chunked_cursor() as cursor:
        cursor.execute(NEW_ROWS, {"since": span.since, "until": span.until})
        while rows := cursor.fetchmany(CHUNK):
            yield rows
