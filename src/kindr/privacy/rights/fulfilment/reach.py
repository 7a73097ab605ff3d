"""Whom a fulfilment is about."""

from __future__ import annotations

import uuid

from kindr.privacy.rights import planning
from kindr.privacy.rights.fulfilment.models import Fulfilment


def people_of(run: Fulfilment) -> frozenset[uuid.UUID]:
    """Everybody whom a fulfilment is about: the person, whom their rights cover, and others who were named."""
    others = others_of(run)
    return frozenset().union(*(planning.covered(person) for person in (run.person_id, *others)))


def others_of(run: Fulfilment) -> list[uuid.UUID]:
    """Those who were named beside the person."""
    return [uuid.UUID(person) for person in run.asked.get("people", [])]
