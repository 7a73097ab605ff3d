"""Saying for which child something was bought, with the consent to keep the child's sizes only (policy 2.5.4)."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy import gates, people
from kindr.privacy.access.terms import Access, ConsentMissing, NotYours
from kindr.shop.accounts.queries import minor, own_id
from kindr.shop.measuring.queries import agrees_to_measurements
from kindr.shop.orders.actions.steps import check_claim
from kindr.shop.orders.models import OrderLine, Worn

PURPOSE, CLAUSE = "measure_sizes", "2.5.4"


def dress(line: int, profile: uuid.UUID | None, *, access: Access, at: datetime) -> None:
    """Says that a garment is for one of the acting guardian's children, or for none of them.

    Raises NotYours, ChildOfAge and Refused.
    """
    check_claim(access, PURPOSE)
    found = _own_line(line, access)
    child = minor(profile, access=access, at=at).person if profile else None
    if child is not None and not agrees_to_measurements(child, at=at):
        raise ConsentMissing("the consent that stands names no purchases", clause=CLAUSE)
    before = Worn.objects.filter(line=found).first()
    if before is not None and before.person_id == child:
        return
    if before is not None:
        gates.expire(before, access=access, at=at)
    if child is not None:
        words = f"{found.title_id}, {found.size}"
        gates.collect(
            Worn, person=child, access=access, at=at, source="order", values={"garment": words}, plain={"line": found}
        )


def _own_line(line: int, access: Access) -> OrderLine:
    rows = OrderLine.objects.filter(pk=line, order__person_id__in=people.covered_by(own_id(access)))
    found = rows.exclude(order__delivered_at=None).first()
    if found is None:
        raise NotYours("this was not bought by whoever asks, or has not arrived")
    return found
