"""Reads a published policy: chapters, rows and numbered sentences, each linked to the data that it speaks of.

A line is `2.1.3 [clause:account_contact right:access] The sentence.`; headings are `## 2 Title` for a chapter and
`### 2.1 Title` for a row of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

KINDS = frozenset(
    {"party", "category", "source", "purpose", "clause", "recipient", "right", "withdrawal", "cookie", "plain"}
)
"""What a sentence may be linked to; `plain` stands alone and links to nothing."""

HEADING = re.compile(r"(?P<marks>##|###) (?P<number>[0-9A-Z]+(?:\.\d+)*) (?P<title>\S.*)")
SENTENCE = re.compile(r"(?P<number>[0-9A-Z]+(?:\.\d+){1,2}) \[(?P<links>[a-z_: ]+)\] (?P<words>\S.*)")


class MalformedText(ValueError):
    """A line of the policy's text is neither a heading nor a numbered sentence with its links."""


@dataclass(frozen=True)
class Link:
    """What a sentence speaks of: a kind of `KINDS` and the key of one thing of that kind."""

    kind: str
    key: str


@dataclass(frozen=True)
class Sentence:
    """One numbered sentence; `words` may hold the blanks {keep}, {deadline}, {controller} and {email}."""

    number: str
    links: tuple[Link, ...]
    words: str

    def keys(self, kind: str) -> list[str]:
        """The keys of one kind that the sentence is linked to."""
        return [link.key for link in self.links if link.kind == kind]


@dataclass(frozen=True)
class Section:
    """A chapter, or a row of a chapter: a number, a title and what lies under it."""

    number: str
    title: str
    sentences: tuple[Sentence, ...]
    rows: tuple[Section, ...] = ()


@dataclass(frozen=True)
class PolicyText:
    """A policy in one language."""

    title: str
    chapters: tuple[Section, ...]

    def sections(self) -> Iterator[Section]:
        """Every chapter followed by its rows, in order."""
        for chapter in self.chapters:
            yield chapter
            yield from chapter.rows

    def sentences(self) -> dict[str, Sentence]:
        """All sentences by number, in order."""
        return {sentence.number: sentence for section in self.sections() for sentence in section.sentences}


@dataclass
class _Draft:
    number: str
    title: str
    sentences: list[Sentence]
    rows: list[_Draft]

    def done(self) -> Section:
        return Section(self.number, self.title, tuple(self.sentences), tuple(row.done() for row in self.rows))


def parse(source: str) -> PolicyText:
    """The text of a policy from its file; raises MalformedText naming the line that cannot be read."""
    title, chapters = "", list[_Draft]()
    for position, line in enumerate(source.splitlines(), start=1):
        if line.startswith("# "):
            title = line[2:]
        elif line.startswith("#"):
            _open_section(line, position, chapters)
        elif line.strip():
            _place(_sentence(line, position), position, chapters)
    return PolicyText(title, tuple(draft.done() for draft in chapters))


def _open_section(line: str, position: int, chapters: list[_Draft]) -> None:
    found = HEADING.fullmatch(line)
    if found is None or (found["marks"] == "###" and not chapters):
        raise MalformedText(f"line {position} is not a heading with a number and a title")
    draft = _Draft(found["number"], found["title"], [], [])
    (chapters[-1].rows if found["marks"] == "###" else chapters).append(draft)


def _sentence(line: str, position: int) -> Sentence:
    found = SENTENCE.fullmatch(line)
    if found is None:
        raise MalformedText(f"line {position} is not a numbered sentence with its links")
    return Sentence(found["number"], tuple(_link(part, position) for part in found["links"].split()), found["words"])


def _link(part: str, position: int) -> Link:
    kind, _, key = part.partition(":")
    if kind not in KINDS or bool(key) == (kind == "plain"):
        raise MalformedText(f"line {position} links to {part!r}, which is no kind of thing a policy has")
    return Link(kind, key)


def _place(sentence: Sentence, position: int, chapters: list[_Draft]) -> None:
    if not chapters:
        raise MalformedText(f"line {position} stands before the first chapter")
    section = chapters[-1].rows[-1] if chapters[-1].rows else chapters[-1]
    if sentence.number.rpartition(".")[0] != section.number:
        raise MalformedText(f"line {position}: sentence {sentence.number} does not belong under {section.number}")
    if any(sentence.number == other.number for other in section.sentences):
        raise MalformedText(f"line {position}: sentence {sentence.number} stands twice")
    section.sentences.append(sentence)
