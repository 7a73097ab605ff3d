"""A foot in a picture: error, refusals and time on 500 rendered pictures whose truth is known.

The pictures are rendered, not taken; a telephone's will be worse. Every fifth has the heel at the wall.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from bench.foot_pictures import pictures
from bench.measuring import Claim
from kindr.shop.measuring.rules.foot_photo.measuring import measure
from kindr.shop.measuring.rules.foot_photo.terms import Paper, Refused, Way

scale = True
PICTURES, FIRST_SEED = 500, 7_000_000
"""The seeds of development and of the tests are others."""
WALL_EVERY = 5
MEDIAN_MM, P95_MM, WORST_MM, REFUSED, SECONDS = 1.0, 3.0, 8.0, 0.10, 1.5


@dataclass
class Seen:
    """What came of many pictures: errors in mm by way, reasons of refusals, seconds."""

    errors: dict[str, list[float]] = field(default_factory=lambda: {"traced": [], "wall": []})
    refused: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    unsure: int = 0

    def look(self, seed: int) -> None:
        """Renders a picture and measures it."""
        taken = pictures.picture(seed, way="traced" if seed % WALL_EVERY else "wall")
        start = time.process_time()
        try:
            found = measure(taken.content, paper=Paper(taken.paper), way=Way(taken.way))
        except Refused as refusal:
            self.refused[refusal.reason.value] += 1
        else:
            self.errors[taken.way].append(abs(found.length - taken.length))
            self.unsure += found.is_unsure
        self.seconds.append(time.process_time() - start)


def claims() -> Iterator[Claim]:
    """All of it on pictures that nobody looked at while the recogniser was written."""
    seen = Seen()
    for seed in range(FIRST_SEED, FIRST_SEED + PICTURES):
        seen.look(seed)
    for way, errors in seen.errors.items():
        middle, high = statistics.median(errors), float(np.percentile(errors, 95))
        yield _claim(f"foot by picture, {way}: median error of {len(errors)} answers", middle, MEDIAN_MM)
        yield _claim(f"foot by picture, {way}: error of 95 in 100", high, P95_MM)
    worst = max(max(errors) for errors in seen.errors.values())
    yield _claim("foot by picture: the worst answer that was given", worst, WORST_MM)
    share = sum(seen.refused.values()) / PICTURES
    told = ", ".join(f"{reason} {count}" for reason, count in seen.refused.most_common()) or "none"
    what = f"foot by picture: refused of {PICTURES} ({told}; {seen.unsure} asked for a second)"
    yield _claim(what, share, REFUSED, "")
    slowest = float(np.percentile(seen.seconds, 99))
    yield _claim("foot by picture: a processor's seconds for 99 in 100 pictures", slowest, SECONDS, "s")


def _claim(what: str, value: float, most: float, unit: str = "mm") -> Claim:
    return Claim(what, value, unit, most, value / most, 1.0)
