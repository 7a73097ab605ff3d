"""A foot in a picture: error, refusals and time on 500 rendered pictures whose truth is known.

The pictures are rendered, not taken; a telephone's will be worse. Every fifth has the heel at the wall. Sixty more show
a white sheet on a white floor, where more may be refused and none may be answered worse.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from bench.foot_pictures import hard, pictures
from bench.foot_pictures.pictures import Taken
from bench.measuring import Claim
from kindr.shop.measuring.rules.foot_photo.measuring import measure
from kindr.shop.measuring.rules.foot_photo.terms import Paper, Refused, Way

scale = True
PICTURES, FIRST_SEED = 500, 7_000_000
"""The seeds of development and of the tests are others."""
WALL_EVERY = 5
WHITE, WHITE_FLOORS, REFUSED_ON_WHITE = 30, ("white floor", "white tiles"), 0.25
"""So many pictures of each floor that is as white as the paper."""
MEDIAN_MM, P95_MM, WORST_MM, REFUSED, SECONDS = 1.0, 3.0, 8.0, 0.10, 1.5


@dataclass
class Seen:
    """What came of many pictures: errors in mm by way, reasons of refusals, seconds."""

    errors: dict[str, list[float]] = field(default_factory=lambda: {"traced": [], "wall": []})
    refused: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    unsure: int = 0

    def look(self, taken: Taken) -> None:
        """Measures a picture."""
        start = time.process_time()
        try:
            found = measure(taken.content, paper=Paper(taken.paper), way=Way(taken.way))
        except Refused as refusal:
            self.refused[refusal.reason.value] += 1
        else:
            self.errors[taken.way].append(abs(found.length - taken.length))
            self.unsure += found.is_unsure
        self.seconds.append(time.process_time() - start)

    @property
    def refused_share(self) -> float:
        """How many of all pictures gave no number."""
        return sum(self.refused.values()) / len(self.seconds)

    @property
    def told(self) -> str:
        """How many pictures there were, why some were refused, and how many were doubtful."""
        reasons = ", ".join(f"{reason} {count}" for reason, count in self.refused.most_common()) or "none"
        return f"{len(self.seconds)} ({reasons}; {self.unsure} asked for a second)"


def claims() -> Iterator[Claim]:
    """All of it on pictures that nobody looked at while the recogniser was written."""
    seen = Seen()
    for seed in range(FIRST_SEED, FIRST_SEED + PICTURES):
        seen.look(pictures.picture(seed, way="traced" if seed % WALL_EVERY else "wall"))
    for way, errors in seen.errors.items():
        middle, high = statistics.median(errors), float(np.percentile(errors, 95))
        yield _claim(f"foot by picture, {way}: median error of {len(errors)} answers", middle, MEDIAN_MM)
        yield _claim(f"foot by picture, {way}: error of 95 in 100", high, P95_MM)
    worst = max(max(errors) for errors in seen.errors.values())
    yield _claim("foot by picture: the worst answer that was given", worst, WORST_MM)
    yield _claim(f"foot by picture: refused of {seen.told}", seen.refused_share, REFUSED, "")
    slowest = float(np.percentile(seen.seconds, 99))
    yield _claim("foot by picture: a processor's seconds for 99 in 100 pictures", slowest, SECONDS, "s")
    yield from _on_white()


def _on_white() -> Iterator[Claim]:
    """Where the sheet hardly differs from what it lies on."""
    seen = Seen()
    for kind in WHITE_FLOORS:
        for seed in range(FIRST_SEED, FIRST_SEED + WHITE):
            seen.look(hard.hard(kind, seed))
    errors = seen.errors["traced"]
    yield _claim(
        f"white sheet, white floor: median error of {len(errors)} answers", statistics.median(errors), MEDIAN_MM
    )
    yield _claim("white sheet, white floor: error of 95 in 100", float(np.percentile(errors, 95)), P95_MM)
    yield _claim("white sheet, white floor: the worst answer that was given", max(errors), WORST_MM)
    yield _claim(f"white sheet, white floor: refused of {seen.told}", seen.refused_share, REFUSED_ON_WHITE, "")


def _claim(what: str, value: float, most: float, unit: str = "mm") -> Claim:
    return Claim(what, value, unit, most, value / most, 1.0)
