"""A plot of one measure over time: where the dots, the line and the ticks lie. No curve of other children is drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 400, 200
LEFT, RIGHT, TOP, FLOOR = 44, 392, 12, 168
STEPS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
MOST_TICKS = 5
LEAST_SPAN_DAYS = 30
ROOM = 84
"""How far apart the names of two days stand at least."""


@dataclass(frozen=True)
class Dot:
    """One value and where it lies."""

    x: float
    y: float
    day: date
    value: float


@dataclass(frozen=True)
class Tick:
    """A line across the plot and the value that it stands for."""

    y: float
    value: float


@dataclass(frozen=True)
class GrowthPlot:
    """Everything that the drawing needs; the oldest dot comes first."""

    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    named: tuple[Dot, ...]
    """The dots whose day is written below: the first, the last, and those between where there is room."""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    floor: int = FLOOR

    @property
    def line(self) -> str:
        """The way from dot to dot."""
        return "M" + " ".join(f"{dot.x:g} {dot.y:g}" for dot in self.dots)


def plot(points: Sequence[tuple[date, float]]) -> GrowthPlot | None:
    """The plot of some values; None where there are fewer than two days, which no line joins."""
    in_order = sorted(points)
    if len({day for day, _ in in_order}) < 2:
        return None
    values = [value for _, value in in_order]
    ticks = _ticks(min(values), max(values))
    low, high = ticks[0], ticks[-1]
    first, span = in_order[0][0], max(LEAST_SPAN_DAYS, (in_order[-1][0] - in_order[0][0]).days)

    def y(value: float) -> float:
        return round(FLOOR - (value - low) / (high - low) * (FLOOR - TOP), 1)

    dots = tuple(
        Dot(round(LEFT + 8 + (day - first).days / span * (RIGHT - LEFT - 16), 1), y(value), day, value)
        for day, value in in_order
    )
    return GrowthPlot(dots, tuple(Tick(y(value), value) for value in ticks), _named(dots))


def _ticks(least: float, most: float) -> list[float]:
    """Round values from below the least to above the most, few enough to be read."""
    step = next((step for step in STEPS if (most - least) / step <= MOST_TICKS - 2), STEPS[-1])
    low = math.floor(least / step)
    high = max(math.ceil(most / step), low + 1)
    return [number * step for number in range(low, high + 1)]


def _named(dots: tuple[Dot, ...]) -> tuple[Dot, ...]:
    named = [dots[0]]
    for dot in dots[1:-1]:
        if dot.x - named[-1].x >= ROOM and dots[-1].x - dot.x >= ROOM:
            named.append(dot)
    last = dots[-1]
    return (*named, last) if last.x - named[-1].x >= ROOM else tuple(named)
