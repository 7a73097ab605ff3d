"""The other sizes of garments that somebody has chosen already."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import F

from kindr.shop.catalog.models import Variant
from kindr.shop.catalog.queries.edition import current_edition, kept
from kindr.shop.catalog.queries.lines import VariantLine, variant_lines
from kindr.shop.catalog.queries.stock import stock_of


@dataclass(frozen=True)
class OtherSize:
    """A size of the same garment in the same colour; the chosen one is among them."""

    variant_id: int
    size: int
    stock: int


@dataclass(frozen=True)
class Chosen:
    """A variant that somebody has chosen, and the sizes that they could choose instead."""

    line: VariantLine
    sizes: tuple[OtherSize, ...]


def chosen(variant_ids: Collection[int], *, language: str, edition: uuid.UUID | None = None) -> dict[int, Chosen]:
    """The variants by id with the stock of this moment; ids that the catalogue does not know are left out.

    Four queries however many; one when the edition is given and knows these variants.
    """
    lines = _kept_lines(edition or current_edition(), tuple(sorted(variant_ids)), language)
    stock = stock_of({size for _, sizes in lines.values() for _, size in sizes}) if lines else {}
    return {
        variant: Chosen(
            replace(line, stock=stock.get(variant, 0)),
            tuple(OtherSize(other, size, stock.get(other, 0)) for size, other in sizes),
        )
        for variant, (line, sizes) in lines.items()
    }


@kept
def _kept_lines(
    _edition: uuid.UUID, variant_ids: tuple[int, ...], language: str
) -> dict[int, tuple[VariantLine, tuple[tuple[int, int], ...]]]:
    lines = variant_lines(variant_ids, language=language)
    beside: dict[int, list[tuple[int, int]]] = {variant: [] for variant in lines}
    rows = (
        Variant.objects.filter(product__variants__in=list(lines), colour=F("product__variants__colour"))
        .order_by("size")
        .values_list("product__variants", "size", "pk")
    )
    for variant, size, other in rows:
        beside[variant].append((size, other))
    return {variant: (line, tuple(beside[variant])) for variant, line in lines.items()}
