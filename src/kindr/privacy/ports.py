"""What the engine and the shop need from outside whenever they write to a person."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kindr.base.key_history import KnownKey
from kindr.base.signing import Signer
from kindr.base.statements import Trusted
from kindr.privacy.gates import Disclosed


@dataclass(frozen=True)
class Letter:
    """One e-mail. The address and the body were disclosed to the mail provider by a gate."""

    to: Disclosed[str]
    subject: str
    body: Disclosed[str]
    message_id: str
    """Stable for one occasion, so that a letter sent twice is recognised as one (RFC 5322 3.6.4)."""
    person: object
    """The random id of the person it is for."""
    html: Disclosed[str] | None = None
    """The same words as a page, for readers that show one; the text is complete without it."""


class Mailer(Protocol):
    """Sends letters; at least once, with a stable Message-ID."""

    def send(self, letter: Letter) -> None:
        """Sends one letter; raises when the provider refuses, so that the task is tried again."""
        ...


@dataclass(frozen=True)
class OutsideMessage:
    """What an outside party is told: a number of ours to answer by, what to do, and the numbers that it knows."""

    id: uuid.UUID
    verb: str
    """erase, correct or restrict."""
    clauses: tuple[str, ...]
    references: tuple[str, ...]
    """Numbers of orders and payments; no name and no address."""


class OutsideParty(Protocol):
    """An outside party that can be told of a right."""

    def ask(self, message: OutsideMessage) -> str | None:
        """The answer (done, refused or nothing), or None when it comes later; raises OSError when unreachable."""
        ...


_parties: dict[str, OutsideParty] = {}
_mailers: list[Mailer] = []
_signers: list[Signer] = []


Older = Callable[[], Sequence[KnownKey]]
_older: list[Older] = []


def bind(*, mailer: Mailer, signer: Signer, older: Older = tuple) -> None:
    """Binds the outside parties, the key that signs, and those that signed before it; called by the wiring."""
    _mailers[:] = [mailer]
    _signers[:] = [signer]
    _older[:] = [older]


def mailer() -> Mailer:
    """The mailer that the wiring bound."""
    return _mailers[0]


def signer() -> Signer:
    """The signer of receipts and of the shred journal."""
    return _signers[0]


def trusted_keys() -> list[Trusted]:
    """The key that signs now, and every one before it with the moments between which it signed, the newest first."""
    current = signer().public_key
    older = [Trusted(known.public_key, known.since, known.until) for known in _older[0]()]
    return older if current in {known.public_key for known in older} else [Trusted(current), *older]


def older_public_keys() -> list[bytes]:
    """Every key before the one that signs now, the newest first."""
    return [known.public_key for known in _older[0]()]


def bind_outside(parties: Mapping[str, OutsideParty]) -> None:
    """Binds who can be told by a program; the others are told by hand, and their answers entered on the desk."""
    _parties.clear()
    _parties.update(parties)


def outside_party(key: str) -> OutsideParty | None:
    """The party of this key of the policy, or None when no program reaches it."""
    return _parties.get(key)
