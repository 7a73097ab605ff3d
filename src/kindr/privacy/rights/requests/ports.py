"""What requests need from those who know more: who has an address, who is of age, who asks too often."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest

from kindr.privacy.access.terms import Access


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


@dataclass(frozen=True)
class Child:
    """A child as its guardian chooses it in a form."""

    id: uuid.UUID
    name: str = field(repr=False)
    may_be_asked_for: bool = True
    """False from the month in which the child turns 18: then it asks for itself."""


Children = Callable[..., Sequence[Child]]
"""(access=, at=): the children of whoever asks."""
CallerOf = Callable[[HttpRequest], str]
"""The network address that a throttle counts."""

_children: list[Children] = []
_callers: list[CallerOf] = []
_finders: list[PeopleOfAddress] = []
_ages: list[OfAge] = []
_throttles: list[Spend] = []


def bind(
    *, people_of_address: PeopleOfAddress, is_of_age: OfAge, spend: Spend, children: Children, caller_of: CallerOf
) -> None:
    """Binds what the upper layers know; called by the wiring."""
    _finders[:], _ages[:], _throttles[:] = [people_of_address], [is_of_age], [spend]
    _children[:], _callers[:] = [children], [caller_of]


def children(*, access: Access, at: datetime) -> list[Child]:
    """The children of whoever asks."""
    return [child for known in _children for child in known(access=access, at=at)]


def caller_of(request: HttpRequest) -> str:
    """The network address that a throttle counts."""
    return next((known(request) for known in _callers), "")


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
