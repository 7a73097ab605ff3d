"""Who fits into which garment, as far as the catalogue knows: kinds, cuts, charts, and the sizes that are left."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef, Q

from kindr.shop.catalog.models import Chart, Product, Variant
from kindr.shop.catalog.queries.edition import kept
from kindr.shop.catalog.rules import SIZE_CHART, Cut, Kind, SizeRow, Tailored, own_chart

Wearable = frozenset[tuple[Tailored, int]]
"""For each way of being made the sizes that somebody can wear."""
Charts = Mapping[str, tuple[SizeRow, ...]]


def tailored(product: Product) -> Tailored:
    """How a product is made to be worn."""
    return Tailored(Kind(product.kind), Cut(product.cut), product.chart_id or "")


@kept
def charts(_edition: uuid.UUID) -> Charts:
    """Every size chart by its key, the shop's own as "". One query for each edition."""
    found = {row.key: own_chart(row.rows) for row in Chart.objects.all()}
    return {"": tuple(SIZE_CHART.values()), **found}


@kept
def ways_of_making(_edition: uuid.UUID) -> tuple[Tailored, ...]:
    """Every combination of kind, cut and chart that goods of the shop have. One query for each edition."""
    rows = Product.objects.filter(is_shown=True).values_list("kind", "cut", "chart").distinct().order_by()
    return tuple(Tailored(Kind(kind), Cut(cut), chart or "") for kind, cut, chart in rows)


def worn_by(wearable: Wearable) -> Q:
    """Products that are there in the size that goes with the way they are made."""
    found = Q(pk__in=[])
    for size in {size for _made, size in wearable}:
        ways = Q(pk__in=[])
        for made in (made for made, other in wearable if other == size):
            ways |= Q(kind=made.kind, cut=made.cut, **({"chart": made.chart} if made.chart else {"chart": None}))
        found |= ways & Q(Exists(Variant.objects.filter(product=OuterRef("pk"), size=size, stock__gt=0)))
    return found


def sizes_left(products: Collection[int]) -> dict[int, frozenset[int]]:
    """The sizes of some products that can be bought in some colour. One query."""
    left: dict[int, set[int]] = defaultdict(set)
    rows = Variant.objects.filter(product__in=products, stock__gt=0).values_list("product_id", "size").distinct()
    for product, size in rows:
        left[product].add(size)
    return {product: frozenset(sizes) for product, sizes in left.items()}
