"""What a stolen thing reaches, as the policy and the moments decide it; pure functions and plain values.

What cannot be known afterwards is counted as reached: a hold that may have come later, a consent that may have stood.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kindr.privacy.terms import EVERY, Policy

Opened = Mapping[str, Sequence[str]]
"""Clause -> categories."""
OPENS = frozenset({"read", "disclose", "advise"})
CHANGES = frozenset({"collect", "correct", "restrict", "expire", "erase"})
ITSELF = "prove_compliance"
"""The purpose under which radii are computed; those openings are no part of another one."""


@dataclass(frozen=True)
class Granted:
    """Leave that an actor had in the window: one purpose, some people, from when until when."""

    purpose: str
    people: frozenset[uuid.UUID]
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Reach:
    """What could have been opened: some clauses of everybody, and more of people who are named."""

    of_all: Opened = field(default_factory=dict)
    of_named: Mapping[uuid.UUID, Opened] = field(default_factory=dict)
    only: frozenset[uuid.UUID] | None = None
    """Nobody but these; None for no such limit."""

    @property
    def clauses(self) -> list[str]:
        """Every clause that is reached of anybody."""
        named = {clause for opened in self.of_named.values() for clause in opened}
        return sorted(named | set(self.of_all))

    def of(self, person: uuid.UUID, clauses: Collection[str]) -> dict[str, list[str]]:
        """What is reached of one person, of whom there were keys of these clauses."""
        if self.only is not None and person not in self.only:
            return {}
        named = self.of_named.get(person, {})
        found = {key: {*self.of_all.get(key, ()), *named.get(key, ())} for key in clauses}
        return {key: sorted(categories) for key, categories in sorted(found.items()) if categories}


def of_purposes(policy: Policy, role: str, purposes: Collection[str]) -> dict[str, list[str]]:
    """The categories that a role sees for some purposes, by clause."""
    found = {
        key: sorted({c for p in clause.purposes & set(purposes) for c in clause.about if _sees(policy, role, p, c)})
        for key, clause in policy.clauses.items()
        if not clause.pending
    }
    return {key: categories for key, categories in found.items() if categories}


def of_role(
    policy: Policy, roles: Collection[str], granted: Sequence[Granted], *, since: datetime, until: datetime
) -> Reach:
    """What somebody with these roles could open in a window: alone, and of the people whom a grant named then."""
    of_all: dict[str, set[str]] = defaultdict(set)
    of_named: dict[uuid.UUID, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for role in roles:
        recipient = policy.recipients.get(role)
        claimed = recipient.purposes if recipient else frozenset()
        alone = {purpose for purpose in claimed if not _needs_grant(policy, role, purpose)}
        _add(of_all, of_purposes(policy, role, alone))
        for grant in granted:
            if grant.purpose in claimed and grant.since < until and grant.until > since:
                for person in grant.people:
                    _add(of_named[person], of_purposes(policy, role, {grant.purpose}))
    named = {person: _sorted(opened) for person, opened in of_named.items()}
    return Reach(_sorted(of_all), named)


def whole_clauses(policy: Policy, clauses: Collection[str] | None = None) -> Reach:
    """Every category of some clauses, or of all: what whoever has ciphertext and keys together can open."""
    every = {key: sorted(clause.about) for key, clause in policy.clauses.items() if not clause.pending}
    return Reach({key: about for key, about in every.items() if clauses is None or key in clauses})


@dataclass(frozen=True)
class Seen:
    """One line of the log, as far as a radius needs it."""

    person: uuid.UUID
    at: datetime
    actor: str
    actor_kind: str
    role: str
    purpose: str
    verb: str
    opened: Opened
    is_refused: bool

    @property
    def is_own(self) -> bool:
        """A person's own openings are folded to the hour in which they began."""
        return self.actor_kind == "person"


def counts_in(seen: Seen, *, actor: str | None, since: datetime, until: datetime) -> bool:
    """Whether a line is part of a radius: of this actor, or of anybody but the people themselves."""
    if seen.is_refused or not _is_within(seen, since, until):
        return False
    if actor is not None:
        return seen.actor == actor
    return not seen.is_own and not (seen.actor_kind == "system" and seen.purpose == ITSELF)


