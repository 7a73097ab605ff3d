"""What accounts tell the rest of the shop; ids only. `web/reactions.py` says which tasks each sets off."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kindr.base.facts import Fact


@dataclass(frozen=True)
class CodeAsked(Fact):
    """Somebody typed an address and waits for a letter with a code."""

    attempt_id: uuid.UUID


@dataclass(frozen=True)
class AddressLeft(Fact):
    """An account signs in with another address now; the old one is told."""

    attempt_id: uuid.UUID


@dataclass(frozen=True)
class AddressProven(Fact):
    """A person has proven that a letter to their sign-in address reaches them."""

    person_id: uuid.UUID


@dataclass(frozen=True)
class ChildCameOfAge(Fact):
    """The month in which a child turns 18 has begun; the guardian is told so once."""

    child_id: uuid.UUID
