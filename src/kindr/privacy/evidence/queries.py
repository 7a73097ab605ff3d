"""What the log can prove: that a line is in it, that it only grew, and how it is today."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.db.models.functions import TruncDate, TruncHour

from kindr.base.clock import JAKARTA
from kindr.base.signing import written
from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.evidence import books, notes, sequencing
from kindr.privacy.evidence.models import LogCheck, LogCheckpoint, LogLeaf
from kindr.privacy.evidence.notes import Checkpoint, NoCheckpoint
from kindr.privacy.evidence.ports import this_log
from kindr.privacy.evidence.tree import KeptTree
from kindr.privacy.vault import keyrings

INCLUSION = "kindr/log/inclusion/v1"
CONSISTENCY = "kindr/log/consistency/v1"
AN_HOUR = 60
"""So many checkpoints an hour has."""
LATE = timedelta(minutes=5)
"""An older checkpoint than this means that the upkeep of the log stands still."""


class NoProof(LookupError):
    """There is no such line, it is not in the tree yet, or nobody can open it any more."""


def proven_among(rows: Collection[uuid.UUID], *, clause: str = books.BOOKS[0].clause) -> set[uuid.UUID]:
    """Those of some lines of a book, the access log unless told, for which there is a proof by now. One query."""
    book = next(book for book in books.BOOKS if book.clause == clause)
    signed = LogCheckpoint.objects.aggregate(newest=Max("size"))["newest"] or 0
    found = LogLeaf.objects.filter(row__in=rows, book=book.number, index__lt=signed)
    return set(found.values_list("row", flat=True))


def inclusion_proof(
    clause: str, row: uuid.UUID, *, people: Collection[uuid.UUID], access: Access, at: datetime
) -> dict[str, Any]:
    """A line of somebody's own with its place in the tree, for `verify_log.py`; raises NoProof, Refused."""
    book = next((book for book in books.BOOKS if book.clause == clause), None)
    if book is None:
        raise NoProof("there is no such book")
    gates.open_books(people, clauses=[clause], access=access, at=at)
    line = books.rows_of(book, [row]).get(row)
    leaf = LogLeaf.objects.filter(row=row, book=book.number).first()
    signed = _newest_over(leaf.index) if leaf else None
    if line is None or line.person not in people or leaf is None or signed is None:
        raise NoProof("this line has no proof yet")
    payload = books.payload_of(line, keyrings.fetch(ids=[line.key_id]))
    if payload is None:
        raise NoProof("this line is forgotten")
    path = KeptTree().inclusion_proof(leaf.index, signed.size)
    return {
        "proof": INCLUSION,
        "book": book.clause,
        "line": _as_json(line, payload),
        "leaf": written(line.leaf),
        "index": leaf.index,
        "path": [written(each) for each in path],
        **_signed(signed),
    }


def consistency_proof(first: int, second: int) -> dict[str, Any]:
    """The proof that the tree of one checkpoint grew from that of an earlier one; raises NoProof."""
    rows = LogCheckpoint.objects.filter(number__in=[first, second]).order_by("number")
    if first >= second or len(rows) != 2:
        raise NoProof("choose two checkpoints, the earlier one first")
    one, other = rows
    path = KeptTree().consistency_proof(one.size, other.size)
    return {
        "proof": CONSISTENCY,
        "first": one.note,
        "second": other.note,
        "path": [written(each) for each in path],
        "key": this_log().published,
    }


@dataclass(frozen=True)
class Published:
    """A checkpoint for a list."""

    number: int
    size: int
    at: datetime
    note: str
    root: str
    says: Mapping[str, str]


def newest_checkpoint() -> Published | None:
    """The newest checkpoint, if there is one."""
    return next(iter(checkpoints(most=1)), None)


def checkpoints(*, before: int | None = None, most: int = 60) -> list[Published]:
    """The newest checkpoints, or those before a number, newest first."""
    rows = LogCheckpoint.objects.filter(number__lt=before) if before else LogCheckpoint.objects.all()
    return [published for row in rows.order_by("-number")[:most] if (published := _published(row))]


def hourly_checkpoints(*, hours: int = 48) -> list[Published]:
    """The last checkpoint of each hour, newest first: what an auditor chooses among."""
    lately = LogCheckpoint.objects.filter(number__gt=_newest_number() - hours * AN_HOUR)
    by_hour = lately.annotate(hour=TruncHour("at")).values("hour").annotate(last=Max("number"))
    rows = LogCheckpoint.objects.filter(number__in=by_hour.values("last")).order_by("-number")[:hours]
    return [published for row in rows if (published := _published(row))]


@dataclass(frozen=True)
class Health:
    """How the log is kept today."""

    newest: Published | None
    is_late: bool
    waiting: int
    checked: LogCheck | None
    checked_whole: LogCheck | None


def health(*, at: datetime) -> Health:
    """The newest checkpoint, what waits for its place, and what the last checks said."""
    row = LogCheckpoint.objects.order_by("-number").first()
    checks = LogCheck.objects.order_by("-at", "-pk")
    waiting = sequencing.waiting(row.until if row else 0)
    is_late = row is None or at - row.at > LATE
    newest = _published(row) if row else None
    return Health(newest, is_late, waiting, checks.first(), checks.filter(since=0).first())


def growth(*, days: int = 30) -> list[tuple[date, int]]:
    """How many leaves the tree had at the end of each day, oldest first."""
    lately = LogCheckpoint.objects.filter(number__gt=_newest_number() - days * 24 * AN_HOUR)
    by_day = lately.annotate(day=TruncDate("at", tzinfo=JAKARTA)).values("day").annotate(last=Max("size"))
    return list(by_day.order_by("day").values_list("day", "last"))[-days:]


def _newest_number() -> int:
    return LogCheckpoint.objects.aggregate(newest=Max("number"))["newest"] or 0


def _newest_over(index: int) -> LogCheckpoint | None:
    return LogCheckpoint.objects.filter(size__gt=index).order_by("-number").first()


def _published(row: LogCheckpoint) -> Published | None:
    try:
        signed: Checkpoint = notes.opened(row.note, this_log().keys)
    except NoCheckpoint:
        return None
    return Published(row.number, row.size, row.at, row.note, signed.root.hex(), signed.says)


def _signed(checkpoint: LogCheckpoint) -> dict[str, str]:
    return {"checkpoint": checkpoint.note, "key": this_log().published}


def _as_json(line: books.Row, payload: bytes) -> dict[str, str]:
    return {
        "id": str(line.id),
        "person": str(line.person),
        "at": notes.moment_of(line.at),
        "payload": payload.decode(),
    }
