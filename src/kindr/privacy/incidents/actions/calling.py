"""Calls the officer about what the worker tries again and again, and that still does not go (policy 6.3.7)."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.access.connection import LogUnavailable
from kindr.privacy.incidents.models import Incident

MOST_TRIES = 8
BETWEEN_TRIES = timedelta(minutes=5)
NOTICE, LETTERS, RADIUS = "notice_stopped", "letters_stopped", "radius_stopped"

logger = logging.getLogger(__name__)


def call_the_officer(
    incident: Incident, what: str, *, since: datetime, at: datetime, why: str = "broken", once: str = ""
) -> None:
    """Once for each thing that waits, after so many tries of the worker that waiting for another helps no more."""
    if at - since < MOST_TRIES * BETWEEN_TRIES:
        return
    about: dict[str, str | int] = {"incident": incident.number, what: why}
    try:
        raise_alarm(AlarmKind.INCIDENT, at=at, about=about, once=once or f"{incident.pk} {what}")
    except LogUnavailable:
        # What calls goes on with the next incident, and calls again at its next try.
        logger.exception("the officer could not be called about %s", incident.number)
