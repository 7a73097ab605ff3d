"""Measuring a foot in a picture: counted for its caller, looked at in memory, answered with a number (policy 2.7.4).

Neither the picture nor the number is kept here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from kindr.shop.accounts import actions as accounts
from kindr.shop.measuring import apart
from kindr.shop.measuring.apart import Asked, Busy
from kindr.shop.measuring.rules.foot_photo import agreeing, drawing, plausible
from kindr.shop.measuring.rules.foot_photo.drawing import Drawn
from kindr.shop.measuring.rules.foot_photo.terms import Found, Reason, Refused


@dataclass(frozen=True)
class Child:
    """What a parent tells beside the picture, and the length in mm that an earlier picture gave."""

    height_cm: float | None = None
    age_years: int | None = None
    earlier: float | None = None


@dataclass(frozen=True)
class FootAnswer:
    """What a picture says, alone or together with the one before; `is_apart` when the two do not agree."""

    found: Found
    child: Child
    length: float
    give_or_take: int
    is_apart: bool
    is_unsure: bool

    @property
    def drawn(self) -> Drawn:
        """The sheet with the outline, to be confirmed."""
        return drawing.drawn(self.found)

    @property
    def in_cm(self) -> str:
        """The length as a parent would type it."""
        return f"{self.length / 10:.2f} cm"


def measure_foot(content: bytes, asked: Asked, child: Child, *, caller: str, at: datetime) -> FootAnswer:
    """The foot in a picture. Raises Refused, Busy and TooManyTries."""
    accounts.spend(accounts.PICTURES_OF_A_CALLER, caller, at=at)
    try:
        found = apart.foot_in(content, asked)
    except Busy:
        accounts.hand_back(accounts.PICTURES_OF_A_CALLER, caller)
        raise
    if not plausible.is_plausible(found.length, height_cm=child.height_cm, age_years=child.age_years):
        raise Refused(Reason.IMPLAUSIBLE)
    both = agreeing.together(found, child.earlier)
    return FootAnswer(
        found=found,
        child=child,
        length=both.length,
        give_or_take=max(1, ceil(2 * both.spread)),
        is_apart=both.is_apart,
        is_unsure=both.is_unsure,
    )
