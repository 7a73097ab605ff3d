"""Rows for the books, and a superuser who may do to them what the program may not."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from kindr.privacy.access import log
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.log import Note
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import ledger
from kindr.privacy.consent.ledger import Decided, Decision
from kindr.privacy.evidence import actions
from kindr.privacy.evidence.notes import Checkpoint
from kindr.web.servers.logins import connect_as_superuser
from tests import databases

NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


def somebody() -> uuid.UUID:
    return uuid.uuid4()


def opened(count: int = 1, *, person: uuid.UUID | None = None, at: datetime = NOW) -> uuid.UUID:
    """Lines of the access log about one person; gives the person."""
    person = person or somebody()
    notes = [Note(person, "read", {"profile": ["name"]}) for _ in range(count)]
    log.write(notes, access=access(), at=at)
    return person


def agreed(person: uuid.UUID | None = None, *, at: datetime = NOW) -> uuid.UUID:
    """A line of the consent ledger."""
    person = person or somebody()
    shown = Decided("send_promotions", Decision.GIVEN, "May we write to you?", "en", "page")
    ledger.record(shown, person=person, by=person, at=at)
    return person


def access() -> Access:
    return system_access("keep_systems_running")


def turn(*, at: datetime = NOW, thorough: bool = False) -> Checkpoint:
    """A turn of the sequencer that is alone."""
    made = actions.take_turn(at=at, thorough=thorough)
    assert made is not None
    return made


def done_by_superuser(statement: str, *values: object) -> int:
    """What the program may never do; counts the rows."""
    with connect_as_superuser(databases.servers().data, databases.OUR_NAME) as connection:
        return connection.execute(statement, values).rowcount
