"""Lists of garments: a shelf, the newest, similar ones; a constant number of queries each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum

from kindr.base.money import Rupiah
from kindr.shop.catalog import rules
from kindr.shop.catalog.models import Product, Variant
from kindr.shop.catalog.pictures import picture_url, swatch_url
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


def category_listing(slug: str, *, filters: Filters, page: int, language: str) -> Listing:
    """One page of a shelf. Four queries."""
    return listing(Product.objects.filter(category__slug=slug), filters=filters, page=page, language=language)


def newest(*, count: int, language: str) -> tuple[Card, ...]:
    """The latest garments. Two queries."""
    return cards(list(_slim(Product.objects.order_by("-published_at", "pk"))[:count]), Filters(), language=language)


def similar(slug: str, *, count: int, language: str) -> tuple[Card, ...]:
    """Other garments of the same shelf, the newest first. Two queries."""
    shelf = Product.objects.filter(category__products__slug=slug).exclude(slug=slug)
    return cards(list(_slim(shelf.order_by("-published_at", "pk"))[:count]), Filters(), language=language)


def listing(products: QuerySet[Product], *, filters: Filters, page: int, language: str) -> Listing:
    """One page of any set of products. Four queries; a set that is already ordered keeps its order under NEWEST."""
    narrow = _narrowed(products, filters)
    found = narrow.count()
    pages = rules.pages(found=found, wanted=page)
    start = (pages.number - 1) * rules.PAGE_LENGTH
    rows = list(_slim(_sorted(narrow, filters.sort, language))[start : start + rules.PAGE_LENGTH])
    return Listing(cards(rows, filters, language=language), found, pages, _facets(products))


def cards(products: Sequence[Product], filters: Filters, *, language: str) -> tuple[Card, ...]:
    """The cards of these products, in their order. One query."""
    dyed = defaultdict(list)
    for row in _dyed(products, filters, language):
        dyed[row.product].append(row)
    return tuple(_card(product, dyed[product.pk], filters, language) for product in products if dyed[product.pk])


@dataclass(frozen=True)
class _Dyed:
    """One product in one colour, its sizes added up; `low`, `high` and `left` count the sizes asked for only."""

    product: int
    swatch: Swatch
    family: str
    low: int | None
    high: int | None
    left: int
    small: int
    large: int


def _dyed(products: Sequence[Product], filters: Filters, language: str) -> Iterator[_Dyed]:
    asked = Q(size__in=filters.sizes) if filters.sizes else Q()
    name = "colour__name_en" if language == "en" else "colour__name_id"
    # Added up in the database: six rows a card would be fetched otherwise for every one that is needed.
    rows = (
        Variant.objects.filter(product__in=[product.pk for product in products])
        .order_by("colour__position")
        .values_list("product_id", "colour_id", name, "colour__hex", "colour__family")
        .annotate(
            low=Min("price", filter=asked),
            high=Max("price", filter=asked),
            left=Sum("stock", filter=asked, default=0),
            small=Min("size"),
            large=Max("size"),
        )
    )
    for product, key, called, dye, family, *sums in rows:
        yield _Dyed(product, Swatch(key, called, dye, swatch_url(key)), family, *sums)


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


def _card(product: Product, dyed: Sequence[_Dyed], filters: Filters, language: str) -> Card:
    fitting = [row for row in dyed if row.low and (not filters.families or row.family in filters.families)] or dyed
    # A colour that can still be bought makes the better picture.
    shown = next((row for row in fitting if row.left), fitting[0]).swatch.key
    low = min(row.low or 0 for row in fitting)
    return Card(
        slug=product.slug,
        title=said(product, "title", language),
        price_from=Rupiah(low),
        has_prices=max(row.high or 0 for row in fitting) > low,
        colour=shown,
        front=picture_url(product.slug, shown, "front", design=product.design),
        back=picture_url(product.slug, shown, "back", design=product.design),
        swatches=tuple(row.swatch for row in dyed),
        sizes=rules.runs_of_sizes({min(row.small for row in dyed), max(row.large for row in dyed)}),
        left=sum(row.left for row in fitting),
    )
