"""The tables of the published policy, each row taken from the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kindr.policy.words import BASES, ERASURES, KINDS, PAGE, TABLES
from kindr.privacy.terms import Clause, Cookie, Policy, Purpose
from kindr.web.policy_pages.texts import deadline_words, keep_words


@dataclass(frozen=True)
class Numbers:
    """A cell of links to numbered sentences of the page."""

    numbers: tuple[str, ...]


Row = tuple[str | Numbers, ...]
Rows = Sequence[Row]


@dataclass(frozen=True)
class Table:
    """A table: the first cell of each row is its heading."""

    name: str
    caption: str
    headings: tuple[str, ...]
    rows: Rows

    @property
    def labelled(self) -> list[list[tuple[str, str | Numbers]]]:
        """The rows with the heading of each cell, which a phone shows beside it."""
        return [list(zip(self.headings, row, strict=True)) for row in self.rows]


PLACES: Mapping[str, tuple[str, ...]] = {
    "1": ("parties",),
    "2": ("categories", "clauses"),
    "4": ("purposes",),
    "5": ("recipients",),
    "6": ("rights",),
    "9": ("withdrawals",),
    "C": ("cookies",),
}
"""Which tables stand at the end of which chapter."""


def tables_of(chapter: str, *, policy: Policy, language: str) -> list[Table]:
    """The tables at the end of a chapter, in one language."""
    return [_table(name, policy, language) for name in PLACES.get(chapter, ())]


def _table(name: str, policy: Policy, language: str) -> Table:
    caption, headings = TABLES[name]
    return Table(name, caption[language], tuple(text[language] for text in headings), FILLERS[name](policy, language))


def _parties(policy: Policy, language: str) -> Rows:
    return [(party.name, party.says[language], party.email) for party in policy.parties.values()]


def _categories(policy: Policy, language: str) -> Rows:
    return [
        (
            category.says[language],
            KINDS[category.specific][language],
            _listed(clause.says[language] for clause in policy.clauses.values() if category.key in clause.about),
        )
        for category in policy.categories.values()
    ]


def _clauses(policy: Policy, language: str) -> Rows:
    return [_clause_row(clause, policy, language) for clause in policy.clauses.values()]


def _clause_row(clause: Clause, policy: Policy, language: str) -> Row:
    what = clause.says[language]
    return (
        Numbers((clause.number,)),
        f"{what} ({PAGE['being_built'][language]})" if clause.pending else what,
        _listed(source.says[language] for source in policy.sources.values() if source.key in clause.sources),
        Numbers(tuple(purpose.clause for key, purpose in policy.purposes.items() if key in clause.purposes)),
        keep_words(clause.keep, language),
        ERASURES[clause.at_erasure][language],
    )


def _purposes(policy: Policy, language: str) -> Rows:
    return [
        (
            Numbers((purpose.clause,)),
            purpose.says[language],
            BASES[purpose.basis][language],
            _listed(policy.categories[key].says[language] for key in _used_for(purpose, policy)),
        )
        for purpose in policy.purposes.values()
    ]


def _used_for(purpose: Purpose, policy: Policy) -> list[str]:
    serving = [clause for clause in policy.clauses.values() if purpose.key in clause.purposes]
    return [key for key in policy.categories if any(key in clause.about for clause in serving)]


def _recipients(policy: Policy, language: str) -> Rows:
    return [
        (
            recipient.says[language],
            PAGE["outside" if recipient.outside else "inside"][language],
            _listed(purpose.says[language] for key, purpose in policy.purposes.items() if key in recipient.purposes),
        )
        for recipient in policy.recipients.values()
    ]


def _rights(policy: Policy, language: str) -> Rows:
    return [
        (
            right.says[language],
            right.article,
            deadline_words(right, language),
            PAGE["law" if right.by_law else "own_term"][language],
        )
        for right in policy.rights.values()
    ]


def _withdrawals(policy: Policy, language: str) -> Rows:
    return [
        (policy.purposes[key].says[language], withdrawal.stops[language], withdrawal.goes_on[language])
        for key, withdrawal in policy.withdrawals.items()
    ]


def _cookies(policy: Policy, language: str) -> Rows:
    return [
        (
            cookie.name,
            cookie.says[language],
            lasting(cookie, language),
            PAGE["yes"][language] if cookie.necessary else _only_after_yes(cookie, policy, language),
        )
        for cookie in policy.cookies.values()
    ]


def _only_after_yes(cookie: Cookie, policy: Policy, language: str) -> str:
    return f"{PAGE['only_after_yes'][language]}: {policy.purposes[cookie.purpose].says[language]}"


def lasting(cookie: Cookie, language: str) -> str:
    """How long a cookie lasts, in words."""
    return f"{cookie.seconds // 86400} {PAGE['days'][language]}" if cookie.seconds else PAGE["visit"][language]


def _listed(texts: Iterable[str]) -> str:
    return "; ".join(texts)


FILLERS: Mapping[str, Callable[[Policy, str], Rows]] = {
    "parties": _parties,
    "categories": _categories,
    "clauses": _clauses,
    "purposes": _purposes,
    "recipients": _recipients,
    "rights": _rights,
    "withdrawals": _withdrawals,
    "cookies": _cookies,
}
