"""How each sentence stands: kept, broken, not looked at yet, being built, or left to people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy import registry
from kindr.privacy.policy_text import Sentence
from kindr.web.policy_check.map import marks_of
from kindr.web.policy_pages.printing import PrintedSection, PrintedSentence, printed
from kindr.web.policy_pages.texts import published
from kindr.web.promises.keeping import Known, known_marks, ways_kept
from kindr.web.promises.results import Outcome, Result

STATES = ("broken", "held", "waiting", "people", "being_built")
"""What a sentence may be, the gravest first."""


@dataclass(frozen=True)
class Proof:
    """One test or probe of a sentence, as it was seen last."""

    name: str
    is_probe: bool
    has_held: bool
    says: str
    at: datetime
    where: str


@dataclass(frozen=True)
class Standing:
    """One sentence with how it is kept, what proves it, and how it stands."""

    sentence: PrintedSentence
    state: str
    ways: tuple[str, ...]
    proofs: tuple[Proof, ...]
    last_held: datetime | None

    @property
    def broken(self) -> list[Proof]:
        """What did not hold."""
        return [proof for proof in self.proofs if not proof.has_held]


@dataclass(frozen=True)
class Chapter:
    """A chapter with how its sentences stand."""

    section: PrintedSection
    standings: tuple[Standing, ...]


def chapters_of(result: Result | None, *, language: str) -> list[Chapter]:
    """Every sentence of the policy with how it stands."""
    sentences, known = published(language).sentences(), known_marks()
    return [
        Chapter(
            section,
            tuple(_standing(one, sentences[one.number], result, known, language) for one in section.all_sentences),
        )
        for section in printed(language).chapters
    ]


def _standing(
    shown: PrintedSentence, sentence: Sentence, result: Result | None, known: Known, language: str
) -> Standing:
    proofs = tuple(_proofs(sentence, result))
    has_proof = bool(proofs) or bool(known.intersection(marks_of(sentence)))
    return Standing(
        shown,
        state_of(proofs, has_proof=has_proof, is_being_built=shown.is_being_built),
        ways_kept(sentence, policy=registry.policy(), language=language, has_proof=has_proof),
        proofs,
        result.last_held.get(sentence.number) if result else None,
    )


def state_of(proofs: Iterable[Proof], *, has_proof: bool, is_being_built: bool) -> str:
    """A sentence that is being built is not called kept, whatever parts of it hold already; a broken one is broken."""
    found = list(proofs)
    if any(not proof.has_held for proof in found):
        return "broken"
    if is_being_built:
        return "being_built"
    if found:
        return "held"
    return "waiting" if has_proof else "people"


def _proofs(sentence: Sentence, result: Result | None) -> Iterable[Proof]:
    for run in result.runs if result else ():
        for one in run.about(marks_of(sentence)):
            yield _proof(one, run.at, run.where)


def _proof(one: Outcome, at: datetime, where: str) -> Proof:
    kind, _, name = one.name.rpartition("::")
    words = name.removeprefix("test_").replace("_", " ")
    return Proof(words, kind == "probe", one.has_held, one.says, at, where)
