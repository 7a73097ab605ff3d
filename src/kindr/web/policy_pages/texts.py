"""The published text of the policy with its blanks filled from the data, so that text and data cannot differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from kindr.policy.words import PAGE
from kindr.privacy.policy_text import PolicyText, Sentence, parse
from kindr.privacy.terms import Keep, Period, Policy, Right

BLANK = re.compile(r"\{([a-z_]+)\}")


class UnknownBlank(KeyError):
    """A sentence has a blank that nothing fills."""


@cache
def published(language: str) -> PolicyText:
    """The policy's text in one language, read once; raises MalformedText."""
    return parse(resources.files("kindr.policy").joinpath("text", f"{language}.md").read_text("utf-8"))


def all_published(policy: Policy) -> Mapping[str, PolicyText]:
    """The policy's text by language."""
    return {language: published(language) for language in policy.languages}


def words_of(sentence: Sentence, *, policy: Policy, language: str) -> str:
    """A sentence with its blanks filled; raises UnknownBlank."""
    fills = {
        **_party_fills(policy),
        **_clause_fills(sentence, policy, language),
        **_right_fills(sentence, policy, language),
    }
    try:
        return BLANK.sub(lambda blank: fills[blank[1]], sentence.words)
    except KeyError as missing:
        raise UnknownBlank(f"sentence {sentence.number} has the blank {missing}, which nothing fills") from None


def filled(words: str, policy: Policy) -> str:
    """Words beside the text, with the blanks that name who answers for the data; raises KeyError for another blank."""
    fills = _party_fills(policy)
    return BLANK.sub(lambda blank: fills[blank[1]], words)


def keep_words(keep: Keep, language: str) -> str:
    """How long, with the law that asks for it or the mark of a term of our own."""
    if keep.ground:
        return f"{keep.says[language]} ({keep.ground})"
    if keep.period is Period.LIFE:
        return keep.says[language]
    return f"{keep.says[language]} ({PAGE['own_term'][language]})"


def deadline_words(right: Right, language: str) -> str:
    """The clock of a right in words; a clock of our own is marked."""
    if not right.hours:
        return PAGE["at_once"][language]
    in_days = right.hours > 72 and right.hours % 24 == 0
    words = PAGE["deadline"][language].format(
        count=right.hours // 24 if in_days else right.hours,
        unit=PAGE["days" if in_days else "hours"][language],
    )
    return words if right.by_law else f"{words} ({PAGE['own_term'][language]})"


def _party_fills(policy: Policy) -> dict[str, str]:
    controller = policy.parties.get("controller")
    return {"controller": controller.name, "email": controller.email} if controller else {}


def _clause_fills(sentence: Sentence, policy: Policy, language: str) -> dict[str, str]:
    keys = [key for key in sentence.keys("clause") if key in policy.clauses]
    return {"keep": keep_words(policy.clauses[keys[0]].keep, language)} if len(keys) == 1 else {}


def _right_fills(sentence: Sentence, policy: Policy, language: str) -> dict[str, str]:
    keys = [key for key in sentence.keys("right") if key in policy.rights]
    return {"deadline": deadline_words(policy.rights[keys[0]], language)} if len(keys) == 1 else {}
