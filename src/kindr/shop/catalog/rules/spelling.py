"""Words as they are typed, and how alike two of them are."""

from __future__ import annotations

import unicodedata


def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case without accents, in order."""
    plain = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return tuple(letters.split())


def trigrams(word: str) -> frozenset[str]:
    """The overlapping three-letter pieces of one word, its beginning and end marked by spaces."""
    padded = f"  {word} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def likeness(one: str, other: str) -> float:
    """How alike two words are, 0 to 1: shared trigrams over all trigrams."""
    first, second = trigrams(one), trigrams(other)
    return len(first & second) / len(first | second)
