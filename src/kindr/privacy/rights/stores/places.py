"""Places that hold nothing of one person: each is asked all the same, and says so with proof where it can be looked at.

What lies outside is here too: parties that are told and answer, and backups that end by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from kindr.privacy.access.terms import Access
from kindr.privacy.rights.fulfilment import outside
from kindr.privacy.rights.stores import Evidence, Leftover, People, Plan, Quiet
from kindr.privacy.statement_gate import Statement

Look = Callable[[People], int]
"""Counts what is found of some people in a place where nothing should be."""


def nothing_to_look_at(_people: People) -> int:
    """For a place whose emptiness is held by its form alone: there is nothing of a person to look for."""
    return 0


class Impersonal(Quiet):
    """A place that is the same for everybody: goods, sums, words, or lines without values."""

    def __init__(self, name: str, look: Look = nothing_to_look_at) -> None:
        self.name = name
        self.look = look

    def erase(self, plan: Plan, *, access: Access, at: datetime) -> Evidence:  # part of the protocol
        return Evidence(self.name, {"found": self.look(plan.people)})

    def prove(self, plan: Plan) -> list[Leftover]:
        found = self.look(plan.people)
        return [Leftover(self.name, "of a person", found)] if found else []


class OutsideParties(Quiet):
    """Whoever received something: told of an erasure once, and its answer is tracked."""

    name = "outside parties"

    def export(
        self,
        people: People,
        *,
        opened: Statement,
        access: Access,
        at: datetime,
    ) -> Iterable[Mapping[str, Any]]:
        """Who holds what, from the lines of disclosure."""
        return [
            {"person": str(person), "party": party, "clauses": sorted(told.clauses)}
            for (person, party), told in sorted(outside.told_in(opened.lines, people).items(), key=str)
        ]

    def erase(self, plan: Plan, *, access: Access, at: datetime) -> Evidence:  # part of the protocol
        return Evidence(self.name, {"told": outside.tell(plan.erasure, "erase", plan.people, at=at)})
