"""Who fits into which garment, as far as the catalogue knows: kinds, cuts, charts, and the sizes that are left."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from kindr.shop.catalog.models import Chart, Product, Variant
from kindr.shop.catalog.queries.edition import kept
from kindr.shop.catalog.rules import SIZE_CHART, Cut, Kind, SizeRow, Tailored, own_chart

Charts = Mapping[str, tuple[SizeRow, ...]]


@dataclass(frozen=True)
class Wearable:
    """What somebody can wear: sizes for each way of being made, and of single goods that turn out otherwise."""

    ways: frozenset[tuple[Tailored, int]] = frozenset()
    singly: frozenset[tuple[int, int]] = frozenset()
    """Numbers of goods with the size of each."""
    apart: frozenset[int] = frozenset()
    """The goods of which only `singly` says anything."""

    def __or__(self, other: Wearable) -> Wearable:
        """What one or the other can wear."""
        return Wearable(self.ways | other.ways, self.singly | other.singly, self.apart | other.apart)


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


def ways_of(products: Collection[int]) -> dict[int, Tailored]:
    """How some products are made to be worn, by their numbers. One query."""
    rows = Product.objects.filter(pk__in=products, is_shown=True).values_list("pk", "kind", "cut", "chart")
    return {number: Tailored(Kind(kind), Cut(cut), chart or "") for number, kind, cut, chart in rows}


def worn_by(wearable: Wearable) -> Q:
    """Products that are there in the size that goes with the way they are made, or that each of them turned out."""
    found = Q(pk__in=[])
    for size in {size for _made, size in wearable.ways | wearable.singly}:
        alike = Q(pk__in=[])
        for made in (made for made, other in wearable.ways if other == size):
            alike |= Q(kind=made.kind, cut=made.cut, **({"chart": made.chart} if made.chart else {"chart": None}))
        single = Q(pk__in=[number for number, other in wearable.singly if other == size])
        there = Q(Exists(Variant.objects.filter(product=OuterRef("pk"), size=size, stock__gt=0)))
        found |= ((alike & ~Q(pk__in=wearable.apart)) | single) & there
    return found


def sizes_left(products: Collection[int]) -> dict[int, frozenset[int]]:
    """The sizes of some products that can be bought in some colour. One query."""
    left: dict[int, set[int]] = defaultdict(set)
    rows = Variant.objects.filter(product__in=products, stock__gt=0).values_list("product_id", "size").distinct()
    for product, size in rows:
        left[product].add(size)
    return {product: frozenset(sizes) for product, sizes in left.items()}
