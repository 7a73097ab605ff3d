"""The stock of this moment: the one thing of the catalogue that every page asks for.

The questions are written out, since putting them together takes longer than answering them.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection

from django.db import connection
from django.db.models import Sum

from kindr.shop.catalog.models import StockMovement, Variant
from kindr.shop.catalog.rules import MOST_PER_LINE

TABLE = Variant._meta.db_table
OF_VARIANTS = f"SELECT id, stock FROM {TABLE} WHERE id = ANY(%s)"  # noqa: S608 -- the table's name is a constant
OF_PRODUCTS = f"SELECT id, product_id, colour_id, stock FROM {TABLE} WHERE product_id = ANY(%s)"  # noqa: S608 -- as above
OF_COLOURS = f"""
SELECT product_id, colour_id, sum(stock)::int FROM {TABLE}
WHERE product_id = ANY(%s) AND (%s OR size = ANY(%s)) GROUP BY product_id, colour_id
"""  # noqa: S608 -- as above


def stock_of(variant_ids: Collection[int]) -> dict[int, int]:
    """Variant -> pieces. One query."""
    with connection.cursor() as cursor:
        cursor.execute(OF_VARIANTS, [list(variant_ids)])
        return dict(cursor.fetchall())


def stock_of_products(product_ids: Collection[int]) -> tuple[dict[int, int], dict[tuple[int, str], int]]:
    """Variant -> pieces, and product and colour -> pieces of all sizes. One query."""
    by_variant: dict[int, int] = {}
    by_colour: dict[tuple[int, str], int] = defaultdict(int)
    with connection.cursor() as cursor:
        cursor.execute(OF_PRODUCTS, [list(product_ids)])
        for variant, product, colour, pieces in cursor.fetchall():
            by_variant[variant] = pieces
            by_colour[product, colour] += pieces
    return by_variant, by_colour


def left_of(product_ids: Collection[int], *, sizes: Collection[int]) -> dict[tuple[int, str], int]:
    """Product and colour -> pieces of these sizes, of all sizes where none is named. One query."""
    with connection.cursor() as cursor:
        cursor.execute(OF_COLOURS, [list(product_ids), not sizes, list(sizes)])
        return {(product, colour): pieces for product, colour, pieces in cursor.fetchall()}


def parts_of(order: uuid.UUID) -> list[uuid.UUID]:
    """The ids under which the book knows what one order took and gave back: its own, and one for each later return.

    A line holds ten pieces at most, so none comes back in more than ten parts.
    """
    return [order, *(uuid.uuid5(order, f"return {number}") for number in range(1, MOST_PER_LINE))]


def pieces_out(order: uuid.UUID, variant_ids: Collection[int]) -> dict[int, int]:
    """Variant -> pieces that an order has taken and not given back. One query."""
    booked = StockMovement.objects.filter(order__in=parts_of(order), variant_id__in=variant_ids)
    sums = booked.order_by().values_list("variant_id").annotate(Sum("quantity"))
    return {variant: -quantity for variant, quantity in sums if quantity}


def all_back(taken: Collection[tuple[uuid.UUID, int]]) -> set[tuple[uuid.UUID, int]]:
    """Of what orders took, each with a variant, that of which every piece has come back. One query however many."""
    order_of = {part: order for order, _variant in taken for part in parts_of(order)}
    booked = StockMovement.objects.filter(
        order__in=list(order_of), variant_id__in={variant for _order, variant in taken}
    )
    left: Counter[tuple[uuid.UUID, int]] = Counter()
    for part, variant, pieces in booked.values_list("order", "variant_id", "quantity"):
        if part is not None:
            left[order_of[part], variant] -= pieces
    return {each for each in taken if each in left and left[each] <= 0}
