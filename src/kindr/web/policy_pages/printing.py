"""The published policy as its pages print it: chapters with their questions, sentences with how each is kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kindr.policy.questions import ASKED_FIRST, CHAPTERS, Question
from kindr.policy.words import PAGE
from kindr.privacy import registry
from kindr.privacy.policy_text import Section, Sentence
from kindr.privacy.terms import Policy
from kindr.web.policy_pages.kept import Fact, facts_of
from kindr.web.policy_pages.tables import Table, tables_of
from kindr.web.policy_pages.texts import filled, published, words_of


@dataclass(frozen=True)
class PrintedSentence:
    """A sentence as the pages show it."""

    number: str
    words: str
    is_being_built: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class PrintedSection:
    """A chapter or row as the pages show it; only chapters have rows, tables, a question and an answer."""

    number: str
    title: str
    sentences: tuple[PrintedSentence, ...]
    rows: tuple[PrintedSection, ...] = ()
    tables: tuple[Table, ...] = ()
    asks: str = ""
    answers: str = ""

    @property
    def slug(self) -> str:
        """The chapter in an address."""
        return self.number.lower()

    @property
    def scene(self) -> str:
        """The name of the chapter's drawing."""
        return f"chapter_{self.slug}"

    @property
    def all_sentences(self) -> list[PrintedSentence]:
        """The sentences of the chapter and of its rows, in order."""
        return [*self.sentences, *(sentence for row in self.rows for sentence in row.sentences)]

    @property
    def kept_count(self) -> int:
        """How many sentences are kept already."""
        return sum(not sentence.is_being_built for sentence in self.all_sentences)

    @property
    def built_count(self) -> int:
        """How many sentences are still being built."""
        return len(self.all_sentences) - self.kept_count


@dataclass(frozen=True)
class Answer:
    """A question that people ask first, with its answer and the numbers of the sentences that keep it."""

    asks: str
    answers: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class PrintedPolicy:
    """The whole policy in one language."""

    words: dict[str, str]
    chapters: tuple[PrintedSection, ...]
    asked: tuple[Answer, ...]

    @property
    def kept_count(self) -> int:
        """How many sentences are kept already."""
        return sum(chapter.kept_count for chapter in self.chapters)

    @property
    def built_count(self) -> int:
        """How many sentences are still being built."""
        return sum(chapter.built_count for chapter in self.chapters)

    def chapter(self, slug: str) -> tuple[PrintedSection | None, PrintedSection, PrintedSection | None] | None:
        """A chapter with the one before and the one after it; None where there is no such chapter."""
        around = [None, *self.chapters, None]
        for before, here, after in zip(around, around[1:], around[2:], strict=False):
            if here is not None and here.slug == slug:
                return before, here, after
        return None


@cache
def printed(language: str) -> PrintedPolicy:
    """The policy in one language. It cannot change while the program runs, so it is put together once."""
    adopted = registry.policy()
    return PrintedPolicy(
        {name: text[language] for name, text in PAGE.items()},
        tuple(_chapter(chapter, adopted, language) for chapter in published(language).chapters),
        tuple(_answer(question, adopted, language) for question in ASKED_FIRST),
    )


def is_being_built(sentence: Sentence, policy: Policy) -> bool:
    """True when a slice still to come will keep the sentence."""
    clauses = [policy.clauses[key] for key in sentence.keys("clause")]
    return sentence.number in policy.being_built or any(clause.pending for clause in clauses)


def _chapter(chapter: Section, policy: Policy, language: str) -> PrintedSection:
    question = CHAPTERS[chapter.number]
    return PrintedSection(
        chapter.number,
        chapter.title,
        tuple(_sentence(sentence, policy, language) for sentence in chapter.sentences),
        tuple(_row(row, policy, language) for row in chapter.rows),
        tuple(tables_of(chapter.number, policy=policy, language=language)),
        question.asks[language],
        filled(question.answers[language], policy),
    )


def _row(row: Section, policy: Policy, language: str) -> PrintedSection:
    sentences = tuple(_sentence(sentence, policy, language) for sentence in row.sentences)
    return PrintedSection(row.number, row.title, sentences)


def _sentence(sentence: Sentence, policy: Policy, language: str) -> PrintedSentence:
    return PrintedSentence(
        sentence.number,
        words_of(sentence, policy=policy, language=language),
        is_being_built(sentence, policy),
        facts_of(sentence, policy=policy, language=language),
    )


def _answer(question: Question, policy: Policy, language: str) -> Answer:
    return Answer(question.asks[language], filled(question.answers[language], policy), question.sentences)
