"""One garment in a list: what its card says for as long as an edition lasts, and what is left of it now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Max, Min, Q

from kindr.base.money import Rupiah
from kindr.shop.catalog import rules
from kindr.shop.catalog.models import Product, Variant
from kindr.shop.catalog.pictures import design_mark, picture_path, swatch_url
from kindr.shop.catalog.queries.language import said
from kindr.shop.catalog.queries.stock import left_of
from kindr.shop.catalog.queries.tailoring import tailored
from kindr.shop.catalog.rules import Filters, Tailored

SLIM = ("pk", "slug", "title_id", "title_en", "design", "kind", "cut", "chart_id")
"""What a card needs of a product."""


@dataclass(frozen=True)
class Swatch:
    """A colour that a garment comes in."""

    key: str
    name: str
    hex: str
    picture: str


@dataclass(frozen=True, eq=False)
class Card:
    """One garment in a list. `front` and `back` are picture paths in the first colour that fits the filters.

    The same garment with the same pieces left is the same object (`card_of`), so cards are compared by identity.
    """

    number: int
    slug: str
    title: str
    tailored: Tailored
    price_from: Rupiah
    has_prices: bool
    colour: str
    front: str
    back: str
    swatches: tuple[Swatch, ...]
    sizes: str
    left: int

    @property
    def is_sold_out(self) -> bool:
        """Whether no variant that fits the filters is left."""
        return self.left == 0

    @property
    def is_low(self) -> bool:
        """Whether the card says how many are left."""
        return rules.is_low(self.left)


@dataclass(frozen=True)
class _Dyed:
    """One product in one colour; `low` and `high` are the prices of the sizes asked for only."""

    swatch: Swatch
    family: str
    low: int | None
    high: int | None
    small: int
    large: int


@dataclass(frozen=True, eq=False)
class Made:
    """What a card says whatever is left: all of it is kept for an edition of the catalogue, one object each."""

    product: int
    slug: str
    title: str
    tailored: Tailored
    mark: str
    dyed: tuple[_Dyed, ...]
    sizes: str


def cards(garments: Sequence[Made], filters: Filters) -> tuple[Card, ...]:
    """The cards of these garments, in their order, with the stock of this moment. One query."""
    left = left_of([made.product for made in garments], sizes=filters.heights)
    return tuple(card_of(made, left, filters) for made in garments)


def card_of(made: Made, left: Mapping[tuple[int, str], int], filters: Filters) -> Card:
    """The card of one garment; `left` are the pieces of each product and colour."""
    return _card(made, tuple(left.get((made.product, each.swatch.key), 0) for each in made.dyed), filters)


@lru_cache(maxsize=5000)
def _card(made: Made, left: tuple[int, ...], filters: Filters) -> Card:
    counted = dict(zip((each.swatch.key for each in made.dyed), left, strict=True))
    fitting = [each for each in made.dyed if each.low and _has_colour(each, filters)] or made.dyed
    pieces = {each.swatch.key: counted[each.swatch.key] for each in fitting}
    # A colour that can still be bought makes the better picture.
    shown = next((key for key, number in pieces.items() if number), fitting[0].swatch.key)
    low = min(each.low or 0 for each in fitting)
    return Card(
        number=made.product,
        slug=made.slug,
        title=made.title,
        tailored=made.tailored,
        price_from=Rupiah(low),
        has_prices=max(each.high or 0 for each in fitting) > low,
        colour=shown,
        front=picture_path(made.slug, shown, "front", mark=made.mark),
        back=picture_path(made.slug, shown, "back", mark=made.mark),
        swatches=tuple(each.swatch for each in made.dyed),
        sizes=made.sizes,
        left=sum(pieces.values()),
    )


def _has_colour(each: _Dyed, filters: Filters) -> bool:
    if not (filters.families or filters.shades):
        return True
    return each.family in filters.families or each.swatch.key in filters.shades


def made_of(rows: Iterable[Product], filters: Filters, language: str) -> tuple[Made, ...]:
    """What the cards of these products say in one language; those without a variant are left out. Two queries."""
    products = list(rows)
    dyed = defaultdict(list)
    for product, each in _dyed(products, filters, language):
        dyed[product].append(each)
    return tuple(
        Made(
            product=product.pk,
            slug=product.slug,
            title=said(product, "title", language),
            tailored=tailored(product),
            mark=design_mark(product.design),
            dyed=tuple(colours),
            sizes=rules.runs_of_sizes({min(each.small for each in colours), max(each.large for each in colours)}),
        )
        for product in products
        if (colours := dyed[product.pk])
    )


def _dyed(products: Sequence[Product], filters: Filters, language: str) -> Iterator[tuple[int, _Dyed]]:
    asked = Q(size__in=filters.heights) if filters.heights else Q()
    if filters.price_from is not None:
        asked &= Q(price__gte=filters.price_from)
    if filters.price_to is not None:
        asked &= Q(price__lte=filters.price_to)
    name = "colour__name_en" if language == "en" else "colour__name_id"
    # Added up in the database: six rows a card would be fetched otherwise for every one that is needed.
    rows = (
        Variant.objects.filter(product__in=[product.pk for product in products])
        .order_by("colour__position")
        .values_list("product_id", "colour_id", name, "colour__hex", "colour__family")
        .annotate(low=Min("price", filter=asked), high=Max("price", filter=asked), small=Min("size"), large=Max("size"))
    )
    for product, key, called, dye, family, *sums in rows:
        yield product, _Dyed(Swatch(key, called, dye, swatch_url(key)), family, *sums)
