"""What a list can be narrowed by, and what each choice means."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kindr.shop.catalog.rules.sizes import AGES

FABRICS = {
    "cotton": "katun",
    "organic": "organik",
    "linen": "linen",
    "denim": "denim",
    "knitted": "rajut",
    "fleece": "fleece",
    "stretch": "elastan",
    "recycled": "daur ulang",
}
"""What parents look for in a cloth, with the Indonesian word for it: a cloth may have several."""


class Sort(enum.StrEnum):
    """The orders a listing can be read in."""

    NEWEST = "newest"
    CHEAPEST = "cheapest"
    DEAREST = "dearest"
    NAME = "name"


class Wish(enum.StrEnum):
    """The kinds of wishes; choices within one kind add up, kinds narrow one another."""

    SIZE = "size"
    COLOUR = "colour"
    SHELF = "shelf"
    FABRIC = "fabric"
    PRICE = "price"
    STOCK = "stock"


@dataclass(frozen=True)
class Filters:
    """What a listing is narrowed to; empty sets narrow nothing. `ages` are keys of AGES, `shades` of colours."""

    sizes: frozenset[int] = frozenset()
    ages: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    shades: frozenset[str] = frozenset()
    shelves: frozenset[str] = frozenset()
    fabrics: frozenset[str] = frozenset()
    price_from: int | None = None
    price_to: int | None = None
    in_stock: bool = False
    sort: Sort = Sort.NEWEST

    @property
    def heights(self) -> frozenset[int]:
        """The sizes meant by sizes and ages together."""
        return self.sizes.union(*(AGES[age] for age in self.ages))

    @property
    def wishes(self) -> frozenset[Wish]:
        """The kinds of wishes that narrow."""
        said = {
            Wish.SIZE: self.sizes or self.ages,
            Wish.COLOUR: self.families or self.shades,
            Wish.SHELF: self.shelves,
            Wish.FABRIC: self.fabrics,
            Wish.PRICE: self.price_from is not None or self.price_to is not None,
            Wish.STOCK: self.in_stock,
        }
        return frozenset(wish for wish, value in said.items() if value)

    @property
    def is_narrow(self) -> bool:
        """Whether anything at all is filtered."""
        return bool(self.wishes)

    def without(self, wish: Wish) -> Filters:
        """The same wishes but for one kind."""
        nothing = Filters()
        dropped = {name: getattr(nothing, name) for name in _SAID_BY[wish]}
        return replace(self, **dropped)


_SAID_BY = {
    Wish.SIZE: ("sizes", "ages"),
    Wish.COLOUR: ("families", "shades"),
    Wish.SHELF: ("shelves",),
    Wish.FABRIC: ("fabrics",),
    Wish.PRICE: ("price_from", "price_to"),
    Wish.STOCK: ("in_stock",),
}


@dataclass(frozen=True)
class Good:
    """One variant as far as wishes go; the naive side that the database's counting is compared with."""

    product: int
    size: int
    shade: str
    family: str
    shelf: str
    cloth: str
    price: int
    stock: int


def fits(good: Good, filters: Filters, families_of_shades: Iterable[str] = ()) -> bool:
    """Whether a variant is what is wished for; `families_of_shades` are the families of the shades in the wishes.

    A shade narrows its own family: blue and indigo together mean indigo.
    """
    families = filters.families - set(families_of_shades)
    colour = not (filters.families or filters.shades) or good.shade in filters.shades or good.family in families
    cloth = good.cloth.lower()
    return (
        colour
        and (not filters.heights or good.size in filters.heights)
        and (not filters.shelves or good.shelf in filters.shelves)
        and (not filters.fabrics or any(FABRICS[each] in cloth for each in filters.fabrics))
        and (filters.price_from is None or filters.price_from <= good.price)
        and (filters.price_to is None or good.price <= filters.price_to)
        and (not filters.in_stock or good.stock > 0)
    )
