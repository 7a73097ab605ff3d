"""What is kept, one row for each clause, and what somebody wants to see of it; pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from kindr.privacy.terms import Clause, Keep, Period, Policy

TERMS = ("month", "year", "five", "ten", "life")
"""How long, roughly: up to a month, a year, five years, longer, or as long as the account or the work lasts."""
KINDS = ("general", "specific")
STATES = ("kept", "being_built")


@dataclass(frozen=True)
class Wanted:
    """What somebody asked to see; an empty word asks for everything."""

    category: str = ""
    purpose: str = ""
    who: str = ""
    source: str = ""
    kind: str = ""
    term: str = ""
    state: str = ""

    def asked(self) -> dict[str, str]:
        """The words that are not empty, by name."""
        return {field.name: word for field in fields(self) if (word := getattr(self, field.name))}


@dataclass(frozen=True)
class Facets:
    """The words under which a clause is found, by the names of `Wanted`."""

    clause: Clause
    words: Mapping[str, frozenset[str]]


def wanted_from(given: Mapping[str, str], options: Mapping[str, Iterable[str]]) -> Wanted:
    """What an address asks for; a word that is no option asks for nothing."""
    return Wanted(**{name: given[name] for name, known in options.items() if given.get(name) in set(known)})


def term_of(keep: Keep) -> str:
    """The word for how long."""
    if keep.period is Period.LIFE:
        return "life"
    days = keep.days + 365 * keep.years
    return next(word for word, most in (("month", 31), ("year", 365), ("five", 1825), ("ten", days)) if days <= most)


def facets_of(policy: Policy) -> list[Facets]:
    """Every clause of a policy with its words."""
    return [Facets(clause, _words(clause, policy)) for clause in policy.clauses.values()]


def matching(rows: Iterable[Facets], wanted: Wanted) -> list[Facets]:
    """The rows that have every word that was asked for."""
    asked = wanted.asked()
    return [row for row in rows if all(word in row.words[name] for name, word in asked.items())]


def counts(rows: Iterable[Facets], wanted: Wanted, name: str, options: Iterable[str]) -> dict[str, int]:
    """How many rows each option of one choice would show, the other choices staying as they are."""
    left = matching(rows, replace(wanted, **{name: ""}))
    return {option: sum(option in row.words[name] for row in left) for option in options}


def options_of(policy: Policy) -> dict[str, list[str]]:
    """What can be asked for, by the names of `Wanted`, in the order of the policy."""
    rows = facets_of(policy)
    everything: dict[str, Iterable[str]] = {
        "category": policy.categories,
        "purpose": policy.purposes,
        "who": policy.recipients,
        "source": policy.sources,
        "kind": KINDS,
        "term": TERMS,
        "state": STATES,
    }
    return {
        name: [word for word in words if any(word in row.words[name] for row in rows)]
        for name, words in everything.items()
    }


def _words(clause: Clause, policy: Policy) -> dict[str, frozenset[str]]:
    specific = any(policy.categories[key].specific.value != "general" for key in clause.about)
    return {
        "category": clause.about,
        "purpose": clause.purposes,
        "who": frozenset(key for key, one in policy.recipients.items() if one.purposes & clause.purposes),
        "source": clause.sources,
        "kind": frozenset({"specific" if specific else "general"}),
        "term": frozenset({term_of(clause.keep)}),
        "state": frozenset({"being_built" if clause.pending else "kept"}),
    }
