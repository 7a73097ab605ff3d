"""The two books about a person, the access log and the consent ledger, opened for whoever has passed a gate."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from kindr.privacy import gates
from kindr.privacy.access import log
from kindr.privacy.access.log import Line
from kindr.privacy.access.terms import Access, ActorKind
from kindr.privacy.consent import ledger
from kindr.privacy.consent.ledger import Event

BOOKS = (log.CLAUSE, ledger.CLAUSE)
MOST_LINES = 5000


def open_for(people: Collection[uuid.UUID], *, access: Access, at: datetime) -> None:
    """Records that the books are read; raises Refused, LogUnavailable."""
    gates.open_books(people, clauses=BOOKS, access=access, at=at)


def lines_about(people: Collection[uuid.UUID], *, limit: int = MOST_LINES) -> list[Line]:
    """Who opened what, newest first; call `open_for` first."""
    return log.lines_about_people(people, limit=limit)


def line_as_json(line: Line, names: Collection[str]) -> dict[str, Any]:
    """A line of the access log as JSON takes it: the actor's role, never the actor's id when it is staff.

    `names` are the ids of the people who read it, as text.
    """
    return {
        "at": line.at.isoformat(),
        "person": str(line.person),
        "by": line.role,
        "kind": line.actor_kind,
        "own": line.actor_kind == ActorKind.PERSON.value and line.actor in names,
        "purpose": line.purpose,
        "did": line.verb,
        "opened": {key: list(names) for key, names in line.opened.items()},
        "refused_by_clause": line.refused_by or None,
        "to": line.to or None,
    }


def event_as_json(event: Event) -> dict[str, Any]:
    """An event of the consent ledger as JSON takes it."""
    return {
        "at": event.at.isoformat(),
        "person": str(event.person),
        "purpose": event.purpose,
        "decision": event.decision.value,
        "shown": event.shown,
        "text_version": event.text_version or None,
        "text_sha256": event.text_sha256,
        "language": event.language,
        "channel": event.channel,
        "policy": event.policy_version,
    }
