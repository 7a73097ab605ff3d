"""How the tree grew, as a line in a drawing; pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, TOP = 480, 110, 8


@dataclass(frozen=True)
class Growth:
    """The drawing: its line, and the numbers that it draws, oldest first."""

    path: str
    numbers: Sequence[tuple[date, int]]

    width, height = WIDTH, HEIGHT


def growth_of(numbers: Sequence[tuple[date, int]]) -> Growth:
    """The line through some days' numbers; one day alone has none."""
    most = max((number for _, number in numbers), default=0) or 1
    step = WIDTH / max(1, len(numbers) - 1)
    places = [(place * step, HEIGHT - number / most * (HEIGHT - TOP)) for place, (_, number) in enumerate(numbers)]
    return Growth("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places) if len(places) > 1 else "", numbers)
