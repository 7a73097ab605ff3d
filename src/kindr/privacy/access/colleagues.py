"""What the shop knows of colleagues, saved queries and order numbers; the wiring registers who answers."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kindr.privacy.access.terms import Access
from kindr.privacy.vault import lookup


class Names(Protocol):
    """Opens the names of colleagues and consultants through the gates."""

    def __call__(self, people: Collection[uuid.UUID], *, access: Access, at: datetime) -> Mapping[uuid.UUID, str]: ...


class Protections(Protocol):
    """When colleagues signed in last, and with what second factor; opens nothing."""

    def __call__(self, people: Collection[uuid.UUID], *, at: datetime) -> Mapping[uuid.UUID, tuple[str, str]]: ...


@dataclass(frozen=True)
class SavedQuery:
    """A filter that somebody has kept: what it does, in words."""

    id: uuid.UUID
    words: str
    content: Mapping[str, str | int]


_names: list[Names] = []
_protections: list[Protections] = []
_passkeys: list[Callable[[uuid.UUID], tuple[bool, datetime | None]]] = []
_keyed: list[Callable[[Collection[uuid.UUID]], Collection[uuid.UUID]]] = []
_forget_passkeys: list[Callable[[uuid.UUID, datetime], int]] = []
_by_number: list[Callable[[str], uuid.UUID | None]] = []
_queries: list[Callable[[], Collection[SavedQuery]]] = []
_people_of_query: list[Callable[[Mapping[str, str | int], datetime], Collection[uuid.UUID]]] = []


class NobodyFound(LookupError):
    """A word leads to nobody; the asker is told which one."""


def register(
    *,
    names: Names,
    protections: Protections,
    passkeys: Callable[[uuid.UUID], tuple[bool, datetime | None]],
    with_passkeys: Callable[[Collection[uuid.UUID]], Collection[uuid.UUID]],
    forget_passkeys: Callable[[uuid.UUID, datetime], int],
    by_number: Callable[[str], uuid.UUID | None],
    queries: Callable[[], Collection[SavedQuery]],
    people_of_query: Callable[[Mapping[str, str | int], datetime], Collection[uuid.UUID]],
) -> None:
    """Tells who answers; called by the wiring."""
    _names[:], _protections[:], _by_number[:] = [names], [protections], [by_number]
    _passkeys[:], _keyed[:], _forget_passkeys[:] = [passkeys], [with_passkeys], [forget_passkeys]
    _queries[:], _people_of_query[:] = [queries], [people_of_query]


def names(people: Collection[uuid.UUID], *, access: Access, at: datetime) -> Mapping[uuid.UUID, str]:
    """The names of those colleagues who have one; their opening is logged like any other."""
    return _names[0](people, access=access, at=at) if people and _names else {}


def protections(people: Collection[uuid.UUID], *, at: datetime) -> Mapping[uuid.UUID, tuple[str, str]]:
    """Last use and second factors of colleagues."""
    return _protections[0](people, at=at) if _protections else {}


def passkeys_of(person: uuid.UUID) -> tuple[bool, datetime | None]:
    """Whether a colleague has a passkey, and when their account was made; None for who has no working account."""
    return _passkeys[0](person) if _passkeys else (False, None)


def with_passkeys(people: Collection[uuid.UUID]) -> Collection[uuid.UUID]:
    """Those of the people who have a passkey. One query."""
    return _keyed[0](people) if _keyed else ()


def forget_passkeys(person: uuid.UUID, *, at: datetime) -> int:
    """Takes the passkeys off a working account and ends its visits; counts the passkeys."""
    return _forget_passkeys[0](person, at) if _forget_passkeys else 0


def saved_queries() -> Collection[SavedQuery]:
    """The filters that colleagues have kept."""
    return _queries[0]() if _queries else []


def people_of_query(content: Mapping[str, str | int], *, at: datetime) -> frozenset[uuid.UUID]:
    """All the people that a saved query finds at this moment, by what it does."""
    return frozenset(_people_of_query[0](content, at)) if _people_of_query else frozenset()


def people_named(words: str) -> frozenset[uuid.UUID]:
    """The people that order numbers and sign-in addresses lead to, one in each line; raises NobodyFound."""
    return frozenset(_named(line.strip()) for line in words.splitlines() if line.strip())


def _named(word: str) -> uuid.UUID:
    if "@" in word:
        found = next(iter(lookup.find(lookup.SIGN_IN_ADDRESS, lookup.normalised_address(word))), None)
    else:
        found = _by_number[0](word) if _by_number else None
    if found is None:
        raise NobodyFound(word)
    return found
