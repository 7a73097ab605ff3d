"""What a parent means by the words of a search: sizes, ages and colours narrow, the rest is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kindr.shop.catalog.rules.sizes import SIZE_CHART, sizes_of_months
from kindr.shop.catalog.rules.spelling import words

FAMILY_WORDS: Mapping[str, str] = {
    "putih": "white", "white": "white", "krem": "white", "cream": "white",
    "abu": "grey", "abuabu": "grey", "grey": "grey", "gray": "grey", "hitam": "grey", "black": "grey",
    "biru": "blue", "blue": "blue", "navy": "blue", "dongker": "blue",
    "hijau": "green", "green": "green", "tosca": "green", "toska": "green", "turquoise": "green",
    "kuning": "yellow", "yellow": "yellow",
    "oranye": "orange", "orange": "orange", "jingga": "orange", "oren": "orange",
    "merah": "red", "red": "red", "pink": "pink",
    "ungu": "purple", "purple": "purple", "lilac": "purple",
    "coklat": "brown", "cokelat": "brown", "brown": "brown",
}  # fmt: skip
"""How parents call the colour families."""
PAIRS: Mapping[tuple[str, str], str] = {("merah", "muda"): "pink", ("merah", "jambu"): "pink", ("abu", "abu"): "grey"}
MONTHS = {"bulan": 1, "bln": 1, "months": 1, "month": 1, "mo": 1, "tahun": 12, "thn": 12, "th": 12, "years": 12,
          "year": 12, "yr": 12, "yo": 12}  # fmt: skip
SAME: Mapping[str, str] = {
    "kaus": "kaos", "tshirts": "tshirt", "daster": "terusan", "jeans": "denim", "jins": "denim", "levis": "denim",
    "raincoat": "hujan", "trousers": "trousers", "pants": "celana", "jumper": "sweater", "pullover": "sweater",
    "pjs": "pajamas", "nightwear": "pajamas", "onesie": "bodysuit", "vest": "singlet", "dungaree": "dungarees",
    "jumpers": "sweater", "shirtdress": "dress", "newborn": "bayi",
}  # fmt: skip
"""Everyday words that no label of ours has, and the word that a label has."""
_HELD_TOGETHER = re.compile(r"\bt[- ]shirt|\b(\w+)-\1\b")
"""What a hyphen holds together: "t-shirt", and doubled words as "abu-abu"."""
FILLING = frozenset({
    "anak", "anakanak", "untuk", "for", "kids", "kid", "child", "children", "the", "a", "and", "dan", "yang", "ukuran",
    "size", "cm", "warna", "colour", "color", "umur", "usia", "age", "old", "with", "dengan", "in",
})  # fmt: skip
"""Words that say nothing about a garment in a children's shop."""


@dataclass(frozen=True)
class Meant:
    """The words to look for, and what the others narrow the list to."""

    words: tuple[str, ...] = ()
    sizes: frozenset[int] = frozenset()
    families: frozenset[str] = frozenset()


def meant(query: str) -> Meant:
    """What is meant by a search: "gaun merah 110", "kaos 2 tahun"."""
    return of_words(_typed(query))


def of_words(typed: Sequence[str]) -> Meant:
    """What is meant by words that are known to be spelled well."""
    rest: list[str] = []
    sizes: set[int] = set()
    families: set[str] = set()
    for word, after in _pairs(typed):
        if word.isdecimal() and after in MONTHS:
            months = int(word[:3]) * MONTHS[after]
            sizes |= sizes_of_months(months, months + MONTHS[after])
        elif (word, after) in PAIRS:
            families.add(PAIRS[word, after])
        elif word.isdecimal() and int(word[:4]) in SIZE_CHART:
            sizes.add(int(word[:4]))
        elif word in FAMILY_WORDS:
            families.add(FAMILY_WORDS[word])
        elif word not in FILLING:
            rest.append(SAME.get(word, word))
    return Meant(tuple(rest), frozenset(sizes), frozenset(families))


def _typed(query: str) -> tuple[str, ...]:
    return words(_HELD_TOGETHER.sub(lambda found: found[0].replace("-", "").replace(" ", ""), query.lower()))


def _pairs(typed: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each word with the one after it, if the two are one thing; a word that was part of a pair is not met again."""
    place = 0
    while place < len(typed):
        word, after = typed[place], typed[place + 1] if place + 1 < len(typed) else ""
        is_pair = (word.isdecimal() and after in MONTHS) or (word, after) in PAIRS
        yield word, after if is_pair else ""
        place += 2 if is_pair else 1
