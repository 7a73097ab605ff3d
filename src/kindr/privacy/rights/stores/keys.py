"""The key server: what is shredded here is forgotten wherever its ciphertext lies, backups included."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db import connections

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.rights.stores import Evidence, Leftover, People, Plan, Quiet
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.models import Hold


class Keys(Quiet):
    """Locks what the law keeps, closes the person, shreds the rest; in this order a crash loses nothing."""

    name = "keys"

    def restrict(
        self, people: People, *, clauses: Collection[str], is_on: bool, access: Access, at: datetime
    ) -> Evidence:
        """Puts a halt on clauses, or lifts it; what the law has locked stays locked."""
        state = Hold.RESTRICTED if is_on else Hold.OPEN
        for person in sorted(people, key=str):
            if clauses:
                gates.hold(person=person, clauses=clauses, state=state, access=access, at=at)
        return Evidence(self.name, {"people": len(people), "clauses": len(clauses)})

    def erase(self, plan: Plan, *, access: Access, at: datetime) -> Evidence:
        by_person: dict[uuid.UUID, set[str]] = defaultdict(set)
        for person, clause in plan.lock:
            by_person[person].add(clause)
        self._make_ready(plan, at=at)
        for person in sorted(plan.people, key=str):
            if by_person[person]:
                gates.hold(person=person, clauses=by_person[person], state=Hold.LOCKED, access=access, at=at)
            keyrings.close(person, at=at, case=str(plan.erasure))
        gates.lock([hold.slot for hold in plan.waiting if hold.is_locked], access=access, at=at)
        gone = gates.erase(plan.shred, access=access, at=at) if plan.shred else 0
        return Evidence(self.name, {"shredded": gone, "locked": len(plan.lock)})

    def _make_ready(self, plan: Plan, *, at: datetime) -> None:
        """Whatever waits gets the keys that it will need, while keys can still be made."""
        slots = {hold.slot for hold in plan.waiting}
        keyrings.for_writing([slot for slot in slots if not keyrings.is_closed(slot.person)], at=at)

    def prove(self, plan: Plan) -> list[Leftover]:
        living = {(slot.clause, slot.person) for slot in slots_of(plan.people) if slot in plan.shred}
        open_doors = [person for person in plan.people if not keyrings.is_closed(person)]
        found = [Leftover(self.name, clause, 1) for clause, _person in sorted(living, key=str)]
        return [*found, *(Leftover(self.name, "person not closed", 1) for _ in open_doors)]


def slots_of(people: People) -> list[Slot]:
    """Every slot of some people that still has a key, in one query."""
    with connections[keyrings.KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT person_id, clause, period FROM vault_datakey WHERE person_id = ANY(%s)", [list(people)]
        )
        return [Slot(*row) for row in cursor.fetchall()]
