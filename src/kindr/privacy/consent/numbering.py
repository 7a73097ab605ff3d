"""The number of the request that a withdrawal on a page is (policy 7.3)."""

from __future__ import annotations

import uuid

from kindr.privacy.rights.requests.models import Request


def number_of(event: uuid.UUID, person: uuid.UUID, by: uuid.UUID) -> str:
    """The number of the request behind a withdrawal, or behind the deletion that goes with it; empty without one."""
    own = Request.objects.filter(person_id=by)
    found = own.filter(kind="withdrawal", evidence={"withdrawal": str(event)}).first()
    found = found or own.filter(kind="erasure", subject_id=person).exclude(subject_id=by).first()
    return found.number if found else ""
