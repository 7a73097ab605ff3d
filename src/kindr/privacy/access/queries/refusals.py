"""How often colleagues and consultants were refused, by day; the tallies are in clear, nothing is opened."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Sum

from kindr.base.clock import JAKARTA
from kindr.privacy.access.models import OpeningTally


def refusals_by_day(*, since: datetime) -> dict[date, int]:
    """Refusals by day in Jakarta, of everybody together. One query."""
    days = OpeningTally.objects.filter(span="day", began_at__gte=since).order_by()
    rows = days.values_list("began_at").annotate(Sum("refusals"))
    return {began_at.astimezone(JAKARTA).date(): number for began_at, number in rows}
