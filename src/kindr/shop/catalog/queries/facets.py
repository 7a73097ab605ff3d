"""How many garments each further choice would leave: one question, counted in the database."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from kindr.shop.catalog.models import Category, Colour, Product, Variant
from kindr.shop.catalog.rules import AGES, FABRICS, Filters, Wish

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Facets:
    """What a list can be narrowed by. Each count says how many garments that choice leaves with all other wishes.

    Choices that occur in the list but fit none of the other wishes are there with a zero.
    """

    sizes: Counts = ()
    ages: Counts = ()
    families: Counts = ()
    shades: Counts = ()
    shelves: Counts = ()
    fabrics: Counts = ()
    in_stock: int = 0
    found: int = 0
    low: int = 0
    """The lowest price among the garments that fit all wishes but that of the price."""
    high: int = 0
    without: Counts = field(default=())
    """For each kind of wish, how many garments there would be without it."""


_BY = {
    Wish.SIZE: "(%(any_size)s OR v.size = ANY(%(sizes)s))",
    Wish.COLOUR: "(%(any_colour)s OR c.key = ANY(%(shades)s) OR c.family = ANY(%(families)s))",
    Wish.SHELF: "(%(any_shelf)s OR s.slug = ANY(%(shelves)s))",
    Wish.FABRIC: "(%(any_fabric)s OR lower(p.material_id) LIKE ANY(%(cloths)s))",
    Wish.PRICE: "(v.price BETWEEN %(low)s AND %(high)s)",
    Wish.STOCK: "(NOT %(stocked)s OR v.stock > 0)",
}


def _others(wish: Wish | None) -> str:
    return " AND ".join(f"by_{each}" for each in Wish if each is not wish)


def _counted(kind: str, column: str, wish: Wish, source: str = "fit") -> str:
    # The names are constants of this module; what was asked for travels as parameters.
    return (
        f"SELECT '{kind}', {column}, count(DISTINCT product) FILTER (WHERE {_others(wish)}) "  # noqa: S608
        f"FROM {source} GROUP BY 2"
    )


def _single(kind: str, what: str, wish: Wish | None, also: str = "TRUE") -> str:
    return f"SELECT '{kind}', '{wish or ''}', {what} FROM fit WHERE {_others(wish)} AND {also}"  # noqa: S608


_TABLES = (
    f"{Variant._meta.db_table} v JOIN {Colour._meta.db_table} c ON c.key = v.colour_id JOIN "
    f"{Product._meta.db_table} p ON p.id = v.product_id JOIN {Category._meta.db_table} s ON s.id = p.category_id"
)
_PIECES = "v.product_id AS product, v.size, v.price, v.stock, c.key AS shade, c.family, s.slug AS shelf"
_OF_AGES = "fit JOIN unnest(%(ages)s::text[], %(age_sizes)s::int[]) AS a(age, size) USING (size)"
_OF_FABRICS = "fit JOIN unnest(%(fabrics)s::text[], %(like)s::text[]) AS f(fabric, word) ON cloth LIKE word"
_PARTS = (
    _counted("sizes", "size::text", Wish.SIZE),
    _counted("ages", "age", Wish.SIZE, _OF_AGES),
    _counted("families", "family", Wish.COLOUR),
    _counted("shades", "shade", Wish.COLOUR),
    _counted("shelves", "shelf", Wish.SHELF),
    _counted("fabrics", "fabric", Wish.FABRIC, _OF_FABRICS),
    _single("in_stock", "count(DISTINCT product)", Wish.STOCK, "stock > 0"),
    _single("found", "count(DISTINCT product)", None),
    _single("low", "min(price)", Wish.PRICE),
    _single("high", "max(price)", Wish.PRICE),
    *(_single("without", "count(DISTINCT product)", wish) for wish in Wish),
)


def _question(scope: str) -> str:
    conditions = ", ".join(f"{test} AS by_{wish}" for wish, test in _BY.items())
    fit = f"SELECT {_PIECES}, lower(p.material_id) AS cloth, {conditions} FROM {_TABLES} WHERE p.id IN ({scope})"  # noqa: S608
    return f"WITH fit AS MATERIALIZED ({fit}) " + " UNION ALL ".join(_PARTS)


def facets(products: QuerySet[Product], filters: Filters) -> Facets:
    """The choices beside a set of products, under settled wishes. One query."""
    scope, given = products.order_by().values("pk").query.sql_with_params()
    # Django's own parameters have no names, so they are given some before the two texts become one.
    names = {f"p{place}": value for place, value in enumerate(given)}
    named = scope % tuple(f"%({name})s" for name in names)
    counted: dict[str, list[tuple[str, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_question(named), {**_asked(filters), **names})
        for kind, key, count in cursor.fetchall():
            counted[kind].append((key, count or 0))
    return _facets(counted)


def _asked(filters: Filters) -> dict[str, Any]:
    return {
        "any_size": not filters.heights,
        "sizes": sorted(filters.heights),
        "any_colour": not (filters.families or filters.shades),
        "shades": sorted(filters.shades),
        "families": sorted(filters.families),
        "any_shelf": not filters.shelves,
        "shelves": sorted(filters.shelves),
        "any_fabric": not filters.fabrics,
        "cloths": [f"%{FABRICS[each]}%" for each in sorted(filters.fabrics)],
        "low": filters.price_from or 0,
        "high": 2**31 - 1 if filters.price_to is None else filters.price_to,
        "stocked": filters.in_stock,
        "ages": [age for age, sizes in AGES.items() for _ in sizes],
        "age_sizes": [size for sizes in AGES.values() for size in sizes],
        "fabrics": list(FABRICS),
        "like": [f"%{word}%" for word in FABRICS.values()],
    }


def _facets(counted: dict[str, list[tuple[str, int]]]) -> Facets:
    def in_order(kind: str, known: list[str] | None = None) -> Counts:
        place = {key: number for number, key in enumerate(known or [])}
        return tuple(sorted(counted[kind], key=lambda pair: (place.get(pair[0], 0), pair[0])))

    def single(kind: str) -> int:
        return counted[kind][0][1]

    return Facets(
        sizes=tuple(sorted(counted["sizes"], key=lambda pair: int(pair[0]))),
        ages=in_order("ages", list(AGES)),
        families=in_order("families"),
        shades=in_order("shades"),
        shelves=in_order("shelves"),
        fabrics=in_order("fabrics", list(FABRICS)),
        in_stock=single("in_stock"),
        found=single("found"),
        low=single("low"),
        high=single("high"),
        without=tuple(counted["without"]),
    )
