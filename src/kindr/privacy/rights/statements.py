"""The shape of My data: a statement by clause, as frozen values that a template can read."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from kindr.privacy.rights import telling
from kindr.privacy.terms import Clause


@dataclass(frozen=True)
class Value:
    """One column of a record, opened: its name and its lines of text."""

    name: str
    label: str
    lines: Sequence[str]
    category: str = ""
    """Key of the category."""
    is_hidden: bool = False
    """Kept, but shown to nobody: whoever saw it could sign in as the person."""
    correct_url: str = ""


@dataclass(frozen=True)
class Entry:
    """One record: what it is, whence it came, until when it is kept."""

    title: str
    whose: str
    source: str
    collected_at: datetime | None
    until: date | None
    values: Sequence[Value] = ()
    is_forgotten: bool = False
    edit_url: str = ""
    person: uuid.UUID | None = None
    source_key: str = ""
    held: Sequence[str] = ()
    """Why it is kept beyond its time, on which article and until when."""

    @property
    def gist(self) -> str:
        """The first thing it says of two kinds of data, to know it by."""
        first = {value.category: value.lines[0] for value in reversed(self.values) if value.lines}
        hidden = {value.category for value in self.values if value.is_hidden}
        order = dict.fromkeys(value.category for value in self.values if value.category not in hidden)
        known = [key for key in order if key in first]
        return " · ".join(first[key] for key in sorted(known, key=_known_by)[:2])

    @property
    def categories(self) -> frozenset[str]:
        """The keys of the categories of its values."""
        return frozenset(value.category for value in self.values if value.category)


KNOWN_BY = ("order_history", "name", "address", "email")
"""The kinds of data by which somebody knows an entry again, the best one first."""


def _known_by(category: str) -> int:
    return KNOWN_BY.index(category) if category in KNOWN_BY else len(KNOWN_BY)


@dataclass(frozen=True)
class Reason:
    """Why something is kept: the purpose and its legal basis."""

    says: str
    basis: str


@dataclass(frozen=True)
class Opening:
    """One line of the access log in plain words."""

    id: uuid.UUID
    at: datetime
    who: str
    is_own: bool
    did: str
    why: str
    what: Sequence[str]
    to: str
    refused_by: str
    clauses: Sequence[str]
    role: str = ""
    purpose: str = ""
    verb: str = ""
    to_key: str = ""
    """Key of the outside recipient."""
    categories: Sequence[str] = ()
    person: uuid.UUID | None = None
    whose: str = ""
    has_proof: bool = False
    """Whether it can be shown to stand in the signed log."""
    leave: str = ""
    """`grant` or `emergency` when it was opened under one."""

    @property
    def sentence(self) -> str:
        """The line as a sentence."""
        return telling.told(self)

    @property
    def movement(self) -> str:
        """What kind of movement it is, in a word or two."""
        return str(telling.MOVEMENTS.get(self.verb, self.verb))


@dataclass(frozen=True)
class Section:
    """Everything held under one clause of the policy."""

    clause: Clause
    says: str
    keep: str
    entries: Sequence[Entry]
    reasons: Sequence[Reason]
    """Those of this clause, without what every clause serves."""
    seen_by: Sequence[str]
    openings: Sequence[Opening] = field(default_factory=list)
    openings_count: int = 0
    others_count: int = 0

    @property
    def last_opening(self) -> Opening | None:
        """The newest opening by somebody else."""
        return self.openings[0] if self.openings else None


@dataclass(frozen=True)
class Agreement:
    """One event of the consent ledger in plain words."""

    at: datetime
    purpose: str
    decision: str
    shown: str
    purpose_key: str = ""
    is_given: bool = False
    number: str = ""
    """Number of the sentence that names the purpose."""
    person: uuid.UUID | None = None
    whose: str = ""
    policy: str = ""
    """The version of the policy at that time."""
    language: str = ""


@dataclass(frozen=True)
class Holder:
    """Somebody whose data the statement covers: the reader, a child, an order without an account."""

    person: uuid.UUID
    name: str
    is_self: bool
    entries: int = 0


@dataclass(frozen=True)
class MyData:
    """A whole statement."""

    made_at: datetime
    everywhere: Sequence[Reason]
    """What every clause serves: the rights themselves, and the upkeep."""
    sections: Sequence[Section]
    agreements: Sequence[Agreement]
    openings: Sequence[Opening]
    """Newest first."""
    holders: Sequence[Holder] = ()
    held_openings: Sequence[str] = ()
    """Why lines of the record of openings are kept beyond their time, on which article and until when."""
    held_agreements: Sequence[str] = ()
    """The same of the consent ledger."""

    @property
    def known_holders(self) -> list[Holder]:
        """Those of whom something is held."""
        return [holder for holder in self.holders if holder.entries]

    @property
    def entries(self) -> list[Entry]:
        """Every entry of every section."""
        return [entry for section in self.sections for entry in section.entries]
