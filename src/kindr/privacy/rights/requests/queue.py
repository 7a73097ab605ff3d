"""The officer's queue: what presses most comes first; counts and states only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from kindr.privacy.rights.requests import rules
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.queries import PER_PAGE, Line, line_of
from kindr.privacy.rights.rules import Pages

SOON = timedelta(hours=24)


def page_of(wanted: Mapping[str, Any], *, page: str, at: datetime) -> tuple[list[Line], Pages]:
    """One page of the requests that are wanted, and where it lies."""
    found = _matching(wanted, at)
    last = max(1, -(-found.count() // PER_PAGE))
    number = min(max(int(page) if page.isascii() and page.isdigit() and len(page) < 9 else 1, 1), last)
    rows = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    return [line_of(request, at) for request in rows], Pages(number, last)


def sums(*, at: datetime) -> dict[str, int]:
    """How many are open, wait for their person, are due soon, and are late: one query."""
    waiting = Q(reason=rules.NEEDS_VERIFICATION)
    return Request.objects.filter(closed_at=None).aggregate(
        open=Count("pk"),
        waiting=Count("pk", filter=waiting),
        soon=Count("pk", filter=Q(deadline_at__gt=at, deadline_at__lte=at + SOON)),
        late=Count("pk", filter=Q(deadline_at__lte=at)),
    )


def nearest(*, most: int, at: datetime) -> list[Line]:
    """The open requests whose deadline comes first: one query."""
    rows = Request.objects.filter(closed_at=None).order_by("deadline_at", "number")[:most]
    return [line_of(request, at) for request in rows]


def _matching(wanted: Mapping[str, Any], at: datetime) -> QuerySet[Request]:
    found = Request.objects.order_by("deadline_at", "number")
    state = wanted.get("state", "")
    if state in ("open", "waiting"):
        found = found.filter(closed_at=None)
    if state == "waiting":
        found = found.filter(reason=rules.NEEDS_VERIFICATION)
    if state == "closed":
        found = found.filter(closed_at__isnull=False).order_by("-closed_at", "number")
    due = {"day": Q(closed_at=None, deadline_at__gt=at, deadline_at__lte=at + SOON), "late": Q(deadline_at__lte=at)}
    found = found.filter(due.get(wanted.get("due", ""), Q()))
    return found.filter(**{name: wanted[name] for name in ("kind", "channel") if wanted.get(name)})
