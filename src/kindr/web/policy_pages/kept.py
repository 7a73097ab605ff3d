"""How each sentence of the policy is kept, said from the policy's data and never written a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy, override

from kindr.policy.words import BASES, ERASURES, KINDS, PAGE
from kindr.privacy.policy_text import Sentence
from kindr.privacy.terms import Basis, Clause, Policy, Specific
from kindr.web.policy_pages.texts import deadline_words, keep_words

LABELS: Mapping[str, Any] = {
    "data": gettext_lazy("What kind of data"),
    "held": gettext_lazy("Where it is kept"),
    "from": gettext_lazy("Where it comes from"),
    "why": gettext_lazy("Why, and on what legal basis"),
    "who": gettext_lazy("Who may see it"),
    "until": gettext_lazy("Until when"),
    "deleted": gettext_lazy("If you delete your account"),
    "withdrawn": gettext_lazy("If you withdraw your consent"),
    "law": gettext_lazy("The law"),
    "deadline": gettext_lazy("The deadline"),
    "write": gettext_lazy("Whom you can write to"),
    "cookie": gettext_lazy("Cookies"),
}
YOURSELF = frozenset({"customer", "guest", "stranger"})
"""Recipients that are the person who reads."""
HOUSEKEEPING = frozenset({"secure_account", "run_staff"})
"""What every colleague may claim because they sign in themselves; it is no use of customers' data for their work."""


@dataclass(frozen=True)
class Item:
    """One thing that keeps a sentence, with the number of the sentence that says so."""

    words: str
    note: str = ""
    number: str = ""


@dataclass(frozen=True)
class Fact:
    """One side of how a sentence is kept."""

    label: str
    items: tuple[Item, ...]


Found = Iterator[tuple[str, Item]]


def facts_of(sentence: Sentence, *, policy: Policy, language: str) -> tuple[Fact, ...]:
    """How a sentence is kept, side by side; empty for a sentence that stands alone."""
    found: dict[str, dict[Item, None]] = {label: {} for label in LABELS}
    for link in sentence.links:
        for label, item in _FINDERS[link.kind](link.key, policy, language) if link.kind in _FINDERS else ():
            if item.number != sentence.number or label in ("until", "why"):
                found[label].setdefault(item)
    with override(language):
        return tuple(Fact(str(LABELS[label]), tuple(items)) for label, items in found.items() if items)


def everywhere(policy: Policy) -> frozenset[str]:
    """The purposes that every clause serves: the rights themselves, and the upkeep."""
    return frozenset.intersection(*(clause.purposes for clause in policy.clauses.values()))


def _category(key: str, policy: Policy, language: str) -> Found:
    category = policy.categories[key]
    note = KINDS[category.specific][language] if category.specific is not Specific.NO else ""
    yield "data", Item(category.says[language], note)
    for clause in policy.clauses.values():
        if key in clause.about:
            yield "held", Item(clause.says[language], keep_words(clause.keep, language), clause.number)


def _source(key: str, policy: Policy, language: str) -> Found:
    for clause in policy.clauses.values():
        if key in clause.sources:
            yield "held", Item(clause.says[language], keep_words(clause.keep, language), clause.number)


def _purpose(key: str, policy: Policy, language: str) -> Found:
    purpose = policy.purposes[key]
    yield "why", Item(purpose.says[language], BASES[purpose.basis][language])
    serving = [clause for clause in policy.clauses.values() if key in clause.purposes]
    for name, category in policy.categories.items():
        if key not in everywhere(policy) and any(name in clause.about for clause in serving):
            yield "data", Item(category.says[language])
    yield from _who([key], policy, language)
    yield from _withdrawn([key], policy, language)


def _clause(key: str, policy: Policy, language: str) -> Found:
    clause = policy.clauses[key]
    for name, category in policy.categories.items():
        if name in clause.about:
            note = KINDS[category.specific][language] if category.specific is not Specific.NO else ""
            yield "data", Item(category.says[language], note)
    for name, source in policy.sources.items():
        if name in clause.sources:
            yield "from", Item(source.says[language], number=source.clause)
    yield from _why(clause, policy, language)
    yield from _who(list(clause.purposes - everywhere(policy)), policy, language)
    yield "until", Item(keep_words(clause.keep, language))
    yield "deleted", Item(ERASURES[clause.at_erasure][language])
    yield from _withdrawn(list(clause.purposes), policy, language)


def _why(clause: Clause, policy: Policy, language: str) -> Found:
    for key, purpose in policy.purposes.items():
        if key in clause.purposes - everywhere(policy):
            yield "why", Item(purpose.says[language], BASES[purpose.basis][language], purpose.clause)


def _who(purposes: list[str], policy: Policy, language: str) -> Found:
    for key, recipient in policy.recipients.items():
        if recipient.purposes.intersection(purposes) and key not in YOURSELF:
            yield "who", Item(recipient.says[language], PAGE["outside"][language] if recipient.outside else "")


def _withdrawn(purposes: list[str], policy: Policy, language: str) -> Found:
    for key, withdrawal in policy.withdrawals.items():
        if key in purposes and policy.purposes[key].basis is Basis.CONSENT:
            yield "withdrawn", Item(withdrawal.stops[language], withdrawal.goes_on[language])


def _recipient(key: str, policy: Policy, language: str) -> Found:
    recipient = policy.recipients[key]
    yield "who", Item(recipient.says[language], PAGE["outside" if recipient.outside else "inside"][language])


def _right(key: str, policy: Policy, language: str) -> Found:
    right = policy.rights[key]
    yield "law", Item(right.article, right.says[language])
    yield "deadline", Item(deadline_words(right, language))


def _withdrawal(key: str, policy: Policy, language: str) -> Found:
    return _withdrawn([key], policy, language)


def _party(key: str, policy: Policy, language: str) -> Found:
    party = policy.parties[key]
    yield "write", Item(party.name, f"{party.says[language]}: {party.email}")


def _cookie(key: str, policy: Policy, language: str) -> Found:
    cookie = policy.cookies[key]
    yield "cookie", Item(cookie.name, cookie.says[language])


_FINDERS: Mapping[str, Callable[[str, Policy, str], Found]] = {
    "category": _category,
    "source": _source,
    "purpose": _purpose,
    "clause": _clause,
    "recipient": _recipient,
    "right": _right,
    "withdrawal": _withdrawal,
    "party": _party,
    "cookie": _cookie,
}
