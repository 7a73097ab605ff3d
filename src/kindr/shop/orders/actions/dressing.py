"""Saying for which child something was bought, with the consent to keep the child's sizes only (policy 2.5.4)."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access.terms import Access, NotYours
from kindr.privacy.consent.wording import Shown
from kindr.privacy.turns import in_turn
from kindr.shop.accounts.queries import minor, own_id
from kindr.shop.measuring.actions import agree_in_place
from kindr.shop.orders.actions.steps import check_claim
from kindr.shop.orders.models import OrderLine, Worn
from kindr.shop.orders.queries.hanging import bought_by, hanging

PURPOSE = "measure_sizes"


def dress(
    line: int, profile: uuid.UUID | None, *, access: Access, at: datetime, shown: Shown | None = None,
    has_gpc: bool | None = None,
) -> None:  # fmt: skip
    """Says that a garment is for one of the acting guardian's children, or for none of them.

    `shown` are the words that the guardian agreed to with this, where those that stand name no purchases. Raises
    NotYours, ChildOfAge, NotAgreed and Refused.
    """
    check_claim(access, PURPOSE)
    found = _own_line(line, access, has_to_hang=profile is not None)
    child = minor(profile, access=access, at=at).person if profile else None
    with in_turn(f"worn {line}"):
        if child is not None:
            agree_in_place(child, shown, access=access, at=at, has_gpc=has_gpc)
        before = Worn.objects.filter(line=found).first()
        if before is not None and before.person_id == child:
            return
        if before is not None:
            gates.expire(before, access=access, at=at)
        if child is not None:
            words, plain = f"{found.title_id}, {found.size}", {"line": found}
            gates.collect(
                Worn, person=child, access=access, at=at, source="order", values={"garment": words}, plain=plain
            )


def _own_line(line: int, access: Access, *, has_to_hang: bool) -> OrderLine:
    """What was bought and arrived; what was said can be taken back of what has gone back since, too."""
    rows = bought_by(own_id(access)).filter(pk=line)
    found = next(iter(hanging(rows)), None) if has_to_hang else rows.exclude(order__delivered_at=None).first()
    if found is None:
        raise NotYours("this was not bought by whoever asks, has not arrived, or has gone back")
    return found
