"""The key server: what is shredded here is forgotten wherever its ciphertext lies, backups included."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import connections

from kindr.privacy import counted, gates, leaving_gate, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.retention.queries import closed_among
from kindr.privacy.rights.stores import Evidence, Leftover, People, Plan, Quiet
from kindr.privacy.terms import AtErasure
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.leaving import Leaving
from kindr.privacy.vault.models import Hold


class Keys(Quiet):
    """Locks what the law keeps, closes the person, shreds the rest; in this order a crash loses nothing."""

    name = "keys"

    def restrict(
        self, people: People, *, clauses: Collection[str], is_on: bool, access: Access, at: datetime
    ) -> Evidence:
        """Puts a halt on clauses, or lifts it; what the law has locked stays locked. No sum counts what is halted."""
        state = Hold.RESTRICTED if is_on else Hold.OPEN
        for person in sorted(people, key=str):
            if clauses:
                gates.hold(person=person, clauses=clauses, state=state, access=access, at=at)
        change = counted.take_out if is_on else counted.put_back
        change([slot for slot in slots_of(people) if slot.clause in clauses], access=access, at=at)
        return Evidence(self.name, {"people": len(people), "clauses": len(clauses)})

    def erase(self, plan: Plan, *, access: Access, at: datetime) -> Evidence:
        self._make_ready(plan, at=at)
        locked = [hold.slot for hold in plan.waiting if hold.is_locked]
        wanted = Leaving(plan.people, plan.lock, locked, plan.shred, str(plan.erasure))
        gone, living = leaving_gate.leave(wanted, access=access, at=at)
        if late := [slot for slot in living if _is_late(slot, plan)]:
            gone += gates.erase(late, access=access, at=at)
        return Evidence(self.name, {"shredded": gone, "locked": len(plan.lock)})

    def _make_ready(self, plan: Plan, *, at: datetime) -> None:
        """Whatever waits gets the keys that it will need, while keys can still be made."""
        slots = [slot for slot in plan.keyless if not keyrings.is_closed(slot.person)]
        keyrings.for_writing(slots, at=at)

    def prove(self, plan: Plan) -> list[Leftover]:
        going = {(slot.clause, slot.person) for slot in slots_of(plan.people) if slot in plan.shred}
        found = [Leftover(self.name, clause, 1) for clause, _person in sorted(going, key=str)]
        return [*found, *(Leftover(self.name, "person not closed", 1) for _ in plan.people - closed_among(plan.people))]


def _is_late(slot: Slot, plan: Plan) -> bool:
    """A key that was made after the plan, before the person was closed; what a law asks for is made even then."""
    clause = registry.policy().clauses.get(slot.clause)
    stays = clause is not None and (clause.outlives_erasure or clause.at_erasure is AtErasure.KEPT_LOCKED)
    return plan.takes(slot) and slot not in plan.shred and not stays


def slots_of(people: People) -> list[Slot]:
    """Every slot of some people that still has a key, in one query."""
    with connections[keyrings.KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT person_id, clause, period FROM vault_datakey WHERE person_id = ANY(%s)", [list(people)]
        )
        return [Slot(*row) for row in cursor.fetchall()]
