"""How a garment is made to be worn: what kind it is, how close it sits, and by whose chart its sizes are named."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kindr.shop.catalog.rules.sizes import HEIGHTS, SHOES, SIZE_CHART, SizeRow
from kindr.shop.catalog.rules.wearing import Part, part_of


class Kind(enum.StrEnum):
    """Goods that ask the same of a body."""

    TOPS = "tops"
    BOTTOMS = "bottoms"
    SHORTS = "shorts"
    """Shorts and skirts: they end above the ankle, so that the inner leg does not matter."""
    WHOLE = "whole"
    SHOES = "shoes"
    UNSIZED = "unsized"
    """Toys and whatever else fits everybody."""


class Cut(enum.StrEnum):
    """How close a garment sits."""

    SLIM = "slim"
    REGULAR = "regular"
    ROOMY = "roomy"


@dataclass(frozen=True)
class Tailored:
    """Everything about a garment that decides who fits into it; `chart` is the key of its own chart, "" for ours."""

    kind: Kind = Kind.TOPS
    cut: Cut = Cut.REGULAR
    chart: str = ""

    @property
    def has_sizes(self) -> bool:
        """Whether there is anything to ask about a size."""
        return self.kind is not Kind.UNSIZED


KINDS_OF_PARTS = {
    Part.TOP: Kind.TOPS,
    Part.LAYER: Kind.TOPS,
    Part.BOTTOM: Kind.BOTTOMS,
    Part.WHOLE: Kind.WHOLE,
    Part.NIGHT: Kind.WHOLE,
    Part.BABY: Kind.WHOLE,
}
ENDS_ABOVE_THE_ANKLE = ("shorts", "skirt")
MEASURES = ("height", "chest", "waist", "hip", "inseam", "arm")
"""What a chart may name for a size, in cm; the height is that of the tallest child that it still fits."""


class WrongChart(ValueError):
    """A chart that names a size or a measure we do not know, or that does not rise with the sizes."""


def kind_of(silhouette: str) -> Kind:
    """The kind of garment that a drawing shows; a top where that is not known."""
    if silhouette == "shoes":
        return Kind.SHOES
    if silhouette in ENDS_ABOVE_THE_ANKLE:
        return Kind.SHORTS
    part = part_of(silhouette)
    return KINDS_OF_PARTS[part] if part else Kind.TOPS


def kind_of_size(size: int) -> Kind:
    """The kind of something of which only the size is known any more: shoes have sizes that are no heights."""
    if size in SHOES:
        return Kind.SHOES
    return Kind.TOPS if size in SIZE_CHART else Kind.UNSIZED


def sizes_of_kind(kind: Kind) -> tuple[int, ...]:
    """What goods of a kind can be made in: EU sizes of shoes, or heights."""
    return tuple(SHOES) if kind is Kind.SHOES else HEIGHTS


def own_chart(rows: Mapping[str, Mapping[str, float]]) -> tuple[SizeRow, ...]:
    """The shop's chart with what another maker measures differently; raises WrongChart."""
    if unknown := set(rows) - {str(size) for size in SIZE_CHART}:
        raise WrongChart(f"There is no size {min(unknown)}.")
    chart = tuple(_own(row, rows.get(str(row.height), {})) for row in SIZE_CHART.values())
    for name in MEASURES:
        values = [row.tallest if name == "height" else getattr(row, name) for row in chart]
        if values != sorted(values):
            raise WrongChart(f"A larger size has less {name} than a smaller one.")
    return chart


def _own(row: SizeRow, said: Mapping[str, float]) -> SizeRow:
    if unknown := set(said) - set(MEASURES):
        raise WrongChart(f"There is no measure {min(unknown)}.")
    values = {name: float(value) for name, value in said.items()}
    reaches = values.pop("height", None)
    return replace(row, reaches=reaches, **values)  # type: ignore[arg-type]  # only lengths are named here
