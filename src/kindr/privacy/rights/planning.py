"""What an erasure would do: what goes now, what a law keeps and until when, what waits and for what."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kindr.privacy import people as persons
from kindr.privacy import registry
from kindr.privacy.access import log
from kindr.privacy.retention import rules
from kindr.privacy.rights import stores
from kindr.privacy.rights.stores import Hold, Holding, Plan
from kindr.privacy.rights.stores.keys import slots_of
from kindr.privacy.terms import AtErasure, Clause, Period, Text
from kindr.privacy.vault.keyrings import Slot


@dataclass(frozen=True)
class Fate:
    """What happens to everything held under one clause."""

    clause: Clause
    count: int
    fate: str
    """goes, kept or waits."""
    until: date | None = None
    reasons: tuple[Text, ...] = ()


def covered(person: uuid.UUID) -> frozenset[uuid.UUID]:
    """The people whose data a person's rights reach: themself, guests they claimed, their children not of age."""
    return frozenset(uuid.UUID(str(one)) for one in persons.covered_by(person))


def erased_with(person: uuid.UUID) -> frozenset[uuid.UUID]:
    """The people whose data go with a person's account: what was given for it about children of age goes as well."""
    family = persons.family_of(person)
    return family.covered | family.grown


def plan_for(erasure: uuid.UUID, people: Collection[uuid.UUID], *, holds: Iterable[Hold] = ()) -> Plan:
    """What goes, what is locked and what waits for these people now."""
    waiting = (*stores.holds_on(people), *holds)
    held = {hold.slot for hold in waiting}
    living = set(slots_of(people))
    kept = {slot for slot in living if _is_kept(slot.clause)}
    lock = {(slot.person, slot.clause) for slot in kept} - {(slot.person, slot.clause) for slot in held}
    lock |= {(slot.person, log.CLAUSE) for slot in living}
    shred = {slot for slot in living if slot not in kept and slot not in held}
    return Plan(
        erasure=erasure,
        people=frozenset(people),
        shred=frozenset(shred),
        lock=frozenset(lock),
        stays=frozenset(kept | held),
        waiting=waiting,
        keyless=frozenset(held - living),
    )


def holdings(people: Collection[uuid.UUID]) -> list[Holding]:
    """Everything that every store holds, as counts."""
    return [holding for store in stores.registered() for holding in store.discover(people)]


def fates(found: Iterable[Holding], plan: Plan) -> list[Fate]:
    """What happens to each clause's holdings under a plan, in the order of the policy."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    slots: dict[tuple[str, str], set[Slot]] = defaultdict(set)
    for holding in found:
        key = (holding.slot.clause, _fate_of(holding.slot, plan))
        counts[key] += holding.count
        slots[key].add(holding.slot)
    ends = dict(_ends(slot for (_clause, fate), some in slots.items() if fate == "kept" for slot in some))
    ends |= {hold.slot: hold.until for hold in plan.waiting if hold.is_locked and hold.until}
    reasons = {hold.slot: hold.reason for hold in plan.waiting}
    made = [
        Fate(
            registry.clause(clause),
            count,
            fate,
            until=max((ends[slot] for slot in slots[clause, fate] if slot in ends), default=None),
            reasons=tuple({text["en"]: text for slot in slots[clause, fate] if (text := reasons.get(slot))}.values()),
        )
        for (clause, fate), count in counts.items()
    ]
    order = list(registry.policy().clauses)
    return sorted(made, key=lambda fate: (order.index(fate.clause.key), fate.fate))


def _is_kept(clause: str) -> bool:
    known = registry.policy().clauses.get(clause)
    return known is not None and known.at_erasure is AtErasure.KEPT_LOCKED


def _fate_of(slot: Slot, plan: Plan) -> str:
    if any(slot == hold.slot for hold in plan.waiting):
        return "waits"
    return "kept" if _is_kept(slot.clause) else "goes"


def _ends(slots: Iterable[Slot]) -> Mapping[Slot, date]:
    """The last day of each slot whose term can be told in advance."""
    ends: dict[Slot, date] = {}
    for slot in slots:
        keep = registry.clause(slot.clause).keep
        event = _event_of(slot) if keep.period is Period.RECORD else None
        end = rules.end_of(keep, period=slot.period, event=event)
        if end is not None:
            ends[slot] = rules.last_day(end)
    return ends


def _event_of(slot: Slot) -> datetime | None:
    for model in registry.personal_records():
        if model.clause == slot.clause:
            row = model._default_manager.filter(person_id=slot.person, covers=slot.period).first()
            if row is not None:
                return row.counts_from()
    return None
