"""When the keeping time of something is over; pure functions over the policy's Keep."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from kindr.base.clock import JAKARTA
from kindr.privacy.terms import Keep, Period

YEARS_BACK = 60
SWEEP_HOUR_UTC, SWEEP_MINUTE = 20, 17
"""A quarter past three in Jakarta."""
TIME_TO_SWEEP = timedelta(hours=1)
MIDNIGHT: dict[str, Any] = {"hour": 0, "minute": 0, "second": 0, "microsecond": 0}


def end_of_year(period: str, keep: Keep) -> datetime:
    """The moment from which a slot of a calendar year is due: the first of the year after its full years."""
    return datetime(int(period) + keep.years + 1, 1, 1, tzinfo=JAKARTA)


def end_after(event: datetime, keep: Keep) -> datetime:
    """The moment from which a record is due, counted from its own event by the calendar of Jakarta."""
    if keep.days:
        return event + timedelta(days=keep.days)
    there = event.astimezone(JAKARTA)
    try:
        return there.replace(year=there.year + keep.years).astimezone(UTC)
    except ValueError:  # the 29th of February has no anniversary in a common year: the 28th is the last day
        return there.replace(year=there.year + keep.years, month=3, day=1, **MIDNIGHT).astimezone(UTC)


def end_of(keep: Keep, *, period: str, event: datetime | None) -> datetime | None:
    """The moment from which something is due; None while its event has not come, or for as long as an account lasts."""
    if keep.period is Period.CALENDAR_YEAR:
        return end_of_year(period, keep)
    if keep.period is Period.RECORD and event is not None:
        return end_after(event, keep)
    return None


def last_day(end: datetime) -> date:
    """The last day on which something is kept, as a calendar in Jakarta shows it."""
    return (end - timedelta(microseconds=1)).astimezone(JAKARTA).date()


def earliest_event(keep: Keep, at: datetime) -> datetime:
    """An event after this moment cannot be due yet: the bound for the search."""
    return at - timedelta(days=keep.days or keep.years * 365)


def latest_event(keep: Keep, end: datetime) -> datetime:
    """The last event whose record is due at this moment: what `end_after` turns into it."""
    if keep.days:
        return end - timedelta(days=keep.days)
    there = end.astimezone(JAKARTA)
    try:
        return there.replace(year=there.year - keep.years)
    except ValueError:  # on the 29th of February all of a common year's February is due, and nothing of its March
        return there.replace(year=there.year - keep.years, month=3, day=1, **MIDNIGHT) - timedelta(microseconds=1)


def last_due_year(keep: Keep, at: datetime) -> int:
    """The newest calendar year whose slots are due at a moment."""
    return at.astimezone(JAKARTA).year - keep.years - 1


def due_years(keep: Keep, at: datetime) -> list[str]:
    """The calendar years that are due at a moment, as far back as anybody could have written, oldest first."""
    last = last_due_year(keep, at)
    return [str(year) for year in range(last - YEARS_BACK, last + 1)]


def last_sweep_before(at: datetime) -> datetime:
    """The latest moment at which the nightly sweep was to run, and has had time to."""
    there = at.astimezone(UTC) - TIME_TO_SWEEP
    tonight = there.replace(hour=SWEEP_HOUR_UTC, minute=SWEEP_MINUTE, second=0, microsecond=0)
    return tonight if tonight <= there else tonight - timedelta(days=1)


def next_sweep_after(moment: datetime) -> datetime:
    """The first nightly sweep that finds what is due from a moment on."""
    tonight = moment.astimezone(UTC).replace(hour=SWEEP_HOUR_UTC, minute=SWEEP_MINUTE, second=0, microsecond=0)
    return tonight if tonight >= moment else tonight + timedelta(days=1)
