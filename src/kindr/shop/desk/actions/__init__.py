"""What can be done at the desk beyond the steps of one order."""

from __future__ import annotations

from kindr.shop.desk.actions.filters import MOST_FILTERS, drop_filter, keep_filter
from kindr.shop.desk.actions.together import Came, Outcome, pack_together, ship_together

__all__ = ["MOST_FILTERS", "Came", "Outcome", "drop_filter", "keep_filter", "pack_together", "ship_together"]
