"""Pages of a long list; pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kindr.privacy.rights.statements import Opening

PER_PAGE = 40


@dataclass(frozen=True)
class Pages:
    """Where one is in a long list, as `components/page_links.html` draws it."""

    number: int
    last: int

    @property
    def before(self) -> int | None:
        """The page before this one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after this one."""
        return self.number + 1 if self.number < self.last else None

    @property
    def shown(self) -> list[int]:
        """The page numbers that are drawn; 0 is a gap."""
        near = {1, self.last, *range(max(1, self.number - 1), min(self.last, self.number + 1) + 1)}
        drawn: list[int] = []
        for number in sorted(near):
            if drawn and number > drawn[-1] + 1:
                drawn.append(0)
            drawn.append(number)
        return drawn


def page_of(openings: Sequence[Opening], page: str) -> tuple[Sequence[Opening], Pages]:
    """One page of a list, and where it lies; whatever is no page number is the first."""
    last = max(1, -(-len(openings) // PER_PAGE))
    number = min(max(int(page) if page.isascii() and page.isdigit() and len(page) < 9 else 1, 1), last)
    return openings[(number - 1) * PER_PAGE : number * PER_PAGE], Pages(number, last)
