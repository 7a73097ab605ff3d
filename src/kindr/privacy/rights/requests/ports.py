"""What requests need from those who know more: who has an address, who is of age, and who carries a right out."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from kindr.privacy.access.terms import Access


@dataclass(frozen=True)
class Asked:
    """What is to be carried out: ids and keys only."""

    request: uuid.UUID
    number: str
    kind: str
    people: frozenset[uuid.UUID]
    """Whom it is about: one person, or the guests that a proven address led to."""
    by: uuid.UUID
    """Who asked: the person or the guardian."""
    channel: str
    language: str
    received_at: datetime


class Carrier(Protocol):
    """Carries out a right. Called again until it has evidence; each call goes on from where the last one ended."""

    def __call__(self, asked: Asked, *, access: Access, at: datetime) -> Mapping[str, Any] | None:
        """Evidence of what was done, as JSON without values; None while something is still to be done."""
        ...


class TooMany(Exception):
    """Somebody asks too often; `minutes` tells how long until the next try."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"full for {minutes} minutes")
        self.minutes = minutes


PeopleOfAddress = Callable[..., Collection[uuid.UUID]]
"""(address, access=, at=): the people who gave exactly this address; an account comes first."""
OfAge = Callable[..., bool]
"""(child, access=, at=): whether a child has turned 18."""
Spend = Callable[..., None]
"""(address, caller, at=): counts one letter; raises TooMany."""
Alarm = Callable[..., None]
"""(request, said, at=): tells the data protection officer what the clock says."""

_carriers: dict[str, Carrier] = {}
_finders: list[PeopleOfAddress] = []
_ages: list[OfAge] = []
_throttles: list[Spend] = []


def carry(kind: str, carrier: Carrier) -> None:
    """Says who carries out a right; what nobody carries out waits for the data protection officer."""
    _carriers[kind] = carrier


def carrier_of(kind: str) -> Carrier | None:
    """Who carries out a right."""
    return _carriers.get(kind)


def bind(*, people_of_address: PeopleOfAddress, is_of_age: OfAge, spend: Spend) -> None:
    """Binds what the upper layers know; called by the wiring."""
    _finders[:], _ages[:], _throttles[:] = [people_of_address], [is_of_age], [spend]


def people_of_address(address: str, *, access: Access, at: datetime) -> list[uuid.UUID]:
    """The people who gave exactly this address."""
    return [person for finder in _finders for person in finder(address, access=access, at=at)]


def is_of_age(child: uuid.UUID, *, access: Access, at: datetime) -> bool:
    """Whether a child has turned 18."""
    return any(known(child, access=access, at=at) for known in _ages)


def spend(address: str, caller: str, *, at: datetime) -> None:
    """Counts one letter to an address for a caller; raises TooMany."""
    for throttle in _throttles:
        throttle(address, caller, at=at)
