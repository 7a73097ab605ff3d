"""The other sizes of garments that somebody has chosen already."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F

from kindr.shop.catalog.models import Variant


@dataclass(frozen=True)
class OtherSize:
    """A size of the same garment in the same colour; the chosen one is among them."""

    variant_id: int
    size: int
    stock: int


def sizes_beside(variant_ids: Collection[int]) -> dict[int, tuple[OtherSize, ...]]:
    """For each variant the sizes that its garment has in its colour, smallest first. One query however many."""
    rows = (
        Variant.objects.filter(product__variants__in=list(variant_ids), colour=F("product__variants__colour"))
        .order_by("size")
        .values_list("product__variants", "pk", "size", "stock")
    )
    found: dict[int, list[OtherSize]] = {variant: [] for variant in variant_ids}
    for chosen, variant, size, stock in rows:
        found[chosen].append(OtherSize(variant, size, stock))
    return {variant: tuple(sizes) for variant, sizes in found.items()}