def _is_within(seen: Seen, since: datetime, until: datetime) -> bool:
    began = since.replace(minute=0, second=0, microsecond=0) if seen.is_own else since
    return began <= seen.at < until


@dataclass
class Touched:
    """What was opened and changed of each person, gathered line by line."""

    opened: dict[uuid.UUID, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    changed: dict[uuid.UUID, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    roles: set[str] = field(default_factory=set)
    lines: int = 0
    refused: int = 0
    unreadable: int = 0

    def add(self, lines: Iterable[Seen], *, actor: str | None, since: datetime, until: datetime) -> None:
        """Takes the lines that count."""
        for seen in lines:
            self.refused += bool(seen.is_refused and actor == seen.actor and _is_within(seen, since, until))
            if not counts_in(seen, actor=actor, since=since, until=until):
                continue
            self.lines += 1
            self.roles.add(seen.role)
            if seen.verb in OPENS:
                _add(self.opened[seen.person], seen.opened)
            elif seen.verb in CHANGES:
                _add(self.changed[seen.person], seen.opened)


@dataclass(frozen=True)
class Line:
    """One person of a radius."""

    person: uuid.UUID
    kind: str
    opened: dict[str, list[str]]
    changed: dict[str, list[str]]
    could: dict[str, list[str]]
    since_gone: list[str]
    is_forgotten: bool

    @property
    def is_touched(self) -> bool:
        """Whether something was opened or changed, and not only within reach."""
        return bool(self.opened or self.changed)


class Counts:
    """How many people of which kind, in all and by category; `could` counts those of whom nothing was opened."""

    def __init__(self) -> None:
        self.people: Counter[tuple[str, str]] = Counter()
        self.by_category: Counter[tuple[str, str, str]] = Counter()
        self.forgotten = self.since_gone = 0

    def add(self, line: Line) -> None:
        """Counts one person, in one place only: opened before changed before could."""
        self.people["opened" if line.opened else "changed" if line.changed else "could", line.kind] += 1
        self.forgotten += line.is_forgotten
        self.since_gone += bool(line.since_gone)
        opened, changed = categories_in(line.opened), categories_in(line.changed)
        for how, categories in (
            ("opened", opened), ("changed", changed), ("could", categories_in(line.could) - opened),
        ):  # fmt: skip
            self.by_category.update((how, category, line.kind) for category in categories)

    def as_json(self) -> dict[str, object]:
        """The counts as they are kept."""
        people: dict[str, dict[str, int]] = defaultdict(dict)
        for (how, kind), number in sorted(self.people.items()):
            people[how][kind] = number
        categories: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
        for (how, category, kind), number in sorted(self.by_category.items()):
            categories[category][how][kind] = number
        return {
            "people": people,
            "categories": categories,
            "forgotten": self.forgotten,
            "since_gone": self.since_gone,
        }


def categories_in(opened: Mapping[str, Collection[str]]) -> set[str]:
    """The categories of some clauses together."""
    return {category for categories in opened.values() for category in categories}


def hour_before(moment: datetime) -> datetime:
    """From when lines are to be looked at, so that those folded to their hour are found."""
    return moment.replace(minute=0, second=0, microsecond=0)


def _sees(policy: Policy, role: str, purpose: str, category: str) -> bool:
    """As `registry.sees`; customers, guests and the system are not held by roles of staff."""
    strictness = policy.access.roles.get(role)
    if strictness is None:
        return role in ("customer", "guest", "system")
    return not any(category in strictness.closed.get(key, ()) for key in (EVERY, purpose))


def _needs_grant(policy: Policy, role: str, purpose: str) -> bool:
    """An emergency counts as opened, not as within reach: it leaves a line, an alarm and a row."""
    strictness = policy.access.roles.get(role)
    return strictness is not None and (purpose in strictness.needs_grant or purpose == policy.access.emergency)


def _add(into: dict[str, set[str]], opened: Mapping[str, Collection[str]]) -> None:
    for clause, categories in opened.items():
        into.setdefault(clause, set()).update(categories)


def _sorted(opened: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    return {clause: sorted(categories) for clause, categories in sorted(opened.items())}
