"""Keeping and dropping filters of the queue, each for the member of staff who uses them."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from datetime import datetime

from kindr.privacy.access.terms import Access
from kindr.shop.desk.models import SavedFilter
from kindr.shop.orders.queries import Wanted

MOST_FILTERS = 12


def keep_filter(wanted: Wanted, *, access: Access, at: datetime) -> None:
    """Keeps a filter; one that is kept already stays as it is, and the oldest makes room for the thirteenth."""
    SavedFilter.objects.get_or_create(staff_id=access.actor.id, **asdict(wanted), defaults={"kept_at": at})
    mine = SavedFilter.objects.filter(staff_id=access.actor.id).order_by("-kept_at", "id")
    surplus = mine.values_list("pk", flat=True)[MOST_FILTERS:]
    SavedFilter.objects.filter(pk__in=list(surplus)).delete()


def drop_filter(kept: uuid.UUID, *, access: Access) -> None:
    """Drops a filter of one's own; somebody else's stays."""
    SavedFilter.objects.filter(pk=kept, staff_id=access.actor.id).delete()
