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


def is_slip(typed: str, meant: str) -> bool:
    """Whether one slip of a finger lies between two words: a letter too many, too few, another, or two swapped."""
    if typed == meant or abs(len(typed) - len(meant)) > 1 or min(len(typed), len(meant)) < 3:
        return False
    start = next((place for place, (one, two) in enumerate(zip(typed, meant, strict=False)) if one != two), None)
    if start is None:
        return True
    rest, right = typed[start:], meant[start:]
    is_swapped = rest[:2] == right[1::-1] and rest[2:] == right[2:]
    return is_swapped or right in (rest[1:], right[:1] + rest[1:]) or rest == right[1:]


def nearness(typed: str, meant: str) -> float:
    """How likely a typed word means another: their likeness, and half more for one slip."""
    return likeness(typed, meant) + (0.5 if is_slip(typed, meant) else 0.0)
