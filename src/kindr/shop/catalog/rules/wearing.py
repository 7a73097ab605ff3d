"""What is worn together: the parts of an outfit, and which of the garments at hand goes best with one."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class Part(enum.StrEnum):
    """Where on a child a garment is worn."""

    TOP = "top"
    BOTTOM = "bottom"
    LAYER = "layer"
    WHOLE = "whole"
    NIGHT = "night"
    BABY = "baby"


PARTS = {
    Part.TOP: ("tee", "polo", "shirt"),
    Part.BOTTOM: ("trousers", "shorts", "leggings", "skirt"),
    Part.LAYER: ("hoodie", "jacket", "cardigan"),
    Part.WHOLE: ("dress", "dungarees"),
    Part.NIGHT: ("pyjamas",),
    Part.BABY: ("bodysuit", "sleepsuit", "romper"),
}
"""The silhouettes of each part."""
BESIDE = {
    Part.TOP: (Part.BOTTOM, Part.LAYER),
    Part.BOTTOM: (Part.TOP, Part.LAYER),
    Part.LAYER: (Part.TOP, Part.BOTTOM),
    Part.WHOLE: (Part.LAYER, Part.TOP),
    Part.NIGHT: (Part.LAYER,),
    Part.BABY: (Part.LAYER, Part.BABY),
}
"""What completes each part."""


def part_of(silhouette: str) -> Part | None:
    """The part that a silhouette is worn as, None for one that is not known."""
    return next((part for part, silhouettes in PARTS.items() if silhouette in silhouettes), None)


@dataclass(frozen=True)
class Worn:
    """A garment as far as dressing goes."""

    product: int
    silhouette: str
    pattern: str
    sizes: frozenset[int]
    families: frozenset[str]


def outfit(garment: Worn, others: Iterable[Worn]) -> tuple[int, ...]:
    """The products that complete a garment, one for each part beside it; they must share a size with it."""
    part, near = part_of(garment.silhouette), tuple(others)
    if part is None:
        return ()
    best = (_best(garment, [each for each in near if part_of(each.silhouette) == wanted]) for wanted in BESIDE[part])
    return tuple(found for found in best if found is not None)


def _best(garment: Worn, candidates: Sequence[Worn]) -> int | None:
    fitting = [each for each in candidates if each.sizes & garment.sizes and each.product != garment.product]
    if not fitting:
        return None
    return max(fitting, key=lambda each: (_harmony(garment, each), -each.product)).product


def _harmony(one: Worn, other: Worn) -> float:
    # Two patterns quarrel, a shared colour binds, and the more sizes both come in the more children are dressed.
    calm = 2.0 if "plain" in (one.pattern, other.pattern) else 0.0
    shared = len(one.sizes & other.sizes) / len(one.sizes)
    return calm + shared + (0.5 if one.families & other.families else 0.0)
