"""Reads the committed table of places into a few flat arrays, once per process."""

from __future__ import annotations

import gzip
import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = str.maketrans("", "", "'’`")


def folded(text: str) -> str:
    """Lower case, without accents and apostrophes, words set apart by one space: `Ra'as (II)` is `raas ii`."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).encode("ascii", "ignore").decode()
    return _NOT_A_LETTER.sub(" ", plain.lower()).strip()


class Lines:
    """Many short texts in one string; a position in the string is turned back into the number of its text."""

    def __init__(self, texts: list[str]) -> None:
        self.text = "\n".join(texts) + "\n"
        self.starts = array("I")
        position = 0
        for text in texts:
            self.starts.append(position)
            position += len(text) + 1
        self.starts.append(position)

    def __getitem__(self, number: int) -> str:
        return self.text[self.starts[number] : self.starts[number + 1] - 1]

    def numbers_with(self, piece: str) -> set[int]:
        """The numbers of all texts that contain `piece`; one scan at the speed of memory."""
        found: set[int] = set()
        position = self.text.find(piece)
        while position >= 0:
            number = bisect_right(self.starts, position) - 1
            found.add(number)
            position = self.text.find(piece, self.starts[number + 1] - 1)
        return found


@dataclass(frozen=True)
class Table:
    """All places in the order of their codes; villages of a district stand together.

    `district_codes[d]` is like `31.74.07`, its villages are the numbers `first_village[d]` to `first_village[d + 1]`,
    `districts_of[v]` is the number of the district of a village,
    and `endings[v]` is the last group of a village's code as a number (1001).
    """

    provinces: dict[str, str]
    cities: dict[str, str]
    districts: dict[str, str]
    district_codes: list[str]
    first_village: array[int]
    districts_of: array[int]
    endings: array[int]
    villages: Lines
    village_words: Lines
    chain_words: Lines
    """Per district: its own name, a bar, its city, a bar, its province; folded, each word after a space."""

    def villages_of(self, district: int) -> range:
        """The numbers of the villages of a district."""
        return range(self.first_village[district], self.first_village[district + 1])

    def village_code(self, village: int) -> str:
        """The code of a village, like `31.74.07.1001` (Ministry of Home Affairs)."""
        return f"{self.district_codes[self.districts_of[village]]}.{self.endings[village]:04d}"


def _committed_lines() -> Iterator[str]:
    packed = files(__package__).joinpath("tables/places.tsv.gz")
    with packed.open("rb") as stream, gzip.open(stream, "rt", encoding="utf-8") as lines:
        yield from lines


@cache
def the_table() -> Table:
    """The table of places, read on first use."""
    by_depth: tuple[dict[str, str], dict[str, str], dict[str, str]] = ({}, {}, {})
    first_village, districts_of, endings, names = array("I"), array("H"), array("H"), list[str]()
    for line in _committed_lines():
        code, _, name = line.rstrip("\n").partition("\t")
        if len(code) == 4:
            endings.append(int(code))
            districts_of.append(len(first_village) - 1)
            names.append(name)
            continue
        by_depth[code.count(".")][code] = name
        if code.count(".") == 2:
            first_village.append(len(names))
    first_village.append(len(names))
    words, chains = _village_words(names), _chain_words(*by_depth)
    codes = list(by_depth[2])
    return Table(*by_depth, codes, first_village, districts_of, endings, Lines(names), words, chains)


def _village_words(names: list[str]) -> Lines:
    return Lines([f" {folded(name)} " for name in names])


def _chain_words(provinces: dict[str, str], cities: dict[str, str], districts: dict[str, str]) -> Lines:
    return Lines(
        [
            f" {folded(name)} | {folded(cities[code[:5]])} | {folded(provinces[code[:2]])} "
            for code, name in districts.items()
        ]
    )
