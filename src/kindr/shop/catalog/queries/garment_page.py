"""What the page of one garment is told."""

from __future__ import annotations

from dataclasses import dataclass

from kindr.base.money import Rupiah
from kindr.shop.catalog import rules
from kindr.shop.catalog.queries.cards import Card
from kindr.shop.catalog.queries.lying_flat import Lying
from kindr.shop.catalog.queries.sections import Section
from kindr.shop.catalog.rules import SizeRow, Tailored


@dataclass(frozen=True)
class ColourChoice:
    """A colour to choose; `has_size` is False when the size being looked at is sold out in it."""

    key: str
    name: str
    hex: str
    picture: str
    left: int
    is_chosen: bool
    has_size: bool


@dataclass(frozen=True)
class SizeChoice:
    """A size in the chosen colour. `elsewhere` names the colours that still have a size that is sold out here."""

    row: SizeRow
    variant_id: int
    price: Rupiah
    stock: int
    is_chosen: bool
    elsewhere: tuple[ColourChoice, ...]

    @property
    def most(self) -> int:
        """The most pieces that may be put into a basket at once."""
        return min(self.stock, rules.MOST_PER_LINE)

    @property
    def is_low(self) -> bool:
        """Whether the page says how many are left."""
        return rules.is_low(self.stock)


@dataclass(frozen=True)
class Variety:
    """One variant of any colour, for machines that read the page."""

    sku: str
    colour: str
    key: str
    size: int
    price: Rupiah
    picture: str
    is_in_stock: bool


@dataclass(frozen=True, eq=False)
class ProductPage:
    """Everything that the page of one garment shows; while nothing of it changes it is one object, kept as such."""

    number: int
    slug: str
    title: str
    description: str
    material: str
    origin: str
    care: str
    tailored: Tailored
    section: Section
    colours: tuple[ColourChoice, ...]
    colour: ColourChoice
    sizes: tuple[SizeChoice, ...]
    price_from: Rupiah
    price_to: Rupiah
    pictures: tuple[tuple[str, str], ...]
    """Pairs of view and path."""
    measured: int
    """The size whose measures are drawn."""
    similar: tuple[Card, ...]
    """Other garments of the same shelf."""
    look: tuple[Card, ...]
    """What completes it."""
    varieties: tuple[Variety, ...]
    lengths: tuple[str, ...]
    """Which lengths of the garment are known; `lying` has them for every size."""
    lying: tuple[Lying, ...]

    @property
    def left(self) -> int:
        """Pieces left in the chosen colour, all sizes together."""
        return sum(size.stock for size in self.sizes)

    @property
    def is_sold_out(self) -> bool:
        """Whether nothing is left of it in any colour."""
        return not any(colour.left for colour in self.colours)

    @property
    def chosen(self) -> SizeChoice | None:
        """The size that is being looked at, None while none is or where it is sold out."""
        return next((size for size in self.sizes if size.is_chosen), None)

    @property
    def size_rows(self) -> tuple[SizeRow, ...]:
        """The lines of the size chart that this garment is made in."""
        return tuple(size.row for size in self.sizes)
