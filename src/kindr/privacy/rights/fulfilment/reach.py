"""Whom a fulfilment is about."""

from __future__ import annotations

import uuid

from kindr.privacy.rights import planning
from kindr.privacy.rights.fulfilment.models import Fulfilment


def people_of(run: Fulfilment) -> frozenset[uuid.UUID]:
    """Everybody whom a fulfilment is about: the person, whom their rights cover, and who is packed beside them."""
    return planning.covered(run.person_id) | {uuid.UUID(person) for person in run.asked.get("beside", ())}
