"""Which slots legal holds keep at a moment; asked by the gates before anything is forgotten (policy 6.3.9)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import connections
from django.db.models import Q

from kindr.privacy import registry
from kindr.privacy.access.terms import Restricted
from kindr.privacy.retention.models import EVERYTHING, LegalHold, today
from kindr.privacy.vault import asking
from kindr.privacy.vault.keyrings import Slot

SHARED = (
    "SELECT pg_advisory_{}_shared(hashtextextended('hold ' || person, 0))"
    " FROM unnest(%s::text[]) AS person ORDER BY person"
)
"""Taken by everybody who forgets; who places a hold takes the same lock alone."""
IN_FORCE = (
    "SELECT * FROM privacy_legalhold WHERE ended_at IS NULL AND (until IS NULL OR until >= %s)"
    " AND (%s OR person_id = ANY(%s::uuid[])) ORDER BY placed_at, id"
)


@dataclass(frozen=True)
class Held:
    """The holds in force, ready to be asked about slots."""

    holds: tuple[LegalHold, ...]

    def covers(self, slot: Slot) -> bool:
        """Whether something of this slot may not go."""
        return bool(self._named & {slot, slot._replace(period=EVERYTHING)})

    def of(self, slot: Slot) -> list[LegalHold]:
        """The holds on a slot."""
        return [hold for hold in self.holds if slot in (_slot(hold), _slot(hold)._replace(period=slot.period))]

    def rows(self, clause: str) -> Q:
        """The rows of a clause's tables that are held; their columns are `person_id` and `covers`."""
        found = Q(pk__in=[])
        for hold in self.holds:
            if hold.clause == clause:
                whose = Q(person_id=hold.person_id)
                found |= whose if hold.covers == EVERYTHING else whose & Q(covers=hold.covers)
        return found

    def columns(self) -> list[list[object]]:
        """People, clauses and periods as three arrays, for `unnest`."""
        slots = [_slot(hold) for hold in self.holds]
        return [[slot.person for slot in slots], [slot.clause for slot in slots], [slot.period for slot in slots]]

    @cached_property
    def _named(self) -> frozenset[Slot]:
        return frozenset(_slot(hold) for hold in self.holds)


def in_force(at: datetime, *, people: Collection[uuid.UUID] | None = None) -> Held:
    """The holds in force, of everybody or of some people. One query."""
    everybody = people is None
    return Held(tuple(asking.whole(LegalHold, IN_FORCE, [today(at), everybody, list(people or ())])))


def check(slots: Iterable[Slot], *, at: datetime) -> None:
    """Raises Restricted when one of the slots is held: whoever asks, and for whatever purpose, it stays."""
    asked = list(slots)
    held = in_force(at, people={slot.person for slot in asked})
    for slot in asked:
        if held.holds and held.covers(slot):
            clause = registry.policy().clauses.get(slot.clause)
            raise Restricted("a legal hold keeps this", clause=clause.number if clause else "6.3")


@contextmanager
def undisturbed(people: Iterable[uuid.UUID]) -> Iterator[None]:
    """From the question whether something is held until it has gone, no hold is placed on these people.

    In a transaction, which may be rolled back, it lasts until the transaction's end.
    """
    named = sorted({str(person) for person in people})
    is_inside = connections["default"].in_atomic_block
    with connections["default"].cursor() as cursor:
        cursor.execute(SHARED.format("xact_lock" if is_inside else "lock"), [named])
        try:
            yield
        finally:
            if not is_inside:
                cursor.execute(SHARED.format("unlock"), [named])


def wait_for_who_forgets(person: uuid.UUID) -> None:
    """Whoever places a hold comes after what is being forgotten now, and before what comes next; in a transaction."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('hold ' || %s, 0))", [str(person)])


def _slot(hold: LegalHold) -> Slot:
    return Slot(hold.person_id, hold.clause, hold.covers)
