"""When a role works, in words (policy 5.3)."""

from __future__ import annotations

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from kindr.privacy.terms import Strictness


def hours_of(role: Strictness) -> str:
    """Days and hours, such as Monday to Friday, 07:00–20:00."""
    hours = f"{role.opens_at:02d}:00–{role.closes_at:02d}:00"
    if (role.opens_at, role.closes_at) == (0, 24):
        hours = _("at all hours")
    return f"{days}, {hours}" if (days := _days(role.days)) else hours


def _days(days: frozenset[int]) -> str:
    """Empty for a week without days off."""
    if len(days) == len(WEEKDAYS):
        return ""
    first, last = min(days), max(days)
    if len(days) == last - first + 1 > 2:
        return _("%(first)s to %(last)s") % {"first": WEEKDAYS[first], "last": WEEKDAYS[last]}
    return ", ".join(str(WEEKDAYS[day]) for day in sorted(days))
