"""What is kept, from where, why and for how long: the words of chapters 2 to 4."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

Text = Mapping[str, str]
"""One sentence per language: the keys are language codes, "id" first."""


class Basis(enum.Enum):
    """The six legal bases of UU 27/2022 art. 20(2)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_DUTY = "legal_duty"
    VITAL_INTEREST = "vital_interest"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"


class Specific(enum.Enum):
    """Kinds of specific personal data of UU 27/2022 art. 4(2) that a children's shop meets."""

    NO = "general"
    CHILD = "child"
    FINANCIAL = "financial"


class Period(enum.Enum):
    """What one key covers; it follows from when the keeping time starts to run."""

    LIFE = "life"
    """The person's life with Kindr: one key until the person is forgotten."""
    CALENDAR_YEAR = "calendar year"
    """All records of one calendar year end together, as tax records do."""
    RECORD = "record"
    """The time counts from the record's own event, so each record has a key of its own."""


@dataclass(frozen=True)
class Category:
    """A kind of personal data, with the names that the field's vocabularies give it."""

    key: str
    says: Text
    dpv: str
    fideslang: str
    specific: Specific = Specific.NO


@dataclass(frozen=True)
class Source:
    """How personal data reaches Kindr."""

    key: str
    says: Text
    clause: str


@dataclass(frozen=True)
class Purpose:
    """Why personal data is used; nothing opens without one."""

    key: str
    says: Text
    basis: Basis
    dpv: str
    clause: str
    fideslang: str = ""
    """What fideslang calls this data use."""
    after_erasure: bool = False
    """True where a law makes the purpose outlive the account (UU 27/2022 art. 50, 16(2)g)."""
    is_about_children: bool = False
    """True where a guardian consents for a child, and nobody for themself."""
    lasts_days: int = 0
    """How long a consent lasts; 0 where it lasts until it is withdrawn."""
    prevails: Text | None = None
    """Why a use that rests on a legitimate interest goes on although somebody objects; None where it stops."""


@dataclass(frozen=True)
class Keep:
    """How long a clause lets data be kept, and from when the time counts."""

    period: Period
    says: Text
    days: int = 0
    """Days after the event, for `Period.RECORD`."""
    years: int = 0
    """Full calendar years after the year, for `Period.CALENDAR_YEAR`; after the event, for `Period.RECORD`."""
    ground: str = ""
    """The law that asks for the keeping, empty when the term is Kindr's own choice."""


class AtErasure(enum.Enum):
    """What happens to a clause's data when the person deletes the account (law.md 2.3)."""

    GOES_NOW = "goes now"
    KEPT_LOCKED = "kept locked"
    UNTIL_DELIVERED = "kept until the parcel has arrived"


@dataclass(frozen=True)
class Clause:
    """One numbered promise: what is kept, from where, why, for how long, and who may see it."""

    number: str
    key: str
    says: Text
    about: frozenset[str]
    """Keys of the categories."""
    sources: frozenset[str]
    purposes: frozenset[str]
    keep: Keep
    at_erasure: AtErasure = AtErasure.GOES_NOW
    consent: str = ""
    """The purpose whose consent must stand before data may be collected under this clause."""
    pending: str = ""
    """The slice that will keep this clause, while it is not built yet; listed openly by `kindr policy check`."""

    @property
    def outlives_erasure(self) -> bool:
        """True where a law goes on asking for it after the account is gone: the invoice of a parcel under way."""
        return self.at_erasure is AtErasure.KEPT_LOCKED and bool(self.keep.ground)
