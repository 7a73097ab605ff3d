"""Finds villages while a parent types, on any level: village, district, city or province."""

from __future__ import annotations

from heapq import nsmallest
from itertools import chain, islice

from kindr.shop.accounts.areas.places import Area, area_of, is_jabodetabek
from kindr.shop.accounts.areas.table import Table, folded, the_table

SHORTEST_QUERY = 3
LONGEST_QUERY = 100
_MOST_WORDS = 6
_ENOUGH = 1000
_NOWHERE = 10

# Words that people put before a name and that the table does not hold.
_NOT_IN_THE_TABLE = {"kec", "kecamatan", "kel", "kelurahan", "desa", "ds", "provinsi", "prov"}
_SHORT_FORMS = {
    "kab": "kabupaten",
    "dki": "daerah khusus ibukota",
    "diy": "daerah istimewa yogyakarta",
    "jogja": "yogyakarta",
    "jogjakarta": "yogyakarta",
    "jabar": "jawa barat",
    "jateng": "jawa tengah",
    "jatim": "jawa timur",
    "jakbar": "jakarta barat",
    "jakpus": "jakarta pusat",
    "jaksel": "jakarta selatan",
    "jaktim": "jakarta timur",
    "jakut": "jakarta utara",
    "tangsel": "tangerang selatan",
    "sumbar": "sumatera barat",
    "sumsel": "sumatera selatan",
    "sumut": "sumatera utara",
    "ntb": "nusa tenggara barat",
    "ntt": "nusa tenggara timur",
    "sumatra": "sumatera",
}


def suggestions(query: str, limit: int = 8) -> list[Area]:
    """The villages that fit best what was typed, best first; the last word may be unfinished.

    Every word must begin a word of the village, its district, its city or its province.
    """
    table = the_table()
    words = _words(query)
    if sum(map(len, words)) < SHORTEST_QUERY:
        return []
    pool = _by_name(table, words) | _by_surroundings(table, words, limit)
    best = nsmallest(limit, pool, key=lambda village: _rank(table, village, words))
    return [area_of(village) for village in best]


def _words(query: str) -> list[str]:
    words: list[str] = []
    for word in folded(query[:LONGEST_QUERY]).split():
        if len(word) > 1 and word not in _NOT_IN_THE_TABLE:
            words += _SHORT_FORMS.get(word, word).split()
    return words[:_MOST_WORDS]


def _by_name(table: Table, words: list[str]) -> set[int]:
    """Villages that fit every word, at least one of them by their own name."""
    fits = {word: table.village_words.numbers_with(f" {word}") for word in set(words)}
    around = {word: table.chain_words.numbers_with(f" {word}") for word in set(words)}
    found = set().union(*fits.values())
    for word in sorted(fits, key=len, reverse=True):
        found = {each for each in found if each in fits[word] or table.districts_of[each] in around[word]}
    if len(found) <= _ENOUGH:
        return found
    # A query this short fits thousands of names: whole words come first, and then the names nearest to Jakarta.
    whole = table.village_words.numbers_with(f" {words[-1]} ") & found
    near = {each for each in found - whole if is_jabodetabek(table.district_codes[table.districts_of[each]])}
    return set(islice(chain(sorted(whole), sorted(near), sorted(found - whole - near)), _ENOUGH))


def _by_surroundings(table: Table, words: list[str], limit: int) -> set[int]:
    """The first villages of those districts that fit every word by their own name, their city or their province."""
    districts = set.intersection(*(table.chain_words.numbers_with(f" {word}") for word in words))

    def rank(district: int) -> tuple[int, bool, int]:
        return (
            _distance(table.chain_words[district], words),
            not is_jabodetabek(table.district_codes[district]),
            district,
        )

    best = nsmallest(limit, districts, key=rank)
    return {village for district in best for village in table.villages_of(district)[:limit]}


def _rank(table: Table, village: int, words: list[str]) -> tuple[int, bool, int, int]:
    """Whole words before beginnings, small places before large ones, Jakarta and around it first."""
    district = table.districts_of[village]
    own = table.village_words[village]
    distance = _distance(f"{own}|{table.chain_words[district]}", words)
    return distance, not is_jabodetabek(table.district_codes[district]), len(own), village


def _distance(levels: str, words: list[str]) -> int:
    """How far the words lie from the smallest place of `levels`; all words in one place together are nearest."""
    together = _word_distance(levels, " ".join(words))
    if together < _NOWHERE or len(words) == 1:
        return together
    return _NOWHERE + sum(_word_distance(levels, word) for word in words)


def _word_distance(levels: str, word: str) -> int:
    at = levels.find(f" {word} ")
    if at >= 0:
        return 2 * levels.count("|", 0, at)
    at = levels.find(f" {word}")
    return 2 * levels.count("|", 0, at) + 1 if at >= 0 else _NOWHERE
