"""What a statement says about each sentence of the policy: values, openings, consents; pure, opens nothing itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy import registry
from kindr.privacy.policy_text import Sentence
from kindr.privacy.rights.statements import Agreement, Entry, MyData, Opening, Section
from kindr.web.policy_pages.printing import PrintedPolicy, PrintedSection, PrintedSentence
from kindr.web.policy_pages.texts import published

MOST = 4
"""How many values or entries stand beside one sentence; the others are counted."""

USED_HERE = frozenset({"access", "portability", "erasure", "correction", "withdrawal"})
"""Rights that one uses oneself, with a link beside their sentence."""


@dataclass(frozen=True)
class Known:
    """The different values that are held of one kind of data."""

    says: str
    values: tuple[str, ...]
    more: int


@dataclass(frozen=True)
class Theirs:
    """What the reader's own statement says about one sentence."""

    sections: tuple[Section, ...] = ()
    known: tuple[Known, ...] = ()
    came: int = 0
    came_last: datetime | None = None
    agreements: tuple[Agreement, ...] = ()
    opened: int = 0
    """How often others opened what the sentence speaks of."""
    last: Opening | None = None
    rights: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when the statement has nothing to say here."""
        return not (self.sections or self.known or self.came or self.agreements or self.opened or self.rights)


@dataclass(frozen=True)
class Line:
    """A sentence with what the statement says about it."""

    sentence: PrintedSentence
    theirs: Theirs


@dataclass(frozen=True)
class Chapter:
    """A chapter with the sentences that are shown of it."""

    section: PrintedSection
    lines: tuple[Line, ...]
    count: int
    """How many sentences have something of the reader's."""


def beside(page: PrintedPolicy, statement: MyData, *, language: str, shows_all: bool) -> list[Chapter]:
    """Every chapter with the sentences that say something about the reader, or with all of its sentences."""
    texts, found = published(language).sentences(), []
    for chapter in page.chapters:
        lines = [Line(one, theirs_of(texts[one.number], statement, language)) for one in chapter.all_sentences]
        theirs = [line for line in lines if not line.theirs.is_empty]
        if lines if shows_all else theirs:
            found.append(Chapter(chapter, tuple(lines if shows_all else theirs), len(theirs)))
    return found


def theirs_of(sentence: Sentence, statement: MyData, language: str) -> Theirs:
    """What a statement says about one sentence."""
    keys: Mapping[str, list[str]] = {kind: sentence.keys(kind) for kind in _TOUCHES}
    sections = tuple(section for section in statement.sections if section.clause.key in keys["clause"])
    came = [entry for entry in statement.entries if entry.source_key in keys["source"]]
    touching = [opening for opening in statement.openings if not opening.is_own and _touches(opening, keys)]
    return Theirs(
        sections,
        tuple(_known(key, statement, language) for key in keys["category"] if _values(key, statement.entries)),
        len(came),
        max((entry.collected_at for entry in came if entry.collected_at), default=None),
        tuple(_latest(statement.agreements, {*keys["purpose"], *keys["withdrawal"]})),
        len(touching),
        touching[0] if touching else None,
        tuple(key for key in keys["right"] if key in USED_HERE),
    )


_TOUCHES: Mapping[str, Callable[[Opening], Iterable[str]]] = {
    "clause": lambda opening: opening.clauses,
    "category": lambda opening: opening.categories,
    "purpose": lambda opening: (opening.purpose,),
    "recipient": lambda opening: (opening.role, opening.to_key),
    "source": lambda _opening: (),
    "withdrawal": lambda _opening: (),
    "right": lambda _opening: (),
}
"""By the kind of a link: the keys of that kind that an opening touches."""


def _touches(opening: Opening, keys: Mapping[str, list[str]]) -> bool:
    return any(not set(keys[kind]).isdisjoint(touched(opening)) for kind, touched in _TOUCHES.items())


def _known(category: str, statement: MyData, language: str) -> Known:
    values = list(_values(category, statement.entries))
    says = registry.policy().categories[category].says[language]
    return Known(says, tuple(values[:MOST]), max(len(values) - MOST, 0))


def _values(category: str, entries: Iterable[Entry]) -> Counter[str]:
    """The different values of a category, each with how often it is held."""
    return Counter(
        ", ".join(value.lines)
        for entry in entries
        for value in entry.values
        if value.category == category and value.lines and not value.is_hidden
    )


def _latest(agreements: Iterable[Agreement], purposes: set[str]) -> Iterable[Agreement]:
    """How each consent stands: the newest event for each person and purpose."""
    newest = {(one.person, one.purpose_key): one for one in agreements if one.purpose_key in purposes}
    return newest.values()
