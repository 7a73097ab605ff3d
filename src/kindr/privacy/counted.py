"""What a record adds to a sum that knows nobody goes before its key goes or is locked, and while it is paused (4.7.12).

Afterwards nobody could read what the record had added. Upper layers register it by clause, from the wiring; the gates
that forget ask here once nothing keeps the record any more, those that lock what the law keeps, and a pause asks when
it begins and when it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import NamedTuple

from kindr.privacy.access.terms import Access
from kindr.privacy.vault.keyrings import Slot

Change = Callable[..., None]
"""Takes slots, `access=` and `at=`; what is out already is not taken out again, nor put back twice."""


class Sum(NamedTuple):
    """How the records of a clause leave their sums, and come back into them."""

    take_out: Change
    put_back: Change


_sums: dict[str, Sum] = {}


def register(clause: str, *, take_out: Change, put_back: Change) -> None:
    """Says how the records of a clause leave their sums, and how they come back."""
    _sums[clause] = Sum(take_out, put_back)


def take_out(slots: Collection[Slot], *, access: Access, at: datetime) -> None:
    """Takes out whatever these slots' records add to a sum; raises LogUnavailable, and then no key may go."""
    for clause, each in _sums.items():
        if going := [slot for slot in slots if slot.clause == clause]:
            each.take_out(going, access=access, at=at)


def put_back(slots: Collection[Slot], *, access: Access, at: datetime) -> None:
    """Adds again what may be used again of these slots' records; raises LogUnavailable."""
    for clause, each in _sums.items():
        if coming := [slot for slot in slots if slot.clause == clause]:
            each.put_back(coming, access=access, at=at)
