"""The words that staff write when they want to open something or have looked at something, sealed (policy 5.3.5)."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access.personal import AccessReason, ReasonKind
from kindr.privacy.access.terms import Access, NotYours

SHORTEST = 10


class ReasonTooShort(ValueError):
    """A reason that says nothing is no reason."""


def keep_reason(kind: ReasonKind, words: str, *, access: Access, at: datetime) -> uuid.UUID:
    """Seals a reason under the key of whoever wrote it; raises ReasonTooShort, Refused."""
    tidy = words.strip()
    if len(tidy) < SHORTEST:
        raise ReasonTooShort
    kept = gates.collect(
        AccessReason,
        person=actor_id(access),
        access=access,
        at=at,
        source="staff",
        values={"words": tidy},
        plain={"kind": kind},
    )
    return kept.pk


def actor_id(access: Access) -> uuid.UUID:
    """The id of whoever acts; raises NotYours for those who have none."""
    if access.actor.id is None:
        raise NotYours("only somebody who works here does this")
    return access.actor.id
