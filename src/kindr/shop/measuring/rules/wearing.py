"""Whether a garment that hangs in the closet fits still: from when its size will be, or was, too small."""

from __future__ import annotations

import enum

from kindr.shop.measuring.rules.outgrowing import Lasting

SOON_MONTHS = 3.0
"""Below this many months, as likely as not, it is time to look for the next size."""
TO_GROW_INTO_CM = 9.0
"""A size so much above the height hangs too loose: one and a half sizes."""


class Fits(enum.StrEnum):
    """How a garment stands to a child today."""

    LATER = "later"
    NOW = "now"
    SOON_OVER = "soon_over"
    OUTGROWN = "outgrown"


def fits(lasting: Lasting, *, is_loose: bool) -> Fits:
    """How a garment that lasts so long stands to a child; `is_loose` says that it hangs too wide today."""
    if lasting.is_over:
        return Fits.OUTGROWN
    if lasting.middle < SOON_MONTHS:
        return Fits.SOON_OVER
    return Fits.LATER if is_loose else Fits.NOW
