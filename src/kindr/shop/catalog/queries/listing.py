"""Lists of garments: a shelf, the newest, similar ones; a constant number of queries each."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery

from kindr.shop.catalog import rules
from kindr.shop.catalog.models import Product, Variant
from kindr.shop.catalog.queries.cards import Card, Made, cards, made_of
from kindr.shop.catalog.queries.edition import current_edition, kept
from kindr.shop.catalog.rules import Filters, Pages, Sort


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


def listing(products: QuerySet[Product], *, filters: Filters, page: int, language: str) -> Listing:
    """One page of any set of products. Five queries; a set that is already ordered keeps its order under NEWEST."""
    return _listing(_stretch(products, filters, page, language), filters)


@dataclass(frozen=True)
class _Stretch:
    """One page of garments before their stock is known."""

    garments: tuple[Made, ...]
    found: int
    pages: Pages
    facets: Facets


def _listing(shelf: _Stretch, filters: Filters) -> Listing:
    return Listing(cards(shelf.garments, filters), shelf.found, shelf.pages, shelf.facets)


@kept
def _kept_stretch(_edition: uuid.UUID, slug: str, filters: Filters, page: int, language: str) -> _Stretch:
    return _stretch(_on_shelf(slug), filters, page, language)


@kept
def _kept_newest(_edition: uuid.UUID, count: int, language: str) -> tuple[Made, ...]:
    return made_of(
        _slim(Product.objects.filter(is_shown=True).order_by("-published_at", "pk"))[:count], Filters(), language
    )


@kept
def kept_similar(_edition: uuid.UUID, slug: str, count: int, language: str) -> tuple[Made, ...]:
    """Other garments of the same shelf, the newest first. Two queries."""
    shelf = Product.objects.filter(category__products__slug=slug, is_shown=True).exclude(slug=slug)
    return made_of(_slim(shelf.order_by("-published_at", "pk"))[:count], Filters(), language)


def _on_shelf(slug: str) -> QuerySet[Product]:
    return Product.objects.filter(category__slug=slug, is_shown=True)


def _stretch(products: QuerySet[Product], filters: Filters, page: int, language: str) -> _Stretch:
    narrow = _narrowed(products, filters)
    found = narrow.count()
    pages = rules.pages(found=found, wanted=page)
    start = (pages.number - 1) * rules.PAGE_LENGTH
    rows = _slim(_sorted(narrow, filters.sort, language))[start : start + rules.PAGE_LENGTH]
    return _Stretch(made_of(rows, filters, language), found, pages, _facets(products))


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
