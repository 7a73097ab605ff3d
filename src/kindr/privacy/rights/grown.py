"""Children of age, as their guardian still sees them: by a nickname, and with how they can ask (policy 7.8)."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy import people
from kindr.privacy.access.terms import Access
from kindr.privacy.rights.requests import ports


def names_of_grown(person: uuid.UUID, *, access: Access, at: datetime) -> list[str]:
    """What somebody's children of age are called; opens nothing where there are none."""
    grown = people.grown_children_of(person)
    return [child.name for child in ports.children(access=access, at=at) if child.id in grown] if grown else []
