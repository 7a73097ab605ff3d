"""Garments as intervals: the most of a body that each size of a chart still fits, with the ease it is cut with."""

from __future__ import annotations

from functools import lru_cache

from kindr.shop.catalog.queries import Cut, Kind, SizeRow, Tailored
from kindr.shop.measuring.rules.body import Dimension
from kindr.shop.measuring.rules.sizing import Garment

FORGIVES = {
    Kind.TOPS: {Dimension.CHEST: 5.0},
    Kind.BOTTOMS: {Dimension.WAIST: 5.0, Dimension.HIP: 5.0, Dimension.INSEAM: 2.0},
    Kind.SHORTS: {Dimension.WAIST: 5.0, Dimension.HIP: 5.0},
    Kind.WHOLE: {Dimension.CHEST: 5.0, Dimension.HIP: 5.0},
}
"""How much more than the chart's body a garment still fits, in cm: about half of the ease it is cut with."""
OF_CUT = {Cut.SLIM: 0.4, Cut.REGULAR: 1.0, Cut.ROOMY: 1.8}
"""How much of that is left where a garment sits closer or wider; legs are as long in every cut."""


@lru_cache(maxsize=256)
def cut_for(made: Tailored, chart: tuple[SizeRow, ...]) -> Garment:
    """The garment that a chart and a cut make, over all sizes of the chart, whether they are sewn or not."""
    limits = [(Dimension.HEIGHT, tuple(row.tallest for row in chart))]
    for dimension, spare in FORGIVES[made.kind].items():
        more = spare if dimension is Dimension.INSEAM else spare * OF_CUT[made.cut]
        limits.append((dimension, tuple(getattr(row, dimension.value) + more for row in chart)))
    return Garment(tuple(row.height for row in chart), tuple(limits))
