"""What incidents tell the rest of the program; ids only. `web/reactions.py` says which tasks each sets off."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kindr.base.facts import Fact


@dataclass(frozen=True)
class RadiusAsked(Fact):
    """The blast radius of an incident is to be computed."""

    incident_id: uuid.UUID


@dataclass(frozen=True)
class NoticesOrdered(Fact):
    """The letters of an incident are to be sent."""

    incident_id: uuid.UUID


@dataclass(frozen=True)
class AuthorityNoticeOrdered(Fact):
    """The notice to the authority is to go out by e-mail."""

    incident_id: uuid.UUID
