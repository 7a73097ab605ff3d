"""The number of a request and its clock (policy 7.3, 7.4): hours, weekends included, and nothing extends it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

NUMBER_DIGITS = 6
AT_ONCE = timedelta(hours=1)
"""Taking the same copy again within this time is the same request, as openings of an hour are one line."""


def number_of(serial: int, *, year: int) -> str:
    """The number that people say on the telephone: PD-2026-000123."""
    return f"PD-{year}-{serial:0{NUMBER_DIGITS}d}"


def typed_number(text: str) -> str:
    """A number as it was typed or heard, with the hyphens where they belong; empty when it cannot be one."""
    digits = "".join(sign for sign in text if sign.isdigit() and sign.isascii())
    return f"PD-{digits[:4]}-{digits[4:]}" if len(digits) >= 4 + NUMBER_DIGITS else ""


def deadline_of(received_at: datetime, *, hours: int) -> datetime:
    """So many clock hours after receipt."""
    return received_at + timedelta(hours=hours)


class Alert(enum.IntEnum):
    """What the clock has said of a request so far, in this order."""

    NOTHING = 0
    FIRST = 1
    """A third of the time is gone: 24 of 72 hours."""
    LAST = 2
    """Five sixths are gone: 60 of 72 hours. Whoever has proven nothing by now is for the officer to decide."""
    LATE = 3
    """The deadline has passed."""


def warning_at(at: datetime, *, received_at: datetime, deadline_at: datetime) -> Alert:
    """What the clock has to have said by a moment."""
    gone, whole = at - received_at, deadline_at - received_at
    if at >= deadline_at:
        return Alert.LATE
    if gone * 6 >= whole * 5:
        return Alert.LAST
    return Alert.FIRST if gone * 3 >= whole else Alert.NOTHING


@dataclass(frozen=True)
class Clock:
    """What is left of the time, as pages draw it."""

    deadline_at: datetime
    share: int
    """Of the time, in hundredths, 100 when it is over."""
    minutes_left: int
    """Negative when it is late."""
    urgency: str
    """calm, soon or late."""

    @property
    def share_left(self) -> int:
        """What is left of it, in hundredths: the bar beside *time left* is as long as that."""
        return 100 - self.share

    @property
    def is_late(self) -> bool:
        """The deadline has passed."""
        return self.urgency == "late"

    @property
    def hours(self) -> int:
        """Whole hours that are left, or by which it is late."""
        return abs(self.minutes_left) // 60

    @property
    def days(self) -> int:
        """Whole days that are left: a deadline of weeks is read in days."""
        return max(0, self.minutes_left) // (24 * 60)

    @property
    def hours_of_day(self) -> int:
        """The hours beside the whole days."""
        return self.hours % 24

    @property
    def minutes(self) -> int:
        """The minutes beside the whole hours."""
        return abs(self.minutes_left) % 60


def clock_of(*, received_at: datetime, deadline_at: datetime, at: datetime) -> Clock:
    """How the clock of a request stands at a moment."""
    whole, gone = (deadline_at - received_at).total_seconds(), (at - received_at).total_seconds()
    said = warning_at(at, received_at=received_at, deadline_at=deadline_at)
    urgency = "late" if said is Alert.LATE else "soon" if said is Alert.LAST else "calm"
    share = min(100, max(0, round(gone / whole * 100))) if whole else 100
    return Clock(deadline_at, share, int((deadline_at - at).total_seconds() // 60), urgency)
