"""Reporting that something is wrong with an order (policy 2.8.2)."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access import checks
from kindr.privacy.access.terms import Access
from kindr.shop.orders.actions import steps
from kindr.shop.orders.models import Order, ProblemReport

LONGEST_MESSAGE = 2000


def report_problem(number: str, *, message: str, access: Access, at: datetime) -> uuid.UUID:
    """Takes in what a buyer wrote about their order; raises NoSuchOrder, NotYours and Refused."""
    steps.check_claim(access, "answer_customer")
    order = Order.objects.get(pk=steps.order_id_of(number))
    checks.check_reach([order.person_id], access)
    report = gates.collect(
        ProblemReport,
        person=order.person_id,
        access=access,
        at=at,
        source="order",
        values={"message": message[:LONGEST_MESSAGE]},
        plain={"order": order},
    )
    return report.id
