"""Comparing two ways of doing the same thing: by turns, so that whatever else the computer does hits both alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Claim:
    """One line of the result: what is claimed, what was measured, beside what, and whether it holds.

    `ratio` is ours over the baseline, `target` the largest ratio allowed.
    """

    claim: str
    value: float
    unit: str
    baseline: float
    ratio: float
    target: float
    owed: str = ""
    """The decision that says why the target is not reached and where the rest of the time goes; it stays the target."""

    @property
    def met(self) -> bool:
        """Whether the measured ratio is within the target."""
        return self.ratio <= self.target


def by_turns(claim: str, ours: Work, baseline: Work, *, target: float, rounds: int = 200, warm_up: int = 20) -> Claim:
    """Wall time in milliseconds: medians of both, and the median of the ratios of neighbouring runs."""
    for _ in range(warm_up):
        ours()
        baseline()
    mine, theirs = [], []
    gc.collect()
    for number in range(rounds):
        # Whoever comes second finds warmer caches, so the order changes with every round.
        if number % 2:
            mine.append(_seconds(ours))
            theirs.append(_seconds(baseline))
        else:
            theirs.append(_seconds(baseline))
            mine.append(_seconds(ours))
    ratio = statistics.median(one / other for one, other in zip(mine, theirs, strict=True))
    return Claim(claim, statistics.median(mine) * 1000, "ms", statistics.median(theirs) * 1000, ratio, target)


def exactly(claim: str, count: int, expected: int, unit: str) -> Claim:
    """A number that must be what it is: no more, and no less."""
    ratio = count / expected if count >= expected else float("inf")
    return Claim(claim, count, unit, expected, ratio, 1)


def _seconds(work: Work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
