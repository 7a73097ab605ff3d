"""What the catalogue tells the rest of the shop; ids only. `web/reactions.py` says which tasks each sets off."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kindr.base.facts import Fact


@dataclass(frozen=True)
class ErrandAsked(Fact):
    """A colleague wants long work done, or undone."""

    errand_id: uuid.UUID
