"""The facts of an incoming letter."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime


class Nature(enum.StrEnum):
    """What a message is, before anybody asks what it says."""

    LETTER = "letter"
    BOUNCE = "bounce"
    """A mail server tells that a letter of ours did not arrive (RFC 3464)."""
    AUTOMATIC = "automatic"
    """A program wrote it: an absence note, a list, a ticket system (RFC 3834)."""
    LOOP = "loop"
    """Our own letter has come back."""
    COMPLAINT = "complaint"
    """A mailbox provider passes on that somebody called our letter spam (RFC 5965)."""


class Confidence(enum.IntEnum):
    """What our own mail server found out about the sender; whatever a letter says about itself proves nothing."""

    FAILED = -1
    UNKNOWN = 0
    PASSED = 1


@dataclass(frozen=True)
class Mailbox:
    """What this installation is called in the world of mail."""

    addresses: Collection[str] = frozenset()
    """Our own, in small letters: what they send is no customer's letter."""
    authserv_ids: Collection[str] = frozenset()
    """The names under which our mail server writes Authentication-Results; nobody else's are believed."""


@dataclass(frozen=True)
class Envelope:
    """What the mail server says about the transport."""

    sender: str | None = None
    """Where a reply may go; empty for messages that must not be replied to, None when nobody said."""
    recipient: str = ""


@dataclass(frozen=True)
class Attached:
    """Something that came along: its type alone, the thing itself is not kept."""

    type: str


@dataclass(frozen=True)
class Inbound:
    """One letter, understood as far as a program can. Its printed form shows nothing of it."""

    nature: Nature
    address: str = field(repr=False)
    """Whom From names, as addresses are compared; empty when it names nobody, several, or anything doubtful."""
    confidence: Confidence
    may_reply: bool
    """Whether a reply would go to whoever sent it, and not to somebody whose name was borrowed."""
    subject: str = field(repr=False)
    words: str = field(repr=False)
    """What is new in it: without quoted replies, forwarded parts and signature."""
    rest: str = field(repr=False)
    """What was cut off."""
    language: str = "id"
    attached: tuple[Attached, ...] = ()
    numbers: tuple[str, ...] = ()
    """Numbers of requests in the subject."""
    answers: tuple[uuid.UUID, ...] = ()
    """Requests whose letters it answers."""
    is_reply: bool = False
    sent_on: datetime | None = None
    """When our mail server took it in, by its own mark at the top."""
    complainer: str = field(default="", repr=False)
    """Of a complaint: whose mailbox it comes from."""
    digest: str = field(default="", repr=False)
    """Tells two letters apart; kept as a keyed hash only."""
