"""What requests tell the rest of the program; ids only. `web/reactions.py` says which tasks each sets off."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kindr.base.facts import Fact


@dataclass(frozen=True)
class RequestReceived(Fact):
    """A request has its number: its receipt is due."""

    request_id: uuid.UUID


@dataclass(frozen=True)
class RequestAskedAgain(Fact):
    """The same was asked for once more: what stops at receipt stops anew, and nothing else is done twice."""

    request_id: uuid.UUID


@dataclass(frozen=True)
class RequestProofAsked(Fact):
    """Somebody has to prove (again) that a request is theirs."""

    request_id: uuid.UUID


@dataclass(frozen=True)
class RequestProven(Fact):
    """A request is its person's own, so that it can be carried out."""

    request_id: uuid.UUID


@dataclass(frozen=True)
class RequestClosed(Fact):
    """A request has its result."""

    request_id: uuid.UUID
