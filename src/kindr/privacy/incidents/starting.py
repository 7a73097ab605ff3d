"""What the form for a new incident begins with: an alarm says who, when, and since when it is known."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from kindr.privacy.access.models import Alarm, RoleAssignment

BEFORE = timedelta(hours=24)


def initial(alarm: str, *, at: datetime) -> dict[str, Any]:
    """The first values of the form."""
    found = _alarm(alarm)
    known_at = found.raised_at if found else at
    values: dict[str, Any] = {"known_at": known_at, "since": known_at - BEFORE, "until": at}
    if found:
        values["alarm"] = found.pk
        works_here = RoleAssignment.objects.filter(person_id__in=[found.actor_id]).exists()
        values["colleague" if works_here else "person"] = found.actor_id or ""
    return values


def _alarm(text: str) -> Alarm | None:
    try:
        return Alarm.objects.filter(pk=uuid.UUID(text)).first()
    except ValueError:
        return None
