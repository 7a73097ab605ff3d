"""What tests ask of the consent ledger: the last entry about each purpose, and a decision written down directly."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.base import clock
from kindr.privacy.consent import ledger, wording
from kindr.privacy.consent.events import BOX, Channel, Decided, Decision, Event


def last_of(person: uuid.UUID | None) -> dict[str, Event]:
    """The last entry about each purpose."""
    assert person is not None
    return {event.purpose: event for event in ledger.events_of([person])}


def say(
    person: uuid.UUID | None,
    purpose: str,
    decision: Decision,
    *,
    at: datetime | None = None,
    until: datetime | None = None,
) -> Event:
    """Writes down a decision of somebody, in Indonesian and by a page."""
    assert person is not None
    shown = wording.asked(purpose, "id")
    decided = Decided(
        purpose, decision, shown.text, "id", Channel.PAGE, text_version=shown.version, offer=BOX, until=until
    )
    return ledger.record(decided, person=person, by=person, at=at or clock.now())
