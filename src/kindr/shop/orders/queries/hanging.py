"""What still hangs in a closet of the things that were bought: it arrived, and neither it nor its money went back."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from kindr.privacy import people
from kindr.shop.catalog.queries.stock import all_back
from kindr.shop.orders.models import OrderLine
from kindr.shop.orders.rules import NOT_GOING_BACK


def bought_by(buyer: uuid.UUID) -> QuerySet[OrderLine]:
    """The lines of all orders of one buyer."""
    return OrderLine.objects.filter(order__person_id__in=list(people.covered_by(buyer)))


def hanging(lines: QuerySet[OrderLine], *, most: int | None = None) -> list[OrderLine]:
    """Of some lines those that hang in a closet, the newest first. Two queries.

    An order whose money goes back altogether takes all its things along; where a part of it does, only that of which
    every piece has come back goes: money alone is no sign that a thing is gone.
    """
    rows = lines.filter(order__delivered_at__isnull=False, order__refund__in=NOT_GOING_BACK)
    arrived = list(rows.select_related("order").order_by("-order__delivered_at", "id")[:most])
    gone = all_back({(line.order.stock_hold, line.variant) for line in arrived})
    return [line for line in arrived if (line.order.stock_hold, line.variant) not in gone]
