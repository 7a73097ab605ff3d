"""The words of the record of processing (UU 27/2022 art. 31, 34, 51, 56)."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from kindr.privacy.terms.clauses import Text


@dataclass(frozen=True)
class Subject:
    """A kind of people that data is about, with the clauses under which something of theirs is kept."""

    key: str
    says: Text
    dpv: str
    fideslang: str
    clauses: frozenset[str]


@dataclass(frozen=True)
class Measure:
    """A technical or organisational measure of security, and the sentence that promises it."""

    key: str
    says: Text
    dpv: str
    sentence: str


class Standing(enum.Enum):
    """As what an outside party acts towards the data that reaches it."""

    OWN_CONTROLLER = "controller of its own"
    PROCESSOR = "processor"
    AUTHORITY = "authority"


class Transfer(enum.Enum):
    """What a transfer abroad rests on, in the order in which UU 27/2022 art. 56 asks for it."""

    NONE = "stays in Indonesia"
    EQUAL_LAW = "art. 56(2)"
    SAFEGUARDS = "art. 56(3)"
    CONSENT = "art. 56(4)"


@dataclass(frozen=True)
class Processor:
    """What is known of an outside party beyond what it may claim; what is empty has not been given by the owner yet."""

    recipient: str
    """The key of an outside recipient."""
    does: Text
    standing: Standing
    name: str = ""
    country: str = ""
    contract: str = ""
    """The reference of its contract, of its written instructions, or of the law that asks for the data."""
    others: tuple[str, ...] | None = None
    """Its own processors; None while nobody has said whether there are any."""
    transfer: Transfer | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What the owner has yet to give."""
        found = [name for name in ("name", "country", "contract") if not getattr(self, name)]
        return (*found, *(name for name in ("others", "transfer") if getattr(self, name) is None))


class Risk(enum.Enum):
    """Why an assessment is needed, of the reasons in UU 27/2022 art. 34(2)."""

    CHILDREN = "children"
    FINANCIAL = "financial"
    LARGE_SCALE = "large_scale"
    PROFILING = "profiling"


@dataclass(frozen=True)
class Assessment:
    """An assessment of the impact on people (UU 27/2022 art. 34), for purposes that are alike."""

    key: str
    says: Text
    purposes: frozenset[str]
    risks: frozenset[Risk]
    noted_on: date
    """When the need was found."""
    document: str = ""
    """Where the written assessment lies; empty while it is not written."""
    signed_on: date | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What the owner has yet to give."""
        return (*(() if self.document else ("document",)), *(() if self.signed_on else ("signature",)))
