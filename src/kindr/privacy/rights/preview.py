"""What a deletion would do, and what one did, for the pages that show it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kindr.privacy import registry
from kindr.privacy.rights import planning
from kindr.privacy.rights.labels import in_words
from kindr.privacy.rights.models import Erasure
from kindr.privacy.rights.planning import Fate


@dataclass(frozen=True)
class FateShown:
    """One line of a preview or a receipt."""

    number: str
    says: str
    count: int
    fate: str
    keep: str
    until: date | None
    ground: str
    reasons: list[str]


def of(person: uuid.UUID) -> dict[str, list[FateShown]]:
    """What goes now, what is kept and what waits, if the person deleted the account now."""
    people = planning.erased_with(person)
    plan = planning.plan_for(uuid.UUID(int=0), people)
    return _by_fate([shown(fate) for fate in planning.fates(planning.holdings(people), plan)])


def sums(fates: Mapping[str, list[FateShown]]) -> dict[str, int]:
    """How many entries each fate has."""
    return {fate: sum(line.count for line in lines) for fate, lines in fates.items()}


def shown(fate: Fate) -> FateShown:
    """A fate in the language of the page."""
    return FateShown(
        fate.clause.number,
        in_words(fate.clause.says),
        fate.count,
        fate.fate,
        in_words(fate.clause.keep.says),
        fate.until,
        fate.clause.keep.ground,
        [in_words(reason) for reason in fate.reasons],
    )


def entries_of(erasure: Erasure) -> dict[str, list[FateShown]]:
    """The lines of a receipt; empty while there is none."""
    entries = (erasure.receipt or {}).get("entries", [])
    return _by_fate([_from_receipt(entry) for entry in entries])


def _from_receipt(entry: Mapping[str, Any]) -> FateShown:
    clause = registry.policy().clauses[entry["key"]]
    return FateShown(
        entry["clause"],
        in_words(clause.says),
        int(entry["count"]),
        entry["fate"],
        in_words(clause.keep.says),
        date.fromisoformat(entry["until"]) if entry["until"] else None,
        entry["ground"] or "",
        [in_words(reason) for reason in entry["reasons"]],
    )


def _by_fate(lines: list[FateShown]) -> dict[str, list[FateShown]]:
    return {fate: [line for line in lines if line.fate == fate] for fate in ("goes", "kept", "waits")}
