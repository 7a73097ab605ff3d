"""Openings by month and by whom, as bars of a drawing and as the rows of a table; pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kindr.base.clock import JAKARTA
from kindr.privacy.rights.filters import month_of
from kindr.privacy.rights.statements import Opening

OPENED = frozenset({"read", "disclose", "correct", "advise"})
"""What counts as an opening; taking in and erasing show nothing to anybody."""
MONTHS = 12
TONES = 6
"""How many colours there are; whoever comes after shares the last one."""
FLOOR, TOP, LEFT, STEP, THICK = 150, 14, 28, 31, 20
"""Where bars stand and end, where the first begins, and how far apart and thick they are."""


@dataclass(frozen=True)
class Block:
    """A piece of a bar."""

    tone: int
    y: float
    height: float


@dataclass(frozen=True)
class Bar:
    """One month."""

    first_day: date
    x: int
    counts: Sequence[int]
    """By whom, in the order of the plot's names."""
    blocks: Sequence[Block]

    thick = THICK

    @property
    def middle(self) -> int:
        """Where the name of the month stands."""
        return self.x + THICK // 2

    @property
    def total(self) -> int:
        """How many openings the month has."""
        return sum(self.counts)


@dataclass(frozen=True)
class Plot:
    """The last twelve months."""

    names: Sequence[tuple[int, str]]
    """Tone and name of each, who opened most first."""
    bars: Sequence[Bar]
    most: int

    floor, top, left = FLOOR, TOP, LEFT
    width, height = LEFT + MONTHS * STEP, FLOOR + 24

    @property
    def total(self) -> int:
        """How many openings the plot shows."""
        return sum(bar.total for bar in self.bars)


def opened_by_others(openings: Iterable[Opening]) -> list[Opening]:
    """The lines in which somebody else saw something."""
    return [one for one in openings if not one.is_own and not one.refused_by and one.verb in OPENED]


def plot_of(openings: Iterable[Opening], *, at: datetime) -> Plot:
    """Openings by others in the twelve months up to a moment."""
    months = last_months(at)
    counted = Counter((month_of(one.at), one.who) for one in opened_by_others(openings))
    totals = Counter[str]()
    for (month, who), count in counted.items():
        totals[who] += count if month in months else 0
    names = [who for who, count in totals.most_common() if count]
    most = max((sum(counted[month, who] for who in names) for month in months), default=0)
    bars = [_bar(index, month, names, counted, most=max(most, 1)) for index, month in enumerate(months)]
    return Plot([(min(tone, TONES - 1), who) for tone, who in enumerate(names)], bars, most)


def last_months(at: datetime) -> list[str]:
    """The twelve months up to a moment, oldest first."""
    here = at.astimezone(JAKARTA)
    number = here.year * 12 + here.month - 1
    return [f"{one // 12:04d}-{one % 12 + 1:02d}" for one in range(number - MONTHS + 1, number + 1)]


def _bar(index: int, month: str, names: Sequence[str], counted: Mapping[tuple[str, str], int], *, most: int) -> Bar:
    counts = [counted.get((month, who), 0) for who in names]
    blocks, y = list[Block](), float(FLOOR)
    for tone, count in enumerate(counts):
        height = round(count * (FLOOR - TOP) / most, 1)
        y = round(y - height, 1)
        if count:
            blocks.append(Block(min(tone, TONES - 1), y, height))
    return Bar(date.fromisoformat(f"{month}-01"), LEFT + index * STEP, counts, blocks)
