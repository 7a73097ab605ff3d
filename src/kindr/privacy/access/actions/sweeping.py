"""What of access is swept every day: counts of openings that no limit needs any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from kindr.privacy.access.models.alarms import OpeningTally
from kindr.privacy.access.terms import Access

KEPT = timedelta(days=2)


def sweep_tallies(*, access: Access, at: datetime) -> int:
    """Takes away the tallies of days that are over; counts them."""
    del access  # the sweep's own purpose; nothing is opened
    return OpeningTally.objects.filter(began_at__lt=at - KEPT).delete()[0]
