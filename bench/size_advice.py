"""What fits: the advice of one body for one garment and for a whole listing, beside the milliseconds promised."""

from __future__ import annotations

import itertools
import statistics
import time
import uuid
from collections.abc import Callable, Iterator

from bench.measuring import Claim
from kindr.shop.catalog.queries import Charts, Cut, Kind, Tailored
from kindr.shop.catalog.rules import SIZE_CHART, own_chart
from kindr.shop.measuring import queries
from kindr.shop.measuring.queries import Measured, Sewn, Verdicts
from kindr.shop.measuring.rules.body import Dimension
from kindr.shop.measuring.rules.errors import Method
from kindr.shop.measuring.rules.growth import Sex

TOLD = Measured(108.3, Method.WALL, age=1700.0, sex=Sex.GIRL, others={Dimension.CHEST: 56.0, Dimension.WEIGHT: 17.5})
UNKNOWN = Measured(108.3)
ROUNDS = 100
PROMISED_MS, PROMISED_OF_A_LIST_MS = 10.0, 40.0
"""For the advice about one body and one garment, and for a listing of 48 garments."""
LISTED = 48
JUDGED = 1500
"""So many products of a shop turned out otherwise than their charts say, each by counts of its own."""
WORN = (Kind.TOPS, Kind.BOTTOMS, Kind.SHORTS, Kind.WHOLE)
SIZES = tuple(SIZE_CHART)
CHARTS: Charts = {
    "": tuple(SIZE_CHART.values()),
    "small": own_chart({str(size): {"height": size - 2, "chest": row.chest - 1.5} for size, row in SIZE_CHART.items()}),
}
WAYS = tuple(Tailored(kind, cut, chart) for kind, cut, chart in itertools.product(WORN, Cut, CHARTS))
LIST = tuple((made, number / 20 - 1) for number, made in enumerate(itertools.islice(itertools.cycle(WAYS), LISTED)))
"""Every garment turned out in a way of its own, so that nothing is worked out once for two of them."""

TURNED_OUT = {
    number: (made, Verdicts(number * 7 % 97, number % 13, number * 5 % 89).bias_cm)
    for number, made in enumerate(itertools.islice(itertools.cycle(WAYS), JUDGED))
}


def claims() -> Iterator[Claim]:
    """A child of whom much is known, and one of whom only the height is."""
    for what, told in (("with age, sex, weight and chest", TOLD), ("by the height alone", UNKNOWN)):
        yield _claim(f"size advice {what}: three kinds of garments and how long each size lasts",
                     lambda told=told: queries.advice(told), PROMISED_MS)  # type: ignore[misc]  # fmt: skip
        yield _claim(f"size advice {what}: one garment by its own chart, and how long it lasts",
                     lambda told=told: one_garment(told), PROMISED_MS)  # type: ignore[misc]  # fmt: skip
        yield _claim(f"size advice {what}: a listing of {LISTED} garments, cut in {len(WAYS)} ways",
                     lambda told=told: listing(told), PROMISED_OF_A_LIST_MS)  # type: ignore[misc]  # fmt: skip
        yield _claim(f"size advice {what}: a list narrowed to what fits, {JUDGED} garments turned out otherwise",
                     lambda told=told: narrowing(told), PROMISED_OF_A_LIST_MS)  # type: ignore[misc]  # fmt: skip


def one_garment(told: Measured) -> object:
    """From what was told to the answer about one garment."""
    body = queries.believed(told)
    return body and queries.garment_advice(body, Sewn(WAYS[0], SIZES, SIZES), charts=CHARTS)


def listing(told: Measured) -> object:
    """From what was told to the size of every garment of a list."""
    body = queries.believed(told)
    return body and [queries.best_size(body, made, charts=CHARTS, bias_cm=bias) for made, bias in LIST]


def narrowing(told: Measured) -> object:
    """From what was told to everything of the shop that a child can wear, as a list is narrowed to it."""
    child = queries.FittedChild(uuid.UUID(int=0), "Noa", told, CHARTS)
    return queries.wearable(child, WAYS, TURNED_OUT)


def _claim(words: str, work: Callable[[], object], promised: float) -> Claim:
    took = _milliseconds(work)
    return Claim(words, took, "ms", promised, took / promised, 1.0)


def _milliseconds(work: Callable[[], object]) -> float:
    """The median of many runs; the first one reads the tables and is not counted."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)
