"""What a garment measures when it lies flat: the numbers that the drawing shows, for every size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kindr.shop.catalog.drawing import WrongDesign, flat, read_design
from kindr.shop.catalog.drawing.tape import centimetres

SAID = ("width", "waist", "length", "inseam")
"""The lengths that a page names, in this order."""


@dataclass(frozen=True)
class Lying:
    """A garment in one size, lying flat: lengths in cm in the order of the keys that all sizes have."""

    size: int
    lengths: tuple[int, ...]


def keys_of(design: Mapping[str, object]) -> tuple[str, ...]:
    """Which lengths a design has."""
    return tuple(_lengths(design, 110))


def lying(design: Mapping[str, object], sizes: Iterable[int]) -> tuple[Lying, ...]:
    """The lengths of every size; none for a design that cannot be drawn."""
    return tuple(Lying(size, tuple(found.values())) for size in sizes if (found := _lengths(design, size)))


def _lengths(design: Mapping[str, object], size: int) -> dict[str, int]:
    try:
        measures = flat(read_design(design), size=size).measures
    except WrongDesign:
        return {}
    known = {measure.key: centimetres(measure) for measure in measures}
    return {key: known[key] for key in SAID if key in known}
