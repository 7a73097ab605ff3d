"""What has to happen between a restore and the first request: everybody who was erased is erased again."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy.access.terms import Access
from kindr.privacy.rights import actions, planning, stores
from kindr.privacy.rights.models import Erasure, ErasureState
from kindr.privacy.vault import replaying
from kindr.privacy.vault.ports import Forgetting


@dataclass(frozen=True)
class Replayed:
    """What a replay did."""

    lines: int
    keys: int
    people: int
    closed: int
    """Records that nobody can open although no line of the journal names them: their keys were not restored."""


def replay(entries: Iterable[Forgetting], *, access: Access, at: datetime) -> Replayed:
    """Forgets again everything that the journal says; can be done again after a crash. Raises Unfinished."""
    lines = list(entries)
    keys = replaying.replay(lines, at=at)
    cases: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for line in lines:
        if line.verb == "close" and line.note:
            cases[uuid.UUID(line.note)].add(line.person)
    again = sum(_erase_again(case, people, access=access, at=at) for case, people in cases.items())
    return Replayed(len(lines), keys, again, replaying.closed_records())


class Unfinished(Exception):
    """Somebody who was erased is not yet erased again; nothing may be served."""


def _erase_again(case: uuid.UUID, people: set[uuid.UUID], *, access: Access, at: datetime) -> bool:
    """Whether anything of this erasure had come back."""
    found = Erasure.objects.filter(pk=case).first()
    plan = planning.plan_for(case, people)
    has_come_back = any(store.prove(plan) for store in stores.registered())
    if not has_come_back and found is not None and found.state == ErasureState.DONE:
        return False
    person = found.person_id if found else max(sorted(people, key=str), key=lambda one: len(planning.erased_with(one)))
    erasure = actions.carry_out(actions.reopen(person, case=case, at=at), access=access, at=at)
    if erasure.state in (ErasureState.INTENT, ErasureState.TOMBSTONED):
        raise Unfinished(f"erasure {case} left something over")
    return has_come_back
