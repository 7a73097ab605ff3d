"""The table of what is kept at `/privacy/table/`, as far as somebody wants to see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kindr.policy.words import BASES, ERASURES, KINDS
from kindr.privacy import registry
from kindr.privacy.terms import Clause, Policy
from kindr.web.policy_pages.filter import Facets, Wanted, counts, facets_of, matching, options_of, wanted_from
from kindr.web.policy_pages.kept import HOUSEKEEPING, YOURSELF, Item, everywhere
from kindr.web.policy_pages.texts import keep_words

CHOICES: Mapping[str, Any] = {
    "category": gettext_lazy("What kind of data"),
    "purpose": gettext_lazy("What for"),
    "who": gettext_lazy("Who may see it"),
    "source": gettext_lazy("Where it comes from"),
    "kind": gettext_lazy("Class in UU 27/2022"),
    "term": gettext_lazy("How long"),
    "state": gettext_lazy("State"),
}
WORDS: Mapping[str, Any] = {
    "general": gettext_lazy("General data"),
    "specific": gettext_lazy("Specific data: of a child, or financial"),
    "month": gettext_lazy("Up to a month"),
    "year": gettext_lazy("Up to a year"),
    "five": gettext_lazy("Up to five years"),
    "ten": gettext_lazy("Longer than five years"),
    "life": gettext_lazy("As long as the account, the subscription or the work lasts"),
    "kept": gettext_lazy("Works today"),
    "being_built": gettext_lazy("Being built"),
}
"""The choices that are no things of the policy."""


@dataclass(frozen=True)
class Option:
    """One choice, with the number of rows that it would show."""

    key: str
    says: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Choice:
    """One filter of the table."""

    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> Option | None:
        """The option that narrows the table now."""
        return next((option for option in self.options if option.is_chosen), None)


@dataclass(frozen=True)
class KeptRow:
    """One clause as a row, or as a card on a phone."""

    number: str
    says: str
    is_being_built: bool
    data: tuple[str, ...]
    is_specific: bool
    sources: tuple[str, ...]
    purposes: tuple[Item, ...]
    people: tuple[str, ...]
    until: str
    at_erasure: str


@dataclass(frozen=True)
class KeptTable:
    """The filters and the rows that they leave."""

    choices: tuple[Choice, ...]
    rows: tuple[KeptRow, ...]
    total: int

    @property
    def is_narrowed(self) -> bool:
        """True when something was asked for."""
        return any(choice.chosen for choice in self.choices)


def kept_table(given: Mapping[str, str], language: str) -> KeptTable:
    """The table that an address asks for."""
    policy = registry.policy()
    options, facets = options_of(policy), facets_of(policy)
    wanted = wanted_from(given, options)
    choices = tuple(_choice(name, known, facets, wanted, language) for name, known in options.items())
    rows = tuple(_row(row.clause, policy, language) for row in matching(facets, wanted))
    return KeptTable(choices, rows, len(facets))


def _choice(name: str, known: list[str], facets: list[Facets], wanted: Wanted, language: str) -> Choice:
    counted, says = counts(facets, wanted, name, known), _says(name, language)
    chosen = getattr(wanted, name)
    options = (Option(key, says[key], counted[key], key == chosen) for key in known if counted[key] or key == chosen)
    return Choice(name, str(CHOICES[name]), tuple(options))


def _says(name: str, language: str) -> Mapping[str, str]:
    policy = registry.policy()
    things: Mapping[str, Mapping[str, Any]] = {
        "category": policy.categories,
        "purpose": policy.purposes,
        "who": policy.recipients,
        "source": policy.sources,
    }
    if name in things:
        return {key: thing.says[language] for key, thing in things[name].items()}
    return {key: str(word) for key, word in WORDS.items()}


def _row(clause: Clause, policy: Policy, language: str) -> KeptRow:
    about = [category for key, category in policy.categories.items() if key in clause.about]
    return KeptRow(
        clause.number,
        clause.says[language],
        bool(clause.pending),
        tuple(_with_kind(category.says[language], category.specific, language) for category in about),
        any(category.specific.value != "general" for category in about),
        _named(policy.sources, clause.sources, language),
        tuple(
            Item(purpose.says[language], BASES[purpose.basis][language], purpose.clause)
            for key, purpose in policy.purposes.items()
            if key in clause.purposes - everywhere(policy)
        ),
        _people(clause, policy, language),
        keep_words(clause.keep, language),
        ERASURES[clause.at_erasure][language],
    )


def _people(clause: Clause, policy: Policy, language: str) -> tuple[str, ...]:
    """Who may open it for their work; what serves every clause is said once, above the table."""
    work = clause.purposes - everywhere(policy) - HOUSEKEEPING
    people = [one for key, one in policy.recipients.items() if one.purposes & work and key not in YOURSELF]
    colleagues = [_("colleagues, as far as signing in needs it")] if clause.purposes & HOUSEKEEPING else []
    return (*(one.says[language] for one in people), *colleagues) or (_("Nobody but you"),)


def _named(things: Mapping[str, Any], keys: Iterable[str], language: str) -> tuple[str, ...]:
    wanted = set(keys)
    return tuple(thing.says[language] for key, thing in things.items() if key in wanted)


def _with_kind(says: str, specific: Any, language: str) -> str:
    return says if specific.value == "general" else f"{says} ({KINDS[specific][language].casefold()})"
