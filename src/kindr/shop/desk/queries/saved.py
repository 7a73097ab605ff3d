"""The filters that a member of staff has kept."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kindr.privacy.access.terms import Access
from kindr.shop.desk.models import SavedFilter
from kindr.shop.orders.queries import Wanted


@dataclass(frozen=True)
class Kept:
    """A filter with the id under which it is kept."""

    id: uuid.UUID
    wanted: Wanted


def filters_of(access: Access) -> list[Kept]:
    """The acting colleague's filters, the oldest first. One query."""
    rows = SavedFilter.objects.filter(staff_id=access.actor.id).order_by("kept_at", "id")
    return [
        Kept(row.id, Wanted(row.stage, row.service, row.waiting, row.problem, row.pieces, row.sort)) for row in rows
    ]


def all_filters() -> list[Kept]:
    """Every filter that a colleague has kept, each once: what it does, not whose it is."""
    found: dict[str, Kept] = {}
    for row in SavedFilter.objects.order_by("kept_at", "id"):
        wanted = Wanted(row.stage, row.service, row.waiting, row.problem, row.pieces, row.sort)
        found.setdefault(str(wanted), Kept(row.id, wanted))
    return list(found.values())
