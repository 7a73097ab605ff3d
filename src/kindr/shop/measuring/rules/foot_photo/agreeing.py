"""What two pictures of one foot say together."""

from __future__ import annotations

from dataclasses import dataclass

from kindr.shop.measuring.rules.foot_photo.terms import Found

ALIKE_MM = 3.0
"""Two pictures further apart than this do not speak of one outline."""


@dataclass(frozen=True)
class Together:
    """A length in mm with its deviation, and whether to believe it."""

    length: float
    spread: float
    is_apart: bool
    is_unsure: bool


def together(found: Found, earlier: float | None) -> Together:
    """The mean of two that agree. The hand and the pen are the same in both, so their errors are not halved."""
    if earlier is None:
        return Together(found.length, found.spread, is_apart=False, is_unsure=found.is_unsure)
    if abs(found.length - earlier) > ALIKE_MM:
        return Together(found.length, found.spread, is_apart=True, is_unsure=True)
    return Together(round((found.length + earlier) / 2, 1), found.spread, is_apart=False, is_unsure=False)
