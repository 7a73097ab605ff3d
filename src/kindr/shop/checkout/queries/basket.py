"""A basket as its page and the checkout show it, at the prices and with the stock of this moment."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from kindr.base.money import Rupiah
from kindr.shop.catalog.queries import OtherSize, VariantLine, chosen, variant_lines
from kindr.shop.checkout.models import Basket, BasketLine
from kindr.shop.checkout.rules import MOST_PER_LINE, basket_id_of
from kindr.shop.orders.queries import Service, Totals, delivery_choices, missing_for_free_delivery, totals_of

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

    @cached_property
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

    @cached_property
    def least(self) -> Totals:
        """What it costs at least, delivered: REGULAR to Jabodetabek."""
        return totals_of(self.priced, service=Service.REGULAR, area_code=IN_JABODETABEK)

    @property
    def wanted(self) -> dict[int, int]:
        """Variant -> pieces, as an order takes them."""
        return {line.garment.variant_id: line.pieces for line in self.lines}

    @property
    def priced(self) -> list[tuple[Rupiah, int]]:
        """Price of a piece and pieces of each line."""
        return [(line.garment.price, line.pieces) for line in self.lines]


def basket_page(token: uuid.UUID | None, *, language: str) -> BasketPage:
    """The basket of this token, an empty one when there is none. Two queries."""
    basket = _known(token)
    known = variant_lines(basket.wanted, language=language) if basket.wanted else {}
    lines = ((known[variant], pieces, ()) for variant, pieces in basket.wanted.items() if variant in known)
    return _page(basket, lines)


def basket_with_sizes(token: uuid.UUID | None, *, language: str, edition: uuid.UUID) -> BasketPage:
    """As `basket_page`, with the other sizes of each garment. Two queries when the edition knows the garments."""
    basket = _known(token)
    known = chosen(basket.wanted, language=language, edition=edition) if basket.wanted else {}
    found = ((known[variant], pieces) for variant, pieces in basket.wanted.items() if variant in known)
    return _page(basket, ((each.line, pieces, each.sizes) for each, pieces in found))


@dataclass(frozen=True)
class Removed:
    """A line that was taken out a moment ago, to be put back with one press."""

    garment: VariantLine
    pieces: int


def removed(text: str, *, language: str) -> Removed | None:
    """What `variant.pieces` names; None when the catalogue does not know it or it reads otherwise."""
    variant, _, pieces = text.partition(".")
    if not (variant.isdecimal() and pieces.isdecimal() and len(variant) < 11 and len(pieces) < 3):
        return None
    garment = variant_lines([int(variant)], language=language).get(int(variant))
    return Removed(garment, min(int(pieces), MOST_PER_LINE)) if garment and int(pieces) else None


# Written out, since putting it together takes longer than answering it; a basket without lines has one empty row.
STORED = f"""
SELECT basket.placed, line.variant, line.pieces FROM {Basket._meta.db_table} basket
LEFT JOIN {BasketLine._meta.db_table} line ON line.basket_id = basket.id WHERE basket.id = %s ORDER BY line.id
"""  # noqa: S608 -- the tables' names are constants


@dataclass(frozen=True)
class _Known:
    """What is stored of a basket."""

    is_known: bool
    placed: int
    wanted: Mapping[int, int]
    """Variant -> pieces, in the order in which they came."""


def _known(token: uuid.UUID | None) -> _Known:
    with connection.cursor() as cursor:
        cursor.execute(STORED, [basket_id_of(token) if token else None])
        rows = cursor.fetchall()
    wanted = {variant: pieces for _, variant, pieces in rows if variant is not None}
    return _Known(bool(rows), rows[0][0] if rows else 0, wanted)


def _page(basket: _Known, lines: Iterable[tuple[VariantLine, int, Sequence[OtherSize]]]) -> BasketPage:
    return BasketPage(basket.is_known, basket.placed, tuple(BasketLineShown(*line) for line in lines))
