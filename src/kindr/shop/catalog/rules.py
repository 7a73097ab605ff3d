"""The size chart that pages and drawings share, and the arithmetic of lists, words and stock."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LOW_STOCK = 5
"""From this many pieces down, the page says how many are left."""
MOST_PER_LINE = 10
"""The most pieces of one variant that one basket line may hold."""
PAGE_LENGTH = 24


@dataclass(frozen=True)
class SizeRow:
    """The body that a size is cut for; every measure in centimetres."""

    height: int
    chest: float
    waist: float
    hip: float
    inseam: float
    arm: float
    from_months: int
    to_months: int


# Kindr's own growth curve, smoothed by hand over the six-centimetre steps; no published table is copied.
_CHART = (
    # height  chest waist  hip  inseam  arm  months
    (50, 38.0, 38.0, 39.0, 14.0, 16.0, 0, 0),
    (56, 40.5, 40.5, 41.5, 16.5, 18.0, 0, 2),
    (62, 43.0, 43.0, 44.0, 19.0, 20.0, 2, 4),
    (68, 45.0, 45.0, 46.5, 22.0, 22.0, 4, 6),
    (74, 47.0, 46.5, 48.5, 25.0, 24.5, 6, 9),
    (80, 49.0, 48.0, 50.5, 28.5, 27.0, 9, 12),
    (86, 51.0, 49.5, 52.5, 32.0, 29.0, 12, 18),
    (92, 53.0, 51.0, 54.5, 36.0, 31.5, 18, 24),
    (98, 54.5, 52.0, 56.5, 40.0, 33.5, 24, 36),
    (104, 56.0, 53.0, 58.5, 44.0, 36.0, 36, 48),
    (110, 58.0, 54.5, 61.0, 48.0, 38.0, 48, 60),
    (116, 60.0, 56.0, 63.5, 51.5, 40.5, 60, 72),
    (122, 62.5, 57.5, 66.0, 55.0, 43.0, 72, 84),
    (128, 65.0, 59.0, 69.0, 58.5, 45.0, 84, 96),
    (134, 67.5, 60.5, 72.0, 62.0, 47.5, 96, 108),
    (140, 70.0, 62.0, 75.0, 65.5, 49.5, 108, 120),
    (146, 73.0, 64.0, 78.5, 68.5, 52.0, 120, 132),
    (152, 76.5, 66.0, 82.0, 71.5, 54.0, 132, 144),
    (158, 80.0, 68.0, 86.0, 74.0, 56.5, 144, 156),
    (164, 84.0, 70.0, 90.0, 76.5, 58.5, 156, 168),
)
SIZE_CHART = {row[0]: SizeRow(*row) for row in _CHART}
"""Every size by its height in cm, 50 to 164 in steps of six, smallest first."""
HEIGHTS = tuple(SIZE_CHART)


class NoSuchSize(LookupError):
    """The shop has no size for that height."""


def size_row(height: int) -> SizeRow:
    """The row of the chart for a height in cm; raises NoSuchSize."""
    try:
        return SIZE_CHART[height]
    except KeyError:
        raise NoSuchSize(f"There is no size {height}.") from None


def size_for_height(height_cm: float) -> int | None:
    """The smallest size a child of that height still fits, or None for a child taller than all sizes."""
    return next((height for height in HEIGHTS if height_cm <= height), None)


@dataclass(frozen=True)
class Pages:
    """Where one stands in a list of pages; `shown` has a 0 where page links are left out."""

    number: int
    last: int

    @property
    def before(self) -> int | None:
        """The number of the page before, or None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The number of the next page, or None on the last."""
        return self.number + 1 if self.number < self.last else None

    @property
    def shown(self) -> tuple[int, ...]:
        """First, last and the neighbours of this page, with 0 for each gap."""
        near = sorted({1, self.last, *range(max(1, self.number - 1), min(self.last, self.number + 1) + 1)})
        return tuple(_with_gaps(near))


def pages(*, found: int, wanted: int, length: int = PAGE_LENGTH) -> Pages:
    """The page to show of `found` things: the wanted one, or the nearest that exists."""
    last = max(1, -(-found // length))
    return Pages(number=min(max(1, wanted), last), last=last)


def _with_gaps(numbers: Iterable[int]) -> Iterator[int]:
    before = 0
    for number in numbers:
        if number - before > 1:
            yield 0
        yield number
        before = number


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


def is_low(stock: int) -> bool:
    """Whether the page says how many pieces are left."""
    return 0 < stock <= LOW_STOCK


class Sort(enum.StrEnum):
    """The orders a listing can be read in."""

    NEWEST = "newest"
    CHEAPEST = "cheapest"
    DEAREST = "dearest"
    NAME = "name"


@dataclass(frozen=True)
class Filters:
    """What a listing is narrowed to; empty sets narrow nothing."""

    sizes: frozenset[int] = frozenset()
    families: frozenset[str] = frozenset()
    in_stock: bool = False
    sort: Sort = Sort.NEWEST

    @property
    def is_narrow(self) -> bool:
        """Whether anything at all is filtered."""
        return bool(self.sizes or self.families or self.in_stock)


def split_sizes(query: str) -> tuple[tuple[str, ...], frozenset[int]]:
    """The words of a search and the sizes named in it: "dress 110" asks for dresses in size 110."""
    all_words = words(query)
    sizes = frozenset(int(word) for word in all_words if word.isdecimal() and int(word) in SIZE_CHART)
    return tuple(word for word in all_words if not (word.isdecimal() and int(word) in SIZE_CHART)), sizes


def runs_of_sizes(sizes: Iterable[int]) -> str:
    """The sizes of a product in short, as on a label: `92–128`."""
    known = sorted(sizes)
    if not known:
        return ""
    return str(known[0]) if len(known) == 1 else f"{known[0]}–{known[-1]}"
