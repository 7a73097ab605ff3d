"""What one entry of the consent ledger says: who decided what, when, and what they had before their eyes."""

from __future__ import annotations

import enum
import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import datetime


class Decision(enum.Enum):
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


class Channel(enum.StrEnum):
    """The way on which a decision reached us."""

    PAGE = "page"
    EMAIL = "email"
    PHONE = "phone"
    SYSTEM = "system"
    """Nobody decided anything: a consent came to its end, or its text was replaced."""


@dataclass(frozen=True)
class Offer:
    """What could be chosen where the text stood, and what was chosen beforehand: nothing, ever."""

    control: str
    """A box, a button, a form; how the choice was put."""
    choices: tuple[str, ...]
    preset: str = ""
    """The choice that was made beforehand; empty because consent is never given by leaving things as they are."""


BOX = Offer("box", ("agree", "leave empty"))
BUTTON = Offer("button", ("give", "leave"))
TAKE_BACK = Offer("button", ("withdraw", "leave"))
SWITCH = Offer("switch", ("on", "off"))
SPOKEN = Offer("words", ("agree", "refuse"))


@dataclass(frozen=True)
class DoubleOptIn:
    """That a decision was confirmed from the address itself: when asked, when confirmed, by which attempt."""

    asked_at: datetime
    confirmed_at: datetime
    attempt: uuid.UUID


@dataclass(frozen=True)
class Decided:
    """What somebody decides about one purpose, and what they were shown."""

    purpose: str
    decision: Decision
    shown: str
    language: str
    channel: Channel
    text_version: str = ""
    offer: Offer = Offer("", ())
    double_opt_in: DoubleOptIn | None = None
    has_gpc: bool | None = None
    """Whether the browser asked by Global Privacy Control not to be tracked; None where there was no browser."""
    until: datetime | None = None
    """When the consent ends by itself; None while it lasts until it is withdrawn."""
    noted_by: str = ""
    """Role of whoever wrote it down, where that was not the person: service, or the system."""


@dataclass(frozen=True)
class Event:
    """One entry of the ledger, opened."""

    id: uuid.UUID
    person: uuid.UUID
    at: datetime
    purpose: str
    decision: Decision
    shown: str
    """The text that stood beside the box, word for word."""
    language: str
    channel: str
    """A value of `Channel`; entries of payload version 1 name the page instead."""
    policy_version: str
    by: str
    """Who decided: the person's own id, or the guardian's."""
    text_version: str = ""
    """Which version of the text was shown, where the text has versions."""
    offer: Offer = field(default_factory=lambda: Offer("", ()))
    double_opt_in: DoubleOptIn | None = None
    has_gpc: bool | None = None
    until: datetime | None = None
    noted_by: str = ""

    @property
    def text_sha256(self) -> str:
        """The mark of the text that was shown; the row's leaf commits to the text itself."""
        return hashlib.sha256(self.shown.encode()).hexdigest()

    @property
    def is_by_guardian(self) -> bool:
        """Whether a guardian decided for a child."""
        return self.by != str(self.person)
