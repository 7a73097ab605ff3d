"""Pausing the use of data: a state of the person and the clause that every gate honours (UU 27/2022 art. 11, 41).

What is paused is stored and not used, what comes in under a paused clause included; legal duties and the person's own
rights go on. What keeps the account safe and what the program notes of its own work cannot be paused.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy import registry
from kindr.privacy.rights import planning, stores
from kindr.privacy.rights.fulfilment import outside
from kindr.privacy.rights.fulfilment.terms import Evidence, Refusal, Refusing, Run
from kindr.privacy.rights.labels import in_words
from kindr.privacy.terms import Basis, Clause
from kindr.privacy.vault import keyrings

OWN_WORK = frozenset({"system"})
"""The source of what the program notes itself: its books, and the letters that it sends."""


@dataclass(frozen=True)
class Paused:
    """One clause, and what pausing it stops and leaves."""

    clause: Clause
    stops: Sequence[str]
    goes_on: Sequence[str]
    since: datetime | None = None

    @property
    def says(self) -> str:
        """What is paused, in the language of the page."""
        return in_words(self.clause.says)


@dataclass(frozen=True)
class Preview:
    """What a restriction would do, shown before it is asked for."""

    clauses: Sequence[Paused]
    waits: Sequence[str]
    """What is under way and would stand still: a parcel that is not shipped yet."""


def restrictable() -> list[str]:
    """The keys of the clauses that can be paused, in the order of the policy."""
    return [key for key, clause in registry.policy().clauses.items() if _can_be_paused(clause)]


def preview(person: uuid.UUID) -> Preview:
    """What pausing everything would do for a person now; no value is opened."""
    people = planning.covered(person)
    held = {holding.slot.clause for holding in planning.holdings(people)}
    waits = {in_words(hold.when_paused) for hold in stores.holds_on(people) if hold.when_paused}
    return Preview([_paused(key) for key in restrictable() if key in held], sorted(waits))


def paused_of(person: uuid.UUID) -> list[Paused]:
    """What a person has paused, in the order of the policy."""
    found: dict[str, datetime] = {}
    for clauses in keyrings.restricted_clauses(planning.covered(person)).values():
        for key, since in clauses.items():
            found[key] = min(since, found.get(key, since))
    return [_paused(key, found[key]) for key in registry.policy().clauses if key in found]


def restrict(run: Run) -> Evidence:
    """Puts the halt on; doing it twice changes nothing. Raises Refusing when a clause cannot be paused."""
    return _in_every_store(run, is_on=True)


def lift(run: Run) -> Evidence:
    """Lets the data be used again; what the law has locked meanwhile stays locked."""
    return _in_every_store(run, is_on=False)


def tell_outside(run: Run) -> Evidence:
    """Tells whoever outside holds something."""
    verb = "restrict" if run.row.kind == "restriction" else "lift"
    return Evidence({"parties": outside.tell(run.row.pk, verb, run.people, at=run.at)})


def _in_every_store(run: Run, *, is_on: bool) -> Evidence:
    clauses = _asked(run)
    counts: dict[str, int] = {}
    for store in stores.registered():
        done = store.restrict(run.people, clauses=clauses, is_on=is_on, access=run.access, at=run.at)
        counts[store.name] = done.counts.get("clauses", 0)
    return Evidence(counts, sorted(clauses))


def _asked(run: Run) -> Collection[str]:
    named, possible = run.row.asked.get("clauses", []), restrictable()
    if set(named) - set(possible):
        raise Refusing(Refusal.PREVAILS)
    return named or possible


def _can_be_paused(clause: Clause) -> bool:
    """Not what only serves the law, nor what protects the account, nor the program's own notes."""
    purposes = [registry.policy().purposes[key] for key in clause.purposes - _everywhere()]
    protects = any(each.basis is Basis.LEGITIMATE_INTEREST and each.prevails is not None for each in purposes)
    is_more_than_duty = any(each.basis is not Basis.LEGAL_DUTY for each in purposes)
    return not protects and is_more_than_duty and clause.sources != OWN_WORK


def _everywhere() -> frozenset[str]:
    """The purposes that every clause serves."""
    return frozenset.intersection(*(clause.purposes for clause in registry.policy().clauses.values()))


def _paused(key: str, since: datetime | None = None) -> Paused:
    clause, purposes = registry.clause(key), registry.policy().purposes
    named: Mapping[bool, list[str]] = {True: [], False: []}
    for purpose in purposes.values():
        if purpose.key in clause.purposes:
            named[purpose.basis is Basis.LEGAL_DUTY].append(in_words(purpose.says))
    return Paused(clause, named[False], named[True], since)
