"""Who may open what: every recipient of the policy against every category, as a table and as sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kindr.privacy import registry
from kindr.privacy.terms import Category, Policy, Recipient
from kindr.web.policy_pages.kept import HOUSEKEEPING, YOURSELF, everywhere


@dataclass(frozen=True)
class Cell:
    """How far somebody reaches into a kind of data; see `reach`."""

    who: str
    category: str
    reach: str
    """work, rights, housekeeping, or empty."""


@dataclass(frozen=True)
class MatrixRow:
    """One kind of data, with a cell for each column."""

    category: str
    says: str
    is_specific: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Line:
    """What somebody may open for one purpose."""

    purpose: str
    number: str
    is_for_all: bool
    """True when the purpose reaches whatever is kept."""
    categories: tuple[str, ...]
    needs_grant: bool
    """True when two colleagues have to agree first, for named people and some hours."""


@dataclass(frozen=True)
class Column:
    """Somebody who may open data, with a sentence for each purpose."""

    key: str
    says: str
    is_outside: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Matrix:
    """The whole table."""

    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]
    housekeeping: str
    """What every colleague may claim, in words."""


@cache
def matrix(language: str) -> Matrix:
    """The table in one language, put together once; the people themselves are no column: they see everything."""
    policy = registry.policy()
    shown = [recipient for key, recipient in policy.recipients.items() if key not in YOURSELF]
    return Matrix(
        tuple(_column(recipient, policy, language) for recipient in shown),
        tuple(_row(category, shown, policy, language) for category in policy.categories.values()),
        "; ".join(purpose.says[language] for key, purpose in policy.purposes.items() if key in HOUSEKEEPING),
    )


def categories_for(purposes: Iterable[str], policy: Policy) -> list[str]:
    """The categories that clauses with one of these purposes are about, in the order of the policy."""
    wanted = set(purposes)
    serving = [clause for clause in policy.clauses.values() if clause.purposes & wanted]
    return [key for key in policy.categories if any(key in clause.about for clause in serving)]


def seen_for(recipient: str, purposes: Iterable[str], policy: Policy) -> list[str]:
    """Those of the categories that the rules of access do not close to a role; parties outside have no such rules."""
    strict = policy.access.roles
    return [
        category
        for category in policy.categories
        if any(
            category in categories_for([purpose], policy)
            and (recipient not in strict or registry.sees(recipient, purpose, category))
            for purpose in purposes
        )
    ]


def reach(recipient: Recipient, category: str, policy: Policy) -> str:
    """For their work, only to serve rights and upkeep, only because colleagues sign in themselves, or not at all."""
    for_all = everywhere(policy)
    ways = {
        "work": recipient.purposes - for_all - HOUSEKEEPING,
        "rights": recipient.purposes & for_all,
        "housekeeping": recipient.purposes & HOUSEKEEPING,
    }
    return next((way for way, purposes in ways.items() if category in seen_for(recipient.key, purposes, policy)), "")


def _row(category: Category, shown: list[Recipient], policy: Policy, language: str) -> MatrixRow:
    cells = tuple(Cell(recipient.key, category.key, reach(recipient, category.key, policy)) for recipient in shown)
    return MatrixRow(category.key, category.says[language], category.specific.value != "general", cells)


def _column(recipient: Recipient, policy: Policy, language: str) -> Column:
    for_all = everywhere(policy)
    lines = [
        Line(
            purpose.says[language],
            purpose.clause,
            key in for_all and seen == categories_for([key], policy),
            tuple(policy.categories[one].says[language] for one in seen),
            registry.needs_grant(recipient.key, key),
        )
        for key, purpose in policy.purposes.items()
        if key in recipient.purposes and (seen := seen_for(recipient.key, [key], policy))
    ]
    return Column(recipient.key, recipient.says[language], recipient.outside, tuple(lines))
