"""The arithmetic of lists and stock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LOW_STOCK = 5
"""From this many pieces down, the page says how many are left."""
MOST_PER_LINE = 10
"""The most pieces of one variant that one basket line may hold."""
PAGE_LENGTH = 24
MOST_PAGES = 8
"""So many pages of a list are shown below one another at most."""


@dataclass(frozen=True)
class Pages:
    """Where one stands in a list of pages; `shown` has a 0 where page links are left out.

    Pages up to `upto` lie below one another, where more than one is shown.
    """

    number: int
    last: int
    upto: int = 0

    @property
    def before(self) -> int | None:
        """The number of the page before, or None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The number of the next page, or None on the last."""
        ends = max(self.number, self.upto)
        return ends + 1 if ends < self.last else None

    @property
    def may_grow(self) -> bool:
        """Whether one more page may be shown below."""
        return self.after is not None and self.after - self.number < MOST_PAGES

    @property
    def shown(self) -> tuple[int, ...]:
        """First, last and the neighbours of this page, with 0 for each gap."""
        near = sorted({1, self.last, *range(max(1, self.number - 1), min(self.last, self.number + 1) + 1)})
        return tuple(_with_gaps(near))


def pages(*, found: int, wanted: int, upto: int = 0, length: int = PAGE_LENGTH) -> Pages:
    """The page to show of `found` things: the wanted one, or the nearest that exists, and the pages up to `upto`."""
    last = max(1, -(-found // length))
    number = min(max(1, wanted), last)
    return Pages(number, last, min(max(number, upto), last, number + MOST_PAGES - 1))


def _with_gaps(numbers: Iterable[int]) -> Iterator[int]:
    before = 0
    for number in numbers:
        if number - before > 1:
            yield 0
        yield number
        before = number


def is_low(stock: int) -> bool:
    """Whether the page says how many pieces are left."""
    return 0 < stock <= LOW_STOCK
