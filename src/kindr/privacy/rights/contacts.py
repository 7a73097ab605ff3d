"""Where a person can be written to for the last time; the wiring registers who knows."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from kindr.privacy.vault.records import PersonalRecord


@dataclass(frozen=True)
class Contact:
    """A record with an e-mail address in one of its columns."""

    record: PersonalRecord
    column: str


Finder = Callable[[uuid.UUID], Contact | None]

_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Adds a function that finds a person's contact; the first one that finds something is used."""
    if finder not in _finders:
        _finders.append(finder)


def contact_of(person: uuid.UUID) -> Contact | None:
    """The record that holds the person's address, or None when there is none (any more)."""
    for finder in _finders:
        contact = finder(person)
        if contact is not None:
            return contact
    return None


def all_of(person: uuid.UUID) -> list[Contact]:
    """Every record that holds an address of the person, the one they are written to first."""
    return [contact for finder in _finders if (contact := finder(person)) is not None]
