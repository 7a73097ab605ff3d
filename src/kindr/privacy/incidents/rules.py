"""Incidents: kinds, causes, steps and the clock (policy 6.3.7; UU 27/2022 art. 46); pure functions.

The clock counts hours from the earliest moment anybody knew, a processor included; nothing stops or extends it.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from kindr.privacy.rights.requests.rules import Clock

RIGHT = "breach_notice"
"""The right of the policy whose hours the clock has."""
NUMBER_DIGITS = 4


class Kind(enum.StrEnum):
    """What failed (elucidation of art. 46(1))."""

    CONFIDENTIALITY = "confidentiality"
    INTEGRITY = "integrity"
    AVAILABILITY = "availability"


class Cause(enum.StrEnum):
    """What the blast radius is computed from."""

    CREDENTIAL = "credential"
    """Somebody else had a sign-in: of a colleague, a consultant or a customer."""
    BACKUP = "backup"
    """A copy of the data, of the keys or of both is in wrong hands."""
    KEY = "key"
    """One data key, or the root key of an epoch."""
    TABLE = "table"
    """The rows of one table."""
    WINDOW = "window"
    """Nobody knows how: whatever was opened in a time, but by the people themselves."""


class State(enum.StrEnum):
    OPEN = "open"
    CONTAINED = "contained"
    CLOSED = "closed"


class Step(enum.StrEnum):
    """What the timeline can say."""

    REPORTED = "reported"
    WRITTEN = "written"
    RADIUS_ASKED = "radius_asked"
    RADIUS = "radius"
    CONTAINED = "contained"
    WARNED = "warned"
    LATE = "late"
    LETTERS_ORDERED = "letters_ordered"
    LETTERS_SENT = "letters_sent"
    AUTHORITY_ASKED = "authority_asked"
    """The notice by e-mail was ordered."""
    AUTHORITY_TOLD = "authority_told"
    POLICE_TOLD = "police_told"
    PUBLIC = "public"
    CLOSED = "closed"


class Reached(enum.StrEnum):
    """Who is written to."""

    OPENED = "opened"
    """Those whose data were opened or changed."""
    ALL = "all"
    """Those whose data could have been opened as well."""


class Way(enum.StrEnum):
    """How the institution got its notice."""

    EMAIL = "email"
    PAGE = "page"
    HAND = "hand"
    POST = "post"


class Alert(enum.IntEnum):
    """What the clock has said so far: after a third, two thirds and five sixths of the time (24, 48, 60 of 72 h)."""

    NOTHING = 0
    FIRST = 1
    SECOND = 2
    LAST = 3
    LATE = 4


SIXTHS: Mapping[Alert, int] = MappingProxyType({Alert.FIRST: 2, Alert.SECOND: 4, Alert.LAST: 5, Alert.LATE: 6})
TOLD = frozenset({Step.LETTERS_SENT, Step.AUTHORITY_TOLD})
"""What has to have happened before an incident's duty is done (art. 46(1))."""


class StepNotAllowed(Exception):
    """The incident does not allow this as it stands now; the words are a key that the pages put in words."""


def deadline_of(known_at: datetime, *, hours: int) -> datetime:
    """So many clock hours after the earliest awareness."""
    return known_at + timedelta(hours=hours)


def earliest(known_at: datetime, processor_knew_at: datetime | None) -> datetime:
    """What a processor knew, we count as known."""
    return min(known_at, processor_knew_at) if processor_knew_at else known_at


def alert_at(at: datetime, *, known_at: datetime, deadline_at: datetime) -> Alert:
    """What the clock has to have said by a moment."""
    gone, whole = at - known_at, deadline_at - known_at
    said = [alert for alert, sixths in SIXTHS.items() if gone * 6 >= whole * sixths]
    return max(said, default=Alert.NOTHING)


def clock_of(*, known_at: datetime, deadline_at: datetime, at: datetime) -> Clock:
    """How the clock of an incident stands at a moment."""
    whole, gone = (deadline_at - known_at).total_seconds(), (at - known_at).total_seconds()
    said = alert_at(at, known_at=known_at, deadline_at=deadline_at)
    urgency = "late" if said is Alert.LATE else "soon" if said is Alert.LAST else "calm"
    share = min(100, max(0, round(gone / whole * 100))) if whole else 100
    return Clock(deadline_at, share, int((deadline_at - at).total_seconds() // 60), urgency)


def number_of(serial: int, *, year: int) -> str:
    """The number as it is said and written: IN-2026-0007."""
    return f"IN-{year}-{serial:0{NUMBER_DIGITS}d}"


def check_told_at(sent_at: datetime, *, known_at: datetime, at: datetime) -> None:
    """Nobody can have been told before anybody knew, to the minute, or later than now; raises StepNotAllowed."""
    if sent_at > at:
        raise StepNotAllowed("future")
    if sent_at < known_at.replace(second=0, microsecond=0):
        raise StepNotAllowed("early")


def contained(state: State) -> State:
    """The leak is stopped; raises StepNotAllowed."""
    if state is not State.OPEN:
        raise StepNotAllowed("not_open")
    return State.CONTAINED


def closed(state: State, *, happened: frozenset[Step], is_drill: bool, has_people: bool) -> State:
    """Over: the authority was told, and everybody affected was written to. Raises StepNotAllowed."""
    if state is State.CLOSED:
        raise StepNotAllowed("closed")
    if Step.RADIUS not in happened:
        raise StepNotAllowed("no_radius")
    if is_drill:
        return State.CLOSED
    if Step.AUTHORITY_TOLD not in happened:
        raise StepNotAllowed("authority")
    if has_people and Step.LETTERS_SENT not in happened:
        raise StepNotAllowed("letters")
    return State.CLOSED
