"""What the desk can ask; everything that opens takes `access` and leaves a line in the log."""

from __future__ import annotations

from kindr.shop.desk.queries.cards import (
    Card,
    Met,
    NothingHeld,
    OpenedRow,
    Shown,
    cards_of,
    meet,
    open_card,
)
from kindr.shop.desk.queries.finding import Found, people_found
from kindr.shop.desk.queries.oversight import Happened, Overview, happenings, overview, who_may_open
from kindr.shop.desk.queries.saved import Kept, filters_of

__all__ = [
    "Card",
    "Found",
    "Happened",
    "Kept",
    "Met",
    "NothingHeld",
    "OpenedRow",
    "Overview",
    "Shown",
    "cards_of",
    "filters_of",
    "happenings",
    "meet",
    "open_card",
    "overview",
    "people_found",
    "who_may_open",
]
