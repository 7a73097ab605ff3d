"""Reading the access log for a radius; that it was read is itself a line in everybody's log (policy 5.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from kindr.privacy import statement_gate
from kindr.privacy.access import log
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import Access
from kindr.privacy.incidents.radius.reach import Seen, Touched, hour_before

BATCH = 2000


def touched(*, actor: str | None, since: datetime, until: datetime, access: Access, at: datetime) -> Touched:
    """What was opened and changed in a window, by one actor or by anybody but the people themselves.

    The log is sealed under each person's own key, so that all lines of the window are opened to find an actor's: one
    query for keys and one insert for the lines about it, for each batch.
    """
    found = Touched()
    for batch in _batches(since=hour_before(since), until=until):
        lines = statement_gate.read_log(batch, access=access, at=at)
        found.unreadable += len(batch) - len(lines)
        found.add((_seen(line) for line in lines), actor=actor, since=since, until=until)
    return found


def _batches(*, since: datetime, until: datetime) -> Iterator[list[AccessEntry]]:
    """Read with a cursor of the database, so that no batch sorts what comes after it."""
    rows = AccessEntry.objects.filter(at__gte=since, at__lt=until).iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _seen(line: log.Line) -> Seen:
    return Seen(
        line.person, line.at, line.actor, line.actor_kind, line.role, line.purpose, line.verb, line.opened,
        bool(line.refused_by),
    )  # fmt: skip
