"""The words that stand beside a consent, exactly as a page shows them (UU 27/2022 art. 22)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kindr.privacy import registry


@dataclass(frozen=True)
class Shown:
    """A text as it stood on a page, word for word, its language, and its version where it has versions."""

    text: str
    language: str
    version: str = ""


def paragraphs(purpose: str, language: str) -> dict[str, Sequence[str]]:
    """What a page in this language shows, by language; the binding paragraphs are always among it."""
    says = registry.policy().asks[purpose].says
    binding = next(iter(says))
    return {each: says[each] for each in dict.fromkeys((language if language in says else binding, binding))}


def asked(purpose: str, language: str) -> Shown:
    """All that a page in this language shows beside the box or button, and the words of the box or button."""
    ask, shown = registry.policy().asks[purpose], paragraphs(purpose, language)
    first = next(iter(shown))
    lines = [*(paragraph for texts in shown.values() for paragraph in texts), ask.box[first]]
    return Shown("\n".join(lines), first, ask.version)


def taken_back(purpose: str, language: str) -> Shown:
    """What a page says before a consent is taken back: what stops, and what goes on (9.2)."""
    withdrawal = registry.policy().withdrawals[purpose]
    known = language if language in withdrawal.stops else next(iter(withdrawal.stops))
    return Shown(f"{withdrawal.stops[known]}\n{withdrawal.goes_on[known]}", known)
