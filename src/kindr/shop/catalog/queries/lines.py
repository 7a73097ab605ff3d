"""Variants as baskets, orders and pick lists show them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kindr.base.money import Rupiah
from kindr.shop.catalog import rules
from kindr.shop.catalog.models import Variant
from kindr.shop.catalog.pictures import picture_url
from kindr.shop.catalog.queries.language import said
from kindr.shop.catalog.queries.tailoring import tailored


@dataclass(frozen=True)
class VariantLine:
    """One variant in the words of one language, with what it costs and how many are left now."""

    variant_id: int
    product: int
    slug: str
    sku: str
    title: str
    colour_key: str
    colour: str
    size: int
    price: Rupiah
    stock: int
    picture: str
    tailored: rules.Tailored

    @property
    def is_low(self) -> bool:
        """Whether the page says how many are left."""
        return rules.is_low(self.stock)

    @property
    def most(self) -> int:
        """The most pieces that one basket line may hold now."""
        return min(self.stock, rules.MOST_PER_LINE)


def variant_lines(variant_ids: Collection[int], *, language: str) -> dict[int, VariantLine]:
    """The variants by id; ids that the catalogue does not know are left out. One query however many."""
    rows = Variant.objects.filter(pk__in=variant_ids).select_related("product", "colour")
    slim = rows.defer("product__found_id", "product__found_en", "product__description_id", "product__description_en")
    return {row.pk: _line(row, language) for row in slim}


def _line(row: Variant, language: str) -> VariantLine:
    return VariantLine(
        variant_id=row.pk,
        product=row.product_id,
        slug=row.product.slug,
        sku=row.sku,
        title=said(row.product, "title", language),
        colour_key=row.colour_id,
        colour=said(row.colour, "name", language),
        size=row.size,
        price=Rupiah(row.price),
        stock=row.stock if row.product.is_shown else 0,
        picture=picture_url(row.product.slug, row.colour_id, "front", design=row.product.design),
        tailored=tailored(row.product),
    )
