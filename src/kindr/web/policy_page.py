"""The published policy at `/privacy/` and `/en/privacy/`, rendered from text and data alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kindr.policy.words import PAGE
from kindr.privacy import registry
from kindr.privacy.access.declare import no_personal_data
from kindr.privacy.policy_text import Section, Sentence
from kindr.privacy.terms import Policy
from kindr.web.policy_tables import Table, tables_of
from kindr.web.policy_texts import published, words_of


@dataclass(frozen=True)
class PrintedSentence:
    """A sentence as the page shows it."""

    number: str
    words: str
    is_being_built: bool


@dataclass(frozen=True)
class PrintedSection:
    """A chapter or row as the page shows it; only chapters have rows and tables."""

    number: str
    title: str
    sentences: tuple[PrintedSentence, ...]
    rows: tuple[PrintedSection, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class PrintedPolicy:
    """The whole page in one language."""

    version: str
    words: dict[str, str]
    chapters: tuple[PrintedSection, ...]


@require_safe
@no_personal_data("the policy is public")
def show_policy(request: HttpRequest) -> HttpResponse:
    """The whole policy in the language of the address."""
    return render(request, "policy/policy.html", {"page": printed(get_language() or "id")})


@cache
def printed(language: str) -> PrintedPolicy:
    """The page in one language. The policy cannot change while the program runs, so it is put together once."""
    adopted = registry.policy()
    return PrintedPolicy(
        adopted.version,
        {name: text[language] for name, text in PAGE.items()},
        tuple(_section(chapter, adopted, language) for chapter in published(language).chapters),
    )


def _section(section: Section, policy: Policy, language: str) -> PrintedSection:
    return PrintedSection(
        section.number,
        section.title,
        tuple(_sentence(sentence, policy, language) for sentence in section.sentences),
        tuple(_section(row, policy, language) for row in section.rows),
        tuple(tables_of(section.number, policy=policy, language=language)),
    )


def _sentence(sentence: Sentence, policy: Policy, language: str) -> PrintedSentence:
    return PrintedSentence(
        sentence.number, words_of(sentence, policy=policy, language=language), is_being_built(sentence, policy)
    )


def is_being_built(sentence: Sentence, policy: Policy) -> bool:
    """True when a slice still to come will keep the sentence."""
    clauses = [policy.clauses[key] for key in sentence.keys("clause")]
    return sentence.number in policy.being_built or any(clause.pending for clause in clauses)
