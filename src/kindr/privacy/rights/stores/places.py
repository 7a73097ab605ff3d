"""Places that hold nothing of one person: each is asked all the same, and says so with proof where it can be looked at.

What lies outside is here too: parties that are told and answer, and backups that end by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from kindr.privacy.access.terms import Access
from kindr.privacy.rights.fulfilment import outside
from kindr.privacy.rights.stores import Evidence, Leftover, People, Plan, Quiet
from kindr.privacy.rights.stores.written import in_json
from kindr.privacy.statement_gate import Everything

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
        opened: Everything,
        access: Access,
        at: datetime,
    ) -> Iterable[bytes]:
        """Who holds what, from the lines of disclosure."""
        disclosed = [each.line for each in opened.lines if each.said["verb"] == "disclose"]
        return [
            in_json({"person": str(person), "party": party, "clauses": sorted(told.clauses)})
            for (person, party), told in sorted(outside.told_in(disclosed, people).items(), key=str)
        ]

    def erase(self, plan: Plan, *, access: Access, at: datetime) -> Evidence:  # part of the protocol
        return Evidence(self.name, {"told": outside.tell(plan.erasure, "erase", plan.people, at=at)})
