"""How a consent stands at a moment: one fold over the entries of the ledger, used by every check at every use (9.1)."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol

from kindr.privacy.consent.events import Decision


class Standing(enum.Enum):
    """How one person stands to one purpose."""

    SILENT = "silent"
    """Nobody ever decided; silence is no consent."""
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    """The purpose came to mean something else after the consent was given."""


class Said(Protocol):
    """What the fold looks at in an entry."""

    @property
    def at(self) -> datetime: ...
    @property
    def decision(self) -> Decision: ...
    @property
    def until(self) -> datetime | None: ...


def standing(entries: Iterable[Said], *, changes: Collection[datetime], at: datetime) -> Standing:
    """How the entries about one purpose, in the order of the ledger, stand at a moment.

    The last entry decides. A consent that was given ends when its time is over, and when the purpose changes its
    meaning: `changes` are the moments at which it did or will.
    """
    last: Said | None = None
    for entry in entries:
        last = entry
    if last is None:
        return Standing.SILENT
    if last.decision is not Decision.GIVEN:
        return Standing(last.decision.value)
    if any(last.at < change <= at for change in changes):
        return Standing.SUPERSEDED
    return Standing.EXPIRED if last.until is not None and last.until <= at else Standing.GIVEN
