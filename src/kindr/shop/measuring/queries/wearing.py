"""What of the clothes that were bought fits a child still: each by its size and by what buyers say of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from kindr.shop.measuring.queries.believing import Measured, believed
from kindr.shop.measuring.rules import outgrowing, wearing
from kindr.shop.measuring.rules.wearing import Fits


@dataclass(frozen=True)
class Wear:
    """How a garment stands to a child; `months` are those left, between which it is outgrown eight times in ten."""

    fits: Fits
    months: tuple[int, int]


def wear(measured: Measured, limits: Collection[float]) -> dict[float, Wear]:
    """For each height in cm up to which a garment fits, how it stands to the child; empty when nothing is known."""
    body = believed(measured)
    if body is None:
        return {}
    height = float(np.median(body.drawn.heights))
    lasting = {limit: outgrowing.lasting(body.height, body.drawn, limit) for limit in set(limits)}
    return {
        limit: Wear(wearing.fits(each, height=height, limit=limit), (round(each.soonest), round(each.latest)))
        for limit, each in lasting.items()
    }
