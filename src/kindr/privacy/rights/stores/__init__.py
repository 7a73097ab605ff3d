"""The store protocol: every place that holds something about a person can say what, give, change and erase it.

Upper layers add places with `register(store)` and reasons to wait with `register_holds(provider)`, from the wiring.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from kindr.privacy.access.terms import Access
from kindr.privacy.statement_gate import Everything
from kindr.privacy.terms import Text
from kindr.privacy.vault.keyrings import Slot

People = Collection[uuid.UUID]


@dataclass(frozen=True)
class Holding:
    """How much of one thing a store holds under one clause and one key's period; never what it says."""

    store: str
    slot: Slot
    count: int


@dataclass(frozen=True)
class Hold:
    """Something that must stay although its clause goes at erasure: a parcel on its way, a letter not yet sent."""

    slot: Slot
    reason: Text
    until: date | None = None
    """When it is expected to go; None when that depends on what somebody does."""
    is_locked: bool = False
    """It is of no use to anybody meanwhile: a legal hold, and not a parcel."""
    when_paused: Text | None = None
    """What a pause would do to it; None when it goes on as before."""


@dataclass(frozen=True)
class Plan:
    """What an erasure does: keys that go, clauses that are locked, slots that wait."""

    erasure: uuid.UUID
    people: frozenset[uuid.UUID]
    shred: frozenset[Slot]
    lock: frozenset[tuple[uuid.UUID, str]]
    """Pairs of person and clause."""
    stays: frozenset[Slot]
    """Slots that a law keeps, and slots that wait."""
    waiting: tuple[Hold, ...]
    keyless: frozenset[Slot] = frozenset()
    """Slots that wait and have no key yet."""

    def takes(self, slot: Slot) -> bool:
        """True when whatever lies under this slot has to go now."""
        return slot not in self.stays


@dataclass(frozen=True)
class Evidence:
    """What a store did: how many of what; no value."""

    store: str
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Leftover:
    """Something that should be gone and is not, found after an erasure."""

    store: str
    what: str
    count: int


class Store(Protocol):
    """A place that holds something about people. Every verb may be called again after a crash."""

    name: str

    def discover(self, people: People) -> list[Holding]:
        """What is held, as counts by clause."""
        ...

    def export(self, people: People, *, opened: Everything, access: Access, at: datetime) -> Iterable[bytes]:
        """What is held, value by value, each row as JSON in UTF-8; `opened` are tables and books, opened together.

        Whatever lies elsewhere is opened through the gates. Raises Refused, LogUnavailable.
        """
        ...

    def correct(
        self, row: uuid.UUID, *, people: People, values: Mapping[str, object], access: Access, at: datetime
    ) -> bool:
        """Changes values of one row; False when this store has no such row of these people."""
        ...

    def restrict(
        self, people: People, *, clauses: Collection[str], is_on: bool, access: Access, at: datetime
    ) -> Evidence:
        """From now on only stored, not used; or, with `is_on` false, used again."""
        ...

    def erase(self, plan: Plan, *, access: Access, at: datetime) -> Evidence:
        """Lets go of everything that the plan does not keep."""
        ...

    def prove(self, plan: Plan) -> list[Leftover]:
        """What is left although the plan does not keep it; empty when all is gone."""
        ...


class Quiet:
    """The verbs of a store for which some of them mean nothing: what it holds is shown, changed or halted elsewhere."""

    name = ""

    def discover(self, people: People) -> list[Holding]:  # part of the protocol
        """Nothing of its own."""
        return []

    def export(
        self,
        people: People,
        *,
        opened: Everything,
        access: Access,
        at: datetime,  # part of the protocol
    ) -> Iterable[bytes]:
        """Nothing of its own."""
        return []

    def correct(
        self,
        row: uuid.UUID,
        *,
        people: People,
        values: Mapping[str, object],
        access: Access,
        at: datetime,
    ) -> bool:
        """Has no row that could be changed."""
        return False

    def restrict(
        self,
        people: People,
        *,
        clauses: Collection[str],
        is_on: bool,
        access: Access,
        at: datetime,
    ) -> Evidence:
        """Holds nothing that could be used without a key; the keys know."""
        return Evidence(self.name)

    def erase(self, plan: Plan, *, access: Access, at: datetime) -> Evidence:  # part of the protocol
        """Keeps what it has."""
        return Evidence(self.name)

    def prove(self, plan: Plan) -> list[Leftover]:  # part of the protocol
        """Has nothing to prove."""
        return []


HoldProvider = Callable[[People], Iterable[Hold]]

_stores: dict[str, Store] = {}
_providers: list[HoldProvider] = []


def register(store: Store) -> None:
    """Adds a store, or replaces the one of the same name; the order of registration is the order of erasing."""
    _stores[store.name] = store


def registered() -> list[Store]:
    """All stores in the order in which they erase: keys first."""
    return list(_stores.values())


def register_holds(provider: HoldProvider) -> None:
    """Adds a function that names what must wait; called for the people of an erasure each time it goes on."""
    if provider not in _providers:
        _providers.append(provider)


def holds_on(people: People) -> list[Hold]:
    """Everything that must wait for these people."""
    return [hold for provider in _providers for hold in provider(people)]
