"""Who may see what, and how strictly that is held: the words of chapter 5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kindr.privacy.terms.clauses import Text


@dataclass(frozen=True)
class Recipient:
    """Who may see personal data: a role inside, a class of consultants or an outside party."""

    key: str
    says: Text
    purposes: frozenset[str]
    """Keys of the purposes that this recipient may claim."""
    outside: bool = False


EVERY = "every purpose"


@dataclass(frozen=True)
class Strictness:
    """How strictly one role of staff or consultants is held; a role without it opens nothing (policy 5.3)."""

    people_an_hour: int
    """More people than these opened in an hour raise an alarm."""
    people_a_day: int
    closed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Purpose, or `EVERY` -> categories that the role does not see although a clause would allow it."""
    needs_grant: frozenset[str] = frozenset()
    """Purposes for which a grant has to name the people first."""
    opens_at: int = 7
    """The hours in which the role works, in `AccessRules.time_zone`; opening outside of them raises an alarm."""
    closes_at: int = 20
    days: frozenset[int] = frozenset(range(7))
    """Working days, Monday being 0."""
    needs_passkey: bool = True
    """Whether the role works with a passkey; only one that opens nothing about people does without."""

    def works_at(self, there: datetime) -> bool:
        """Whether a moment, as the clock shows it where hours are counted, falls into the role's work."""
        return there.weekday() in self.days and self.opens_at <= there.hour < self.closes_at


@dataclass(frozen=True)
class AccessRules:
    """What holds for opening data: limits, who approves, who is told."""

    roles: Mapping[str, Strictness] = field(default_factory=dict)
    approvers: frozenset[str] = frozenset()
    """Roles that may approve a grant that somebody else asked for, and take one back."""
    most_hours: int = 0
    """The longest grant."""
    most_people: int = 0
    """The most people that one grant names."""
    refusals_an_hour: int = 1
    """So many refusals of one colleague in an hour raise an alarm."""
    emergency: str = ""
    """The purpose for which a thing of one person is opened without asking first."""
    emergency_minutes: int = 0
    told: frozenset[str] = frozenset()
    """Roles whose desk and mailbox alarms reach."""
    about_oneself: frozenset[str] = frozenset()
    """Purposes for which colleagues and consultants open what is their own, and of nobody else."""
    passkey_within_days: int = 0
    """So long after their account was made a colleague may work without a passkey; whoever has one always uses it."""
    time_zone: str = "UTC"
    """Where working hours and working days are counted."""
    most_people_of_a_query: int = 0
    """The most people that a grant for a saved query covers: as many as it finds when it is approved."""
