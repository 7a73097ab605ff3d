"""What a rule of `kindr policy check` reports, and the facts about the program that the rules are held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kindr.privacy.terms import Period


@dataclass(frozen=True)
class Finding:
    """Something in policy, text or program that does not agree with the rest."""

    rule: str
    subject: str
    says: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.subject} {self.says}"


@dataclass(frozen=True)
class Holding:
    """A table that keeps personal data: a record class, or a plain table that the program declares."""

    label: str
    clause: str
    columns: Mapping[str, str]
    """Name of the column -> key of its category."""
    period: Period | None = None
    """What a key covers; None where nothing is sealed under the person's own keys."""


@dataclass(frozen=True)
class Program:
    """What the program does: the tables it keeps and the purposes its views, tasks and commands declare."""

    holdings: tuple[Holding, ...]
    declared: Mapping[str, tuple[str, ...]]
    """Key of a purpose -> the modules that declare it."""
    cookies: frozenset[str] = frozenset()
    """Names of the cookies that the settings and the views set."""

    def holdings_of(self, clause: str) -> list[Holding]:
        """The tables that keep a clause."""
        return [holding for holding in self.holdings if holding.clause == clause]
