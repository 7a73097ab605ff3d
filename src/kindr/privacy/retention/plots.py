"""What ends in the coming weeks, as bars; pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 390, 96
GAP = 0.18


@dataclass(frozen=True)
class Bar:
    """One week: its first day, and where its bar stands."""

    day: date
    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Plot:
    """Bars of weeks, the coming one at the left."""

    bars: tuple[Bar, ...]
    most: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def total(self) -> int:
        """Everything together."""
        return sum(bar.number for bar in self.bars)


def by_week(days: Sequence[tuple[date, int]]) -> Plot:
    """The bars of some days, seven together; one that is not zero is always to be seen."""
    weeks = [days[first : first + 7] for first in range(0, len(days), 7)]
    numbers = [sum(number for _day, number in week) for week in weeks]
    most, step = max(numbers, default=0), WIDTH / max(1, len(weeks))
    bars = []
    for place, (week, number) in enumerate(zip(weeks, numbers, strict=True)):
        tall = max(3.0, round(number / most * HEIGHT, 1)) if number else 0.5
        x = round(place * step + step * GAP / 2, 1)
        bars.append(Bar(week[0][0], number, x, HEIGHT - tall, round(step * (1 - GAP), 1), tall))
    return Plot(tuple(bars), most)
