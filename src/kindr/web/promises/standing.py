"""How each sentence stands: proved by tests, looked at only, broken, not looked at yet, being built, left to people."""

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

STATES = ("broken", "held", "looked", "waiting", "people", "being_built")
"""What a sentence may be, the gravest first."""
BUILD = "build"
"""Where the tests of a release run."""


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
    def proved_at(self) -> datetime | None:
        """When the tests of it ran; None where none did on this program."""
        return max((proof.at for proof in self.proofs if not proof.is_probe), default=None)

    @property
    def is_of_release(self) -> bool:
        """Whether they ran where the release was made, and not here."""
        return any(proof.where == BUILD for proof in self.proofs if not proof.is_probe)

    @property
    def looked_at(self) -> datetime | None:
        """When the running shop was looked at for it; None where no look is about it."""
        return max((proof.at for proof in self.proofs if proof.is_probe), default=None)

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
    """A sentence that is being built is not called kept, whatever parts of it hold already; a broken one is broken.

    Held is what tests proved of this very program; a look at the running shop alone is called a look.
    """
    found = list(proofs)
    if any(not proof.has_held for proof in found):
        return "broken"
    if is_being_built:
        return "being_built"
    if found:
        return "looked" if all(proof.is_probe for proof in found) else "held"
    return "waiting" if has_proof else "people"


def _proofs(sentence: Sentence, result: Result | None) -> Iterable[Proof]:
    for run in result.runs if result else ():
        for one in run.about(marks_of(sentence)):
            yield _proof(one, run.at, run.where)


def _proof(one: Outcome, at: datetime, where: str) -> Proof:
    kind, _, name = one.name.rpartition("::")
    words = name.removeprefix("test_").replace("_", " ")
    return Proof(words, kind == "probe", one.has_held, one.says, at, where)
