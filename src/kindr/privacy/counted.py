"""What a record adds to a sum that knows nobody is taken out before its key goes or is locked (policy 4.7.12).

Afterwards nobody could read what the record had added. Upper layers register it by clause, from the wiring; the gates
that forget ask here once nothing keeps the record any more, and those that lock what the law keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from kindr.privacy.access.terms import Access
from kindr.privacy.vault.keyrings import Slot

TakeOut = Callable[..., None]
"""Takes the slots that go, `access=` and `at=`; what is out already is not taken out again."""

_sums: dict[str, TakeOut] = {}


def register(clause: str, take_out: TakeOut) -> None:
    """Says what takes the records of a clause out of their sums."""
    _sums[clause] = take_out


def take_out(slots: Collection[Slot], *, access: Access, at: datetime) -> None:
    """Takes out whatever these slots' records add to a sum; raises LogUnavailable, and then no key may go."""
    for clause, out in _sums.items():
        if going := [slot for slot in slots if slot.clause == clause]:
            out(going, access=access, at=at)
