"""Lists of garments: a shelf, the newest, similar ones; a constant number of queries each."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum

from kindr.base.money import Rupiah
from kindr.shop.catalog import rules
from kindr.shop.catalog.models import Product, Variant
from kindr.shop.catalog.pictures import design_mark, picture_path, swatch_url
from kindr.shop.catalog.queries.edition import current_edition, kept
from kindr.shop.catalog.queries.language import said
from kindr.shop.catalog.rules import Filters, Pages, Sort


@dataclass(frozen=True)
class Swatch:
    """A colour that a garment comes in."""

    key: str
    name: str
    hex: str
    picture: str


@dataclass(frozen=True)
class Card:
    """One garment in a list. `front` and `back` are picture paths in the first colour that fits the filters."""

    slug: str
    title: str
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
class Facets:
    """What a list can be narrowed by: the sizes and colour families that occur in it unnarrowed."""

    sizes: tuple[int, ...]
    families: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """One page of garments."""

    cards: tuple[Card, ...]
    found: int
    pages: Pages
    facets: Facets


def category_listing(
    slug: str, *, filters: Filters, page: int, language: str, edition: uuid.UUID | None = None
) -> Listing:
    """One page of a shelf. Five queries; one when the edition is given and knows this page of the shelf."""
    if filters.in_stock:
        return listing(_on_shelf(slug), filters=filters, page=page, language=language)
    shelf = _kept_stretch(edition or current_edition(), slug, filters, page, language)
    return _listing(shelf, filters)


def newest(*, count: int, language: str, edition: uuid.UUID | None = None) -> tuple[Card, ...]:
    """The latest garments. Three queries; one when the edition is given and known."""
    return cards(_kept_newest(edition or current_edition(), count, language), Filters())


def similar(slug: str, *, count: int, language: str, edition: uuid.UUID | None = None) -> tuple[Card, ...]:
    """Other garments of the same shelf, the newest first. Three queries; one when the edition is given and known."""
    return cards(_kept_similar(edition or current_edition(), slug, count, language), Filters())


def listing(products: QuerySet[Product], *, filters: Filters, page: int, language: str) -> Listing:
    """One page of any set of products. Five queries; a set that is already ordered keeps its order under NEWEST."""
    return _listing(_stretch(products, filters, page, language), filters)


def cards(garments: Sequence[_Made], filters: Filters) -> tuple[Card, ...]:
    """The cards of these garments, in their order, with the stock of this moment. One query."""
    asked = Variant.objects.filter(product__in=[made.product for made in garments])
    if filters.sizes:
        asked = asked.filter(size__in=filters.sizes)
    sums = asked.order_by().values_list("product_id", "colour_id").annotate(Sum("stock"))
    left = {(product, colour): pieces for product, colour, pieces in sums}
    return tuple(_card(made, left, filters) for made in garments)


@dataclass(frozen=True)
class _Dyed:
    """One product in one colour; `low` and `high` are the prices of the sizes asked for only."""

    swatch: Swatch
    family: str
    low: int | None
    high: int | None
    small: int
    large: int


@dataclass(frozen=True)
class _Made:
    """What a card says whatever is left: all of it stays as it is for an edition of the catalogue."""

    product: int
    slug: str
    title: str
    mark: str
    dyed: tuple[_Dyed, ...]
    sizes: str


@dataclass(frozen=True)
class _Stretch:
    """One page of garments before their stock is known."""

    garments: tuple[_Made, ...]
    found: int
    pages: Pages
    facets: Facets


def _listing(shelf: _Stretch, filters: Filters) -> Listing:
    return Listing(cards(shelf.garments, filters), shelf.found, shelf.pages, shelf.facets)


@kept
def _kept_stretch(_edition: uuid.UUID, slug: str, filters: Filters, page: int, language: str) -> _Stretch:
    return _stretch(_on_shelf(slug), filters, page, language)


@kept
def _kept_newest(_edition: uuid.UUID, count: int, language: str) -> tuple[_Made, ...]:
    return _made(_slim(Product.objects.order_by("-published_at", "pk"))[:count], Filters(), language)


@kept
def _kept_similar(_edition: uuid.UUID, slug: str, count: int, language: str) -> tuple[_Made, ...]:
    shelf = Product.objects.filter(category__products__slug=slug).exclude(slug=slug)
    return _made(_slim(shelf.order_by("-published_at", "pk"))[:count], Filters(), language)


def _on_shelf(slug: str) -> QuerySet[Product]:
    return Product.objects.filter(category__slug=slug)


def _stretch(products: QuerySet[Product], filters: Filters, page: int, language: str) -> _Stretch:
    narrow = _narrowed(products, filters)
    found = narrow.count()
    pages = rules.pages(found=found, wanted=page)
    start = (pages.number - 1) * rules.PAGE_LENGTH
    rows = _slim(_sorted(narrow, filters.sort, language))[start : start + rules.PAGE_LENGTH]
    return _Stretch(_made(rows, filters, language), found, pages, _facets(products))


def _made(rows: Iterable[Product], filters: Filters, language: str) -> tuple[_Made, ...]:
    products = list(rows)
    dyed = defaultdict(list)
    for product, each in _dyed(products, filters, language):
        dyed[product].append(each)
    return tuple(
        _Made(
            product=product.pk,
            slug=product.slug,
            title=said(product, "title", language),
            mark=design_mark(product.design),
            dyed=tuple(colours),
            sizes=rules.runs_of_sizes({min(each.small for each in colours), max(each.large for each in colours)}),
        )
        for product in products
        if (colours := dyed[product.pk])
    )


def _dyed(products: Sequence[Product], filters: Filters, language: str) -> Iterator[tuple[int, _Dyed]]:
    asked = Q(size__in=filters.sizes) if filters.sizes else Q()
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


def _narrowed(products: QuerySet[Product], filters: Filters) -> QuerySet[Product]:
    if not filters.is_narrow:
        return products
    fitting = Variant.objects.filter(product=OuterRef("pk"))
    if filters.sizes:
        fitting = fitting.filter(size__in=filters.sizes)
    if filters.families:
        fitting = fitting.filter(colour__family__in=filters.families)
    if filters.in_stock:
        fitting = fitting.filter(stock__gt=0)
    return products.filter(Exists(fitting))


def _sorted(products: QuerySet[Product], sort: Sort, language: str) -> QuerySet[Product]:
    if sort is Sort.NAME:
        return products.order_by("title_en" if language == "en" else "title_id", "pk")
    if sort is Sort.NEWEST:
        return products if products.ordered else products.order_by("-published_at", "pk")
    cheapest = Variant.objects.filter(product=OuterRef("pk")).order_by().values("product").annotate(low=Min("price"))
    priced = products.annotate(low=Subquery(cheapest.values("low")))
    return priced.order_by("low" if sort is Sort.CHEAPEST else "-low", "pk")


def _slim(products: QuerySet[Product]) -> QuerySet[Product]:
    return products.only("pk", "slug", "title_id", "title_en", "design")


def _facets(products: QuerySet[Product]) -> Facets:
    pairs = (
        Variant.objects.filter(product__in=products.order_by().values("pk"))
        .order_by()
        .values_list("size", "colour__family")
    )
    known = set(pairs.distinct())
    return Facets(tuple(sorted({size for size, _ in known})), tuple(sorted({family for _, family in known})))


def _card(made: _Made, left: Mapping[tuple[int, str], int], filters: Filters) -> Card:
    fitting = [
        each for each in made.dyed if each.low and (not filters.families or each.family in filters.families)
    ] or made.dyed
    pieces = {each.swatch.key: left.get((made.product, each.swatch.key), 0) for each in fitting}
    # A colour that can still be bought makes the better picture.
    shown = next((key for key, number in pieces.items() if number), fitting[0].swatch.key)
    low = min(each.low or 0 for each in fitting)
    return Card(
        slug=made.slug,
        title=made.title,
        price_from=Rupiah(low),
        has_prices=max(each.high or 0 for each in fitting) > low,
        colour=shown,
        front=picture_path(made.slug, shown, "front", mark=made.mark),
        back=picture_path(made.slug, shown, "back", mark=made.mark),
        swatches=tuple(each.swatch for each in made.dyed),
        sizes=made.sizes,
        left=sum(pieces.values()),
    )
