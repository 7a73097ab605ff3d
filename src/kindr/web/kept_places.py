"""What this process keeps of pages and goods, looked through for anything of a person (policy 5.4)."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from kindr.web.templatetags.look import kept_texts


def found_in_caches(people: Collection[uuid.UUID]) -> int:
    """How many kept parts of pages name one of the people; Django's own cache is not used."""
    names = {str(person) for person in people}
    return sum(any(name in text for name in names) for text in kept_texts())
