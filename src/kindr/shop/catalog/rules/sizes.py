"""The size chart that pages and drawings share, and the ages that go with its heights and with shoes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class SizeRow:
    """The body that a size is cut for; every measure in centimetres."""

    height: int
    chest: float
    waist: float
    hip: float
    inseam: float
    arm: float
    from_months: int
    to_months: int
    foot: float | None = None
    """Of shoes the longest foot in cm that they fit."""
    reaches: float | None = None
    """Where a maker's chart says another height than the name of the size does."""

    @property
    def tallest(self) -> float:
        """How tall a child may be in it, in cm."""
        return float(self.height) if self.reaches is None else self.reaches


# Kindr's own growth curve, smoothed by hand over the six-centimetre steps; no published table is copied.
_CHART = (
    # height  chest waist  hip  inseam  arm  months
    (50, 38.0, 38.0, 39.0, 14.0, 16.0, 0, 0),
    (56, 40.5, 40.5, 41.5, 16.5, 18.0, 0, 2),
    (62, 43.0, 43.0, 44.0, 19.0, 20.0, 2, 4),
    (68, 45.0, 45.0, 46.5, 22.0, 22.0, 4, 6),
    (74, 47.0, 46.5, 48.5, 25.0, 24.5, 6, 9),
    (80, 49.0, 48.0, 50.5, 28.5, 27.0, 9, 12),
    (86, 51.0, 49.5, 52.5, 32.0, 29.0, 12, 18),
    (92, 53.0, 51.0, 54.5, 36.0, 31.5, 18, 24),
    (98, 54.5, 52.0, 56.5, 40.0, 33.5, 24, 36),
    (104, 56.0, 53.0, 58.5, 44.0, 36.0, 36, 48),
    (110, 58.0, 54.5, 61.0, 48.0, 38.0, 48, 60),
    (116, 60.0, 56.0, 63.5, 51.5, 40.5, 60, 72),
    (122, 62.5, 57.5, 66.0, 55.0, 43.0, 72, 84),
    (128, 65.0, 59.0, 69.0, 58.5, 45.0, 84, 96),
    (134, 67.5, 60.5, 72.0, 62.0, 47.5, 96, 108),
    (140, 70.0, 62.0, 75.0, 65.5, 49.5, 108, 120),
    (146, 73.0, 64.0, 78.5, 68.5, 52.0, 120, 132),
    (152, 76.5, 66.0, 82.0, 71.5, 54.0, 132, 144),
    (158, 80.0, 68.0, 86.0, 74.0, 56.5, 144, 156),
    (164, 84.0, 70.0, 90.0, 76.5, 58.5, 156, 168),
)
SIZE_CHART = {row[0]: SizeRow(*row) for row in _CHART}
"""Every size by its height in cm, 50 to 164 in steps of six, smallest first."""
HEIGHTS = tuple(SIZE_CHART)


class NoSuchSize(LookupError):
    """The shop has no size for that height."""


SHOES = range(16, 46)
"""EU sizes of shoes; none of them is a height."""
FOOT_OF_HEIGHT, TOE_ROOM_CM = 0.157, 1.2
"""A foot as a share of the height, and the room that its toes need."""


def size_row(height: int) -> SizeRow:
    """The row for a height in cm, or for the EU size of a shoe with a guess of the age. Raises NoSuchSize."""
    if height in SHOES:
        return _shoe(height)
    try:
        return SIZE_CHART[height]
    except KeyError:
        raise NoSuchSize(f"There is no size {height}.") from None


def _shoe(size: int) -> SizeRow:
    row, foot = wearer(size), shoe_length(size) - TOE_ROOM_CM
    return SizeRow(size, 0.0, 0.0, 0.0, 0.0, 0.0, row.from_months, row.to_months, foot=round(foot, 1))


def shoe_length(size: float) -> float:
    """The inner length in cm of the shoe of an EU size, or of somebody so many cm tall."""
    return size * 2 / 3 if size in SHOES else size * FOOT_OF_HEIGHT + TOE_ROOM_CM


def wearer(size: int) -> SizeRow:
    """The body that wears a size; of shoes the usual one with such a foot. Raises NoSuchSize."""
    if size not in SHOES:
        return size_row(size)
    return SIZE_CHART[size_for_height(_height_in(size)) or HEIGHTS[-1]]


def _height_in(shoe: int) -> float:
    """How tall somebody in the shoe of an EU size usually is, in cm."""
    return (shoe_length(shoe) - TOE_ROOM_CM) / FOOT_OF_HEIGHT


def is_size(size: int) -> bool:
    """Whether anything can be made in a size."""
    return size in SIZE_CHART or size in SHOES


def size_for_height(height_cm: float) -> int | None:
    """The smallest size a child of that height still fits, or None for a child taller than all sizes."""
    return next((height for height in HEIGHTS if height_cm <= height), None)


_HEIGHTS_OF_AGES = {
    "0-6": (50, 56, 62, 68),
    "6-12": (74, 80),
    "12-24": (86, 92),
    "24-48": (98, 104),
    "48-72": (110, 116),
    "72-96": (122, 128),
    "96-120": (134, 140),
    "120-144": (146, 152),
    "144-168": (158, 164),
}


def _with_shoes(heights: tuple[int, ...]) -> tuple[int, ...]:
    return (*heights, *(shoe for shoe in SHOES if size_for_height(_height_in(shoe)) in heights))


AGES = {age: _with_shoes(heights) for age, heights in _HEIGHTS_OF_AGES.items()}
"""Ages in months with the sizes that usually fit: two heights that grow into one another are one choice, and after them
the shoes for the usual foot. Which shoe a child needs says the foot; this is where a parent begins to look."""


def sizes_of_months(first: int, last: int) -> frozenset[int]:
    """The sizes that usually fit at some time between two ages, both in months."""
    heights = tuple(row.height for row in SIZE_CHART.values() if row.from_months < last and first < row.to_months)
    return frozenset(_with_shoes(heights))


def runs_of_sizes(sizes: Iterable[int]) -> str:
    """The sizes of a product in short, as on a label: `92–128`."""
    known = sorted(sizes)
    if not known:
        return ""
    return str(known[0]) if len(known) == 1 else f"{known[0]}–{known[-1]}"
