"""What can be said of a child from a month of birth and a height: age and size.

Pure functions. Whether a height is worth a question at an age is asked of the slice that measures, by a port.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import NamedTuple

SIZES = tuple(range(50, 165, 6))
"""The sizes of the shop: each is the height in cm that a garment is cut for."""
LEAST_CM, MOST_CM = 30, 200
MOST_CHILDREN = 8
OF_AGE = 18
MONTHS = 12
HALF_A_MONTH = 30.4375 / 2
"""In days."""

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_HEIGHT = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*(?:cm)?", re.IGNORECASE)


class NotAMonth(ValueError):
    """Not a month that a child of today can be born in."""


class NotAHeight(ValueError):
    """Not the height of a child in whole centimetres."""


class Month(NamedTuple):
    """A month of a year; months compare like the calendar."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def first_day(self) -> date:
        """The day that the month begins."""
        return date(self.year, self.month, 1)

    def months_until(self, day: date) -> int:
        """How many months lie between this one and that of a day; negative for a month to come."""
        return (day.year - self.year) * MONTHS + day.month - self.month

    def days_until(self, day: date) -> float:
        """How many days lie between the middle of this month and a day; none for a month to come."""
        return max(0.0, (day - self.first_day).days - HALF_A_MONTH)


def month_of(text: str) -> Month:
    """A month as it is kept; raises NotAMonth."""
    found = _MONTH.fullmatch(text)
    if not found:
        raise NotAMonth(text)
    return Month(int(found[1]), int(found[2]))


def check_birth_month(month: Month, *, today: date) -> Month:
    """The month, if somebody born in it is a child today; raises NotAMonth."""
    if month.months_until(today) < 0 or is_of_age(month, today=today):
        raise NotAMonth(str(month))
    return month


def of_age_from(born: Month) -> Month:
    """The month of the eighteenth birthday. The day is not known, so the whole month counts as after it."""
    return Month(born.year + OF_AGE, born.month)


def is_of_age(born: Month, *, today: date) -> bool:
    """Whether the month of the eighteenth birthday has begun."""
    return today >= of_age_from(born).first_day


def height_of(text: str) -> int:
    """A height as people write it (`122`, `122,5 cm`), in whole centimetres; raises NotAHeight."""
    found = _HEIGHT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found or not found[0].isascii():
        raise NotAHeight(text)
    rounded = int(found[1]) + (int(found[2].ljust(2, "0")) >= 50 if found[2] else 0)
    if not LEAST_CM <= rounded <= MOST_CM:
        raise NotAHeight(text)
    return rounded


def size_for(height: int) -> int | None:
    """The smallest size that is not too short for a height; None for whoever is taller than our largest."""
    return next((size for size in SIZES if size >= height), None)
