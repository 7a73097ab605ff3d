"""The gate for what the program works out of sealed values: a colleague sees the answer, never the values (2.5.3, 5.1).

Called as `gates.advise`. The line stands in the record of whoever it is about under the colleague's own name, and the
person counts among those whom the colleague opened.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from kindr.privacy.access import log, notes
from kindr.privacy.access.terms import Access


def advise(drawn_from: Mapping[uuid.UUID, Collection[str]], *, access: Access, at: datetime) -> None:
    """Writes down who is shown something about each person, drawn from which clauses, before they are shown it.

    Raises Refused, LogUnavailable.
    """
    noted = [notes.about(person, "advise", clauses) for person, clauses in drawn_from.items()]
    named = {clause for clauses in drawn_from.values() for clause in clauses}
    notes.guard(lambda: notes.check_claim(drawn_from.keys(), named, access, at=at), noted, access=access, at=at)
    if noted:
        log.write(noted, access=access, at=at)
