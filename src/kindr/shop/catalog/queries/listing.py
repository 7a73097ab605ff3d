"""Lists of garments: a shelf, the newest, similar ones; a constant number of queries each."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery

from kindr.shop.catalog import rules
from kindr.shop.catalog.models import Product, Variant
from kindr.shop.catalog.queries.cards import SLIM, Card, Made, cards, made_of
from kindr.shop.catalog.queries.edition import current_edition, kept
from kindr.shop.catalog.queries.facets import Facets, facets
from kindr.shop.catalog.queries.palette import settled
from kindr.shop.catalog.queries.tailoring import Wearable, worn_by
from kindr.shop.catalog.rules import Filters, Pages, Sort, Wish


@dataclass(frozen=True)
class Listing:
    """One page of garments."""

    cards: tuple[Card, ...]
    found: int
    pages: Pages
    facets: Facets


def category_listing(
    slug: str,
    *,
    filters: Filters,
    page: int = 1,
    upto: int = 0,
    language: str,
    edition: uuid.UUID | None = None,
    wearable: Wearable | None = None,
) -> Listing:
    """One page of a shelf. Five queries; one when the edition is given and knows this page of the shelf.

    With `wearable` only what somebody can wear; nothing of such a list is kept.
    """
    return _shelf(slug, Reading(filters, page, upto, language, wearable), edition or current_edition())


def all_garments(
    *,
    filters: Filters,
    page: int = 1,
    upto: int = 0,
    language: str,
    edition: uuid.UUID | None = None,
    wearable: Wearable | None = None,
) -> Listing:
    """One page of everything there is. As many queries as a shelf."""
    return _shelf("", Reading(filters, page, upto, language, wearable), edition or current_edition())


def newest(*, count: int, language: str, edition: uuid.UUID | None = None) -> tuple[Card, ...]:
    """The latest garments. Three queries; one when the edition is given and known."""
    return cards(_kept_newest(edition or current_edition(), count, language), Filters())


@dataclass(frozen=True)
class Reading:
    """Which part of a list is read, in which language; pages from `page` to `upto` lie below one another."""

    filters: Filters
    page: int
    upto: int
    language: str
    wearable: Wearable | None = None


def whole_shop(reading: Reading, *, edition: uuid.UUID) -> Listing:
    """One page of everything, as a reading asks for it."""
    return _shelf("", reading, edition)


def listing(products: QuerySet[Product], *, reading: Reading, edition: uuid.UUID) -> Listing:
    """One page of any set of products. Four queries; a set that is already ordered keeps its order under NEWEST."""
    wanted = replace(reading, filters=settled(reading.filters, edition=edition))
    return _listing(_stretch(products, wanted), wanted.filters)


def _shelf(slug: str, reading: Reading, edition: uuid.UUID) -> Listing:
    wanted = replace(reading, filters=settled(reading.filters, edition=edition))
    # What is in stock changes with every sale, so such a list is asked for anew; what fits a child is kept nowhere.
    is_fleeting = wanted.filters.in_stock or wanted.wearable is not None
    stretch = _stretch(_on_shelf(slug), wanted) if is_fleeting else _kept_stretch(edition, slug, wanted)
    return _listing(stretch, wanted.filters)


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
def _kept_stretch(_edition: uuid.UUID, slug: str, reading: Reading) -> _Stretch:
    return _stretch(_on_shelf(slug), reading)


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
    shown = Product.objects.filter(is_shown=True)
    return shown.filter(category__slug=slug) if slug else shown


def _stretch(products: QuerySet[Product], reading: Reading) -> _Stretch:
    filters = reading.filters
    if reading.wearable is not None:
        products = products.filter(worn_by(reading.wearable))
    choices = facets(products, filters)
    pages = rules.pages(found=choices.found, wanted=reading.page, upto=reading.upto)
    rows = _slim(_sorted(_narrowed(products, filters), filters, reading.language))
    shown = rows[(pages.number - 1) * rules.PAGE_LENGTH : pages.upto * rules.PAGE_LENGTH]
    return _Stretch(made_of(shown, filters, reading.language), choices.found, pages, choices)


def fitting(filters: Filters) -> QuerySet[Variant]:
    """The variants that settled wishes leave."""
    asked = Q()
    if filters.heights:
        asked &= Q(size__in=filters.heights)
    if filters.families or filters.shades:
        asked &= Q(colour__family__in=filters.families) | Q(colour__in=filters.shades)
    if filters.price_from is not None:
        asked &= Q(price__gte=filters.price_from)
    if filters.price_to is not None:
        asked &= Q(price__lte=filters.price_to)
    if filters.in_stock:
        asked &= Q(stock__gt=0)
    return Variant.objects.filter(asked)


def _narrowed(products: QuerySet[Product], filters: Filters) -> QuerySet[Product]:
    if filters.shelves:
        products = products.filter(category__slug__in=filters.shelves)
    if filters.fabrics:
        words = (Q(material_id__icontains=rules.FABRICS[each]) for each in sorted(filters.fabrics))
        products = products.filter(reduce(or_, words))
    if not filters.wishes - {Wish.SHELF, Wish.FABRIC}:
        return products
    return products.filter(Exists(fitting(filters).filter(product=OuterRef("pk"))))


def _sorted(products: QuerySet[Product], filters: Filters, language: str) -> QuerySet[Product]:
    sort = filters.sort
    if sort is Sort.NAME:
        return products.order_by("title_en" if language == "en" else "title_id", "pk")
    if sort is Sort.NEWEST:
        return products if products.ordered else products.order_by("-published_at", "pk")
    cheapest = fitting(filters).filter(product=OuterRef("pk")).order_by().values("product").annotate(low=Min("price"))
    priced = products.annotate(low=Subquery(cheapest.values("low")))
    return priced.order_by("low" if sort is Sort.CHEAPEST else "-low", "pk")


def _slim(products: QuerySet[Product]) -> QuerySet[Product]:
    return products.only(*SLIM)
