"""Who asks and why: the two things without which nothing opens (policy chapter 5)."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass


class ActorKind(enum.Enum):
    PERSON = "person"
    STAFF = "staff"
    CONSULTANT = "consultant"
    STRANGER = "stranger"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Someone who acts: `role` is the key of a recipient in the policy."""

    kind: ActorKind
    id: uuid.UUID | None
    role: str


@dataclass(frozen=True)
class Access:
    """An actor with a purpose (a key of the policy). Built by decorators and commands only, never ambient."""

    actor: Actor
    purpose: str
    grant: uuid.UUID | None = None


STRANGER = Actor(ActorKind.STRANGER, None, "stranger")
SYSTEM = Actor(ActorKind.SYSTEM, None, "system")


class Refused(Exception):
    """Something may not be opened. `clause` is the number of the promise that says no."""

    def __init__(self, reason: str, *, clause: str = "5.3") -> None:
        super().__init__(reason)
        self.reason = reason
        self.clause = clause


class PurposeNotAllowed(Refused):
    """The purpose is unknown, the role may not claim it, or the clause does not serve it."""


class NotGranted(PurposeNotAllowed):
    """The role opens this only with a grant, or in an emergency, that names the person and still runs."""


class NotCertified(Refused):
    """A consultant without a certificate in force is here no longer, or was never let in."""

    def __init__(self, reason: str = "no certificate is in force", *, clause: str = "5.2.1") -> None:
        super().__init__(reason, clause=clause)


class PasskeyMissing(Refused):
    """The role works with a passkey, and there is none yet although the time for it is over."""

    def __init__(self, reason: str = "the role works with a passkey", *, clause: str = "5.1.5") -> None:
        super().__init__(reason, clause=clause)


class PasskeyUnused(PasskeyMissing):
    """There is a passkey, but this visit began without it."""


class ConsentMissing(Refused):
    """The purpose rests on consent, and the person has not given it or has withdrawn it."""


class Restricted(Refused):
    """The person or the law has locked the data for this purpose."""


class Objected(Refused):
    """The purpose rests on a legitimate interest, and the person has objected to it (UU 27/2022 art. 10)."""


class ChildOfAge(Refused):
    """The child has turned 18: what is theirs is theirs alone, and the guardian no longer reaches it (policy 7.8)."""

    def __init__(self, reason: str = "the child is of age and decides for themself", *, clause: str = "7.8") -> None:
        super().__init__(reason, clause=clause)


class NotYours(Refused):
    """The record belongs to somebody else; shown to strangers as 404."""
