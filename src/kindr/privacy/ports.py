"""What the engine and the shop need from outside whenever they write to a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kindr.base.signing import Signer
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


_mailers: list[Mailer] = []
_signers: list[Signer] = []


def bind(*, mailer: Mailer, signer: Signer) -> None:
    """Binds the outside parties; called by the wiring."""
    _mailers[:] = [mailer]
    _signers[:] = [signer]


def mailer() -> Mailer:
    """The mailer that the wiring bound."""
    return _mailers[0]


def signer() -> Signer:
    """The signer of receipts and of the shred journal."""
    return _signers[0]
