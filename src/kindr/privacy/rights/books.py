"""The two books about a person, the access log and the consent ledger, opened for whoever has passed a gate."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from kindr.privacy import gates
from kindr.privacy.access import log
from kindr.privacy.access.log import Line
from kindr.privacy.access.terms import Access
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
