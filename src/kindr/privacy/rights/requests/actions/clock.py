"""The clock of requests: warns the data protection officer, ends what nobody proved, and raises the alarm when late."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kindr.privacy.access.terms import Access
from kindr.privacy.rights.requests import alarms, rules
from kindr.privacy.rights.requests.actions import book, closing
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Alert


def look_at_clocks(*, access: Access, at: datetime) -> int:
    """Says of every open request what its clock has to have said by now; counts those of which it said something."""
    living = Request.objects.filter(closed_at=None, warned__lt=Alert.LATE).order_by("deadline_at", "pk")
    return sum(_look(request, access=access, at=at) for request in living)


def _look(request: Request, *, access: Access, at: datetime) -> bool:
    said = rules.warning_at(at, received_at=request.received_at, deadline_at=request.deadline_at)
    if said <= request.warned:
        return False
    # The alarm comes first: it rings once, and what crashes after it is looked at again a little later.
    alarms.ring(request, said, at=at)
    with transaction.atomic():
        living = book.locked(request.pk)
        if living.closed_at or said <= living.warned:
            return False
        living.warned = said
        living.save(update_fields=["warned"])
        book.write(living, "late" if said is Alert.LATE else "warned", access=access, at=at)
        if said is Alert.LATE and living.needs_verification:
            closing.expire(living, access=access, at=at)
    return True
