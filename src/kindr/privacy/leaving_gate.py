"""The gate for somebody who leaves: keys locked, closed and shredded with one log insert and one commit (6.3)."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import datetime

from kindr.privacy import counted
from kindr.privacy.access import log, notes
from kindr.privacy.access.log import Note
from kindr.privacy.access.terms import Access
from kindr.privacy.retention import held
from kindr.privacy.vault import leaving
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.leaving import Leaving, Steps


def leave(wanted: Leaving, *, access: Access, at: datetime) -> tuple[int, list[Slot]]:
    """Carries out whatever was not done before; counts keys, and names the slots that live on.

    Raises Refused, LogUnavailable and JournalUnavailable, and then no key has gone.
    """
    steps = leaving.what_is_left(wanted)
    if not steps:
        return 0, []
    noted = _noted(steps)
    clauses = {clause for note in noted for clause in note.opened}
    notes.guard(lambda: notes.check_claim(wanted.people, clauses, access, at=at), noted, access=access, at=at)
    with held.undisturbed(wanted.people):
        notes.guard(lambda: held.check(steps.shred, at=at), noted, access=access, at=at)
        counted.take_out([*steps.shred, *steps.lock_slots], access=access, at=at)
        log.write(noted, access=access, at=at)
        return leaving.leave(steps, at=at)


def _noted(steps: Steps) -> list[Note]:
    """A line for what is locked of each person, and one for what is erased."""
    found: dict[tuple[uuid.UUID, str], set[str]] = defaultdict(set)
    for person, clause in [*steps.lock, *((slot.person, slot.clause) for slot in steps.lock_slots)]:
        found[person, "restrict"].add(clause)
    for slot in steps.shred:
        found[slot.person, "erase"].add(slot.clause)
    return [notes.about(person, verb, clauses) for (person, verb), clauses in found.items()]
