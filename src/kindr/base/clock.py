"""The one place that reads the wall clock; everything else is told the time with `at=`."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")


def now() -> datetime:
    """The present moment in UTC. Called at the edges only: views, tasks and commands."""
    return datetime.now(UTC)


def jakarta_year(at: datetime) -> int:
    """The calendar year of a moment as a shopkeeper in Jakarta writes it; tax years follow it."""
    return at.astimezone(JAKARTA).year
