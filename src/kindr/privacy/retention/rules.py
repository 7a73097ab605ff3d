"""When the keeping time of something is over; pure functions over the policy's Keep."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kindr.base.clock import JAKARTA
from kindr.privacy.terms import Keep, Period


def end_of_year(period: str, keep: Keep) -> datetime:
    """The moment from which a slot of a calendar year is due: the first of the year after its full years."""
    return datetime(int(period) + keep.years + 1, 1, 1, tzinfo=JAKARTA)


def end_after(event: datetime, keep: Keep) -> datetime:
    """The moment from which a record is due, counted from its own event."""
    if keep.days:
        return event + timedelta(days=keep.days)
    try:
        return event.replace(year=event.year + keep.years)
    except ValueError:  # the 29th of February has no anniversary in a common year
        return event.replace(year=event.year + keep.years, day=28)


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
    try:
        return end.replace(year=end.year - keep.years)
    except ValueError:  # an event of the 29th of February is due on the 28th, a day before this end
        return end.replace(year=end.year - keep.years, month=3, day=1) - timedelta(microseconds=1)


def last_due_year(keep: Keep, at: datetime) -> int:
    """The newest calendar year whose slots are due at a moment."""
    return at.astimezone(JAKARTA).year - keep.years - 1
