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
from kindr.shop.desk.queries.first_page import Today, today
from kindr.shop.desk.queries.happened import Decided, Happened
from kindr.shop.desk.queries.oversight import Overview, overview, roles_inside, who_may_open
from kindr.shop.desk.queries.reading import ANYBODY, Asked, ConsentMonth, LogPage, Series, consents_by_month, read_log
from kindr.shop.desk.queries.roles import Duty, duties_of
from kindr.shop.desk.queries.saved import Kept, all_filters, filters_of
from kindr.shop.desk.queries.sizes import ChildSizes, sizes_of

__all__ = [
    "ANYBODY",
    "Asked",
    "Card",
    "ChildSizes",
    "ConsentMonth",
    "Decided",
    "Duty",
    "Found",
    "Happened",
    "Kept",
    "LogPage",
    "Met",
    "NothingHeld",
    "OpenedRow",
    "Overview",
    "Series",
    "Shown",
    "Today",
    "all_filters",
    "cards_of",
    "consents_by_month",
    "duties_of",
    "filters_of",
    "meet",
    "open_card",
    "overview",
    "people_found",
    "read_log",
    "roles_inside",
    "sizes_of",
    "today",
    "who_may_open",
]
