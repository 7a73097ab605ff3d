"""A basket as its page and the checkout show it, at the prices and with the stock of this moment."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from kindr.base.money import Rupiah
from kindr.shop.catalog.queries import OtherSize, VariantLine, sizes_beside, variant_lines
from kindr.shop.checkout.models import Basket, BasketLine
from kindr.shop.checkout.rules import MOST_PER_LINE, basket_id_of
from kindr.shop.orders.queries import delivery_choices, missing_for_free_delivery

IN_JABODETABEK = "31"
"""The code of Jakarta, which stands for the nearer zone."""


@dataclass(frozen=True)
class BasketLineShown:
    """One line with what can be done about it."""

    garment: VariantLine
    pieces: int
    sizes: Sequence[OtherSize]
    """The other sizes of the same garment in the same colour."""

    @property
    def sum(self) -> Rupiah:
        """What the line costs."""
        return self.garment.price * self.pieces

    @property
    def is_sold_out(self) -> bool:
        """True when none is left."""
        return self.garment.stock < 1

    @property
    def is_short(self) -> bool:
        """True when fewer are left than wanted."""
        return self.garment.stock < self.pieces

    @property
    def most(self) -> int:
        """The most pieces that can be chosen."""
        return max(1, min(self.garment.stock, MOST_PER_LINE))


@dataclass(frozen=True)
class BasketPage:
    """A whole basket; `placed` counts the orders it has become."""

    is_known: bool
    placed: int
    lines: tuple[BasketLineShown, ...]

    @property
    def goods(self) -> Rupiah:
        """What the garments cost, delivery left out."""
        return sum((line.sum for line in self.lines), Rupiah(0))

    @property
    def pieces(self) -> int:
        """How many garments."""
        return sum(line.pieces for line in self.lines)

    @property
    def is_short(self) -> bool:
        """True when at least one line asks for more than there is."""
        return any(line.is_short for line in self.lines)

    @property
    def missing_for_free_delivery(self) -> Rupiah:
        """How much more makes REGULAR free; zero when it is."""
        return missing_for_free_delivery(self.goods)

    @property
    def least_delivery(self) -> Rupiah:
        """What delivery costs at least: REGULAR to Jabodetabek."""
        return delivery_choices(area_code=IN_JABODETABEK, goods=self.goods)[0].price

    @property
    def free_from(self) -> Rupiah:
        """From which sum on REGULAR is free."""
        return self.goods + self.missing_for_free_delivery

    @property
    def wanted(self) -> dict[int, int]:
        """Variant -> pieces, as an order takes them."""
        return {line.garment.variant_id: line.pieces for line in self.lines}

    @property
    def priced(self) -> list[tuple[Rupiah, int]]:
        """Price of a piece and pieces of each line."""
        return [(line.garment.price, line.pieces) for line in self.lines]


NO_BASKET = BasketPage(False, 0, ())


def basket_page(token: uuid.UUID | None, *, language: str, with_sizes: bool = False) -> BasketPage:
    """The basket of this token, an empty one when there is none. Three queries, one more with other sizes."""
    basket = Basket.objects.filter(pk=basket_id_of(token)).first() if token else None
    if basket is None:
        return NO_BASKET
    wanted = dict(BasketLine.objects.filter(basket=basket).order_by("id").values_list("variant", "pieces"))
    known = variant_lines(wanted, language=language) if wanted else {}
    others = sizes_beside(list(known)) if with_sizes and known else {}
    lines = tuple(
        BasketLineShown(known[variant], pieces, others.get(variant, ()))
        for variant, pieces in wanted.items()
        if variant in known
    )
    return BasketPage(True, basket.placed, lines)
