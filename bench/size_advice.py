"""What fits: the advice of one body for one garment and for a whole listing, beside the milliseconds promised."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

from bench.measuring import Claim
from kindr.shop.measuring import queries
from kindr.shop.measuring.queries import Measured
from kindr.shop.measuring.rules.body import Dimension
from kindr.shop.measuring.rules.errors import Method
from kindr.shop.measuring.rules.growth import Sex

TOLD = Measured(108.3, Method.WALL, age=1700.0, sex=Sex.GIRL, others={Dimension.CHEST: 56.0, Dimension.WEIGHT: 17.5})
UNKNOWN = Measured(108.3)
ROUNDS = 100
PROMISED_MS = 10.0
"""For the advice about one body, all kinds of garments and how long each size lasts."""


def claims() -> Iterator[Claim]:
    """A child of whom much is known, and one of whom only the height is."""
    for what, told in (("with age, sex, weight and chest", TOLD), ("by the height alone", UNKNOWN)):
        took = _milliseconds(lambda told=told: queries.advice(told))  # type: ignore[misc]
        yield Claim(
            f"size advice {what}: three kinds of garments and how long each size lasts",
            took, "ms", PROMISED_MS, took / PROMISED_MS, 1.0,
        )  # fmt: skip


def _milliseconds(work: Callable[[], object]) -> float:
    """The median of many runs; the first one reads the tables and is not counted."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)
