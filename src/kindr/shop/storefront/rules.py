"""The addresses of lists: one for every state of a list; and the garments that a browser looked at last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from kindr.shop.catalog.queries import Filters, Sort

DEAREST = 100_000_000
"""No price that is asked for may be higher, in rupiah."""


@dataclass(frozen=True)
class Asked:
    """What a list was asked for."""

    words: str = ""
    filters: Filters = field(default_factory=Filters)
    page: int = 1
    upto: int = 0
    fits: frozenset[str] = frozenset()
    """The random ids of children whom it should fit."""

    def but(self, **changes: object) -> Asked:
        """The first page of the list with other wishes, named as in `Filters`."""
        return Asked(self.words, replace(self.filters, **changes), fits=self.fits)  # type: ignore[arg-type]  # checked by Filters' own types

    def without(self, name: str, value: object) -> Asked:
        """The first page of the list without one of the chosen values."""
        return self.but(**{name: getattr(self.filters, name) - {value}})


def query_of(asked: Asked) -> str:
    """The part of the address after the question mark; the same list always has the same one."""
    return urlencode(list(_pairs(asked)))


def _pairs(asked: Asked) -> Iterator[tuple[str, str | int]]:
    filters = asked.filters
    if asked.words:
        yield "q", asked.words
    ages: list[str] = sorted(filters.ages, key=begin_of)
    yield from _each("age", ages)
    yield from _each("size", sorted(filters.sizes))
    yield from _each("colour", sorted(filters.families))
    yield from _each("shade", sorted(filters.shades))
    yield from _each("shelf", sorted(filters.shelves))
    yield from _each("fabric", sorted(filters.fabrics))
    yield from _each("fits", sorted(asked.fits))
    single = {"from": filters.price_from, "to": filters.price_to, "stock": int(filters.in_stock) or None}
    yield from ((name, value) for name, value in single.items() if value is not None)
    if filters.sort is not Sort.NEWEST:
        yield "sort", filters.sort.value
    if asked.page > 1:
        yield "page", asked.page
    if asked.upto > asked.page:
        yield "upto", asked.upto


def _each(name: str, values: Iterable[str | int]) -> Iterator[tuple[str, str | int]]:
    return ((name, value) for value in values)


def begin_of(age: str) -> int:
    """The first month of one of the AGES, by which they are put in order."""
    return int(age.partition("-")[0])


MOST_SEEN = 8
LONGEST_NUMBER = 10


def numbers_from(cookie: str) -> tuple[int, ...]:
    """The garments that a cookie names, each once; whatever else somebody wrote into it counts for nothing."""
    words = [word for word in cookie[:200].split("-") if word.isascii() and word.isdigit()]
    numbers = (int(word) for word in words if len(word) <= LONGEST_NUMBER)
    return tuple(dict.fromkeys(number for number in numbers if 0 < number < 2**31))[:MOST_SEEN]


def with_number(numbers: tuple[int, ...], newest: int) -> tuple[int, ...]:
    """The numbers with the newest in front."""
    return (newest, *(number for number in numbers if number != newest))[:MOST_SEEN]
