"""Which rights a letter asks for: a table of phrases over its new words, explainable line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kindr.privacy.rights.intake import phrases
from kindr.privacy.rights.intake.rules.terms import Inbound, Nature
from kindr.privacy.terms import Withdrawal

LONGEST = 6000
"""Signs of a letter in which phrases are looked for; whoever writes more is read by a person."""
MOST_RIGHTS = 2
BETWEEN = r"(?:\w[\w'-]* ){0,5}?"
"""Up to five words, for the sign … of the table."""


@dataclass(frozen=True)
class Wish:
    """What a letter asks for, and by which words; without rights a person has to read it."""

    rights: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    """Of a withdrawal: the consents it is about."""
    because: tuple[str, ...] = ()
    """The patterns that matched, for whoever asks why."""

    @property
    def is_clear(self) -> bool:
        """Whether the program knows what to do."""
        return bool(self.rights)


def wish_of(letter: Inbound, withdrawals: Mapping[str, Withdrawal]) -> Wish:
    """What the new words ask for; the subject counts unless it belongs to the letter that is answered."""
    own_subject = "" if letter.is_reply or letter.nature is Nature.BOUNCE else letter.subject
    text = plain(f"{own_subject} . {letter.words}")
    if not text.strip(" .") or len(letter.words) > LONGEST:
        return Wish()
    found = {right: hit for right in phrases.PHRASES if (hit := _hit(right, text)) is not None}
    if "withdrawal" in found and "erasure" in found and _is_only_list(text):
        del found["erasure"]
    if "portability" in found:
        found.pop("access", None)
    if not found or len(found) > MOST_RIGHTS or _is_turned_around(text, found):
        return Wish(because=tuple(found.values()))
    purposes = _purposes(text, withdrawals) if "withdrawal" in found else ()
    return Wish(tuple(found), purposes, tuple(found.values()))


def plain(text: str) -> str:
    """Small letters, one space between words, sentences kept apart by a stop."""
    small = text[: 2 * LONGEST].lower().replace("’", "'").replace("\n\n", " . ")
    return re.sub(r"\s+", " ", re.sub(r"[.!?;]+", " . ", re.sub(r"[^\w\s.!?;'-]", " ", small)))


def _hit(right: str, text: str) -> str | None:
    return next((line for line, pattern in _compiled(right) if _asks(pattern, text, right)), None)


def _asks(pattern: re.Pattern[str], text: str, right: str) -> bool:
    """A phrase that is not turned around; withdrawals say "don't" by themselves."""
    return any(right == "withdrawal" or not _negated(text, found.start()) for found in pattern.finditer(text))


def _negated(text: str, start: int) -> bool:
    before = text[max(0, start - 60) : start].rpartition(".")[2].rstrip()
    return bool(_not().search(before))


def _is_turned_around(text: str, found: Iterable[str]) -> bool:
    """Whether the same right is asked for and turned down in one letter: nobody but a person should decide."""
    return any(
        _negated(text, hit.start())
        for right in found
        if right != "withdrawal"
        for _, pattern in _compiled(right)
        for hit in pattern.finditer(text)
    )


def _is_only_list(text: str) -> bool:
    """To be taken from a mailing list is no wish to be forgotten."""
    return not re.search(r"\b(?:akun|account|data|informasi|information)\b", text)


def _purposes(text: str, withdrawals: Mapping[str, Withdrawal]) -> tuple[str, ...]:
    """The consents that are named; those for e-mail when only e-mail is; all when none is named, or all are."""
    everything = tuple(sorted(withdrawals))
    if _pattern(phrases.CONSENTS).search(text):
        return everything
    named = [
        key for key, one in withdrawals.items() if any(re.search(rf"\b{re.escape(word)}", text) for word in one.called)
    ]
    if named:
        return tuple(sorted(named))
    speaks_of_consent = re.search(r"\b(?:persetujuan|izin|consents?)", text)
    return everything if speaks_of_consent else tuple(key for key in everything if withdrawals[key].is_by_mail)


@cache
def _compiled(right: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((line, _pattern(line)) for line in phrases.PHRASES[right])


@cache
def _pattern(line: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{line.replace(' … ', f' {BETWEEN}')})\b".replace(" ?-?", "[ -]?"))


@cache
def _not() -> re.Pattern[str]:
    return re.compile(rf"\b{phrases.NOT}")
