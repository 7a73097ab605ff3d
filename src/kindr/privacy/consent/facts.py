"""What the consent room tells the rest of the house; ids only. `web/reactions.py` says which tasks each sets off."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kindr.base.facts import Fact


@dataclass(frozen=True)
class ConsentEnded(Fact):
    """A consent was taken back, or ended by itself: the id of the ledger's entry, and whose consent it was."""

    event: uuid.UUID
    person: uuid.UUID
