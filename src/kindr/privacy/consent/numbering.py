"""A consent taken back on a page is a request like any other: it has its number and is done at once (policy 7.3).

Only pages come here: what reaches us by e-mail or telephone is a request from the start, and withdraws through it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from kindr.privacy import people
from kindr.privacy.access.terms import Access
from kindr.privacy.consent.proving import Proof
from kindr.privacy.consent.queries import whose
from kindr.privacy.rights.requests import actions as requests
from kindr.privacy.rights.requests.models import Request


def number(proof: Proof, person: uuid.UUID, *, access: Access, at: datetime) -> Request:
    """Writes down the request behind a withdrawal that has just been obeyed; the same withdrawal has one number."""
    by, first = whose(access), proof.events[0]
    subject = person if people.is_guardian(by, person) else None
    return requests.record_done(
        kind="withdrawal",
        by=by,
        subject=subject,
        evidence=_evidence(first.id),
        language=first.language,
        access=access,
        at=at,
    )


def number_of(event: uuid.UUID, by: uuid.UUID) -> str:
    """The number of the request behind a withdrawal; empty when there is none."""
    found = Request.objects.filter(person_id=by, kind="withdrawal", evidence=_evidence(event)).first()
    return found.number if found else ""


def _evidence(event: uuid.UUID) -> Mapping[str, str]:
    return {"withdrawal": str(event)}
