"""Bars for numbers over time, as places in a drawing; the template draws them and puts the numbers beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Bar:
    """One bar: where it stands and how tall it is, in the units of the drawing."""

    day: date
    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Plot:
    """A drawing of bars, the newest at the right."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    most: int

    @property
    def total(self) -> int:
        """All of the numbers together."""
        return sum(bar.number for bar in self.bars)


def plot(numbers: Sequence[tuple[date, int]], *, width: int = 280, height: int = 64) -> Plot:
    """The bars of some numbers; one that is not zero is always to be seen."""
    most = max((number for _, number in numbers), default=0)
    step = width / max(1, len(numbers))
    bars = []
    for place, (day, number) in enumerate(numbers):
        tall = max(2.0, round(number / most * height, 1)) if number else 0.5
        bars.append(Bar(day, number, round(place * step + step * 0.12, 1), height - tall, round(step * 0.76, 1), tall))
    return Plot(tuple(bars), width, height, most)
