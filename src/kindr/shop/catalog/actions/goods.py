"""Keeping goods: their words, their prices, the colours and sizes they come in, and whether the shop shows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from kindr.shop.catalog.actions.stock import locked_variants
from kindr.shop.catalog.models import PriceChange, Product, SearchWord, Variant
from kindr.shop.catalog.rules import Kind, sizes_of_kind, trigrams, words


class WrongSize(ValueError):
    """A size in which goods of this kind are not made."""


def keep_product(product: Product) -> None:
    """Writes a product down and makes the words of its name findable, mistyped ones too."""
    with transaction.atomic():
        product.save()
        learn_words((product.title_id, product.title_en, product.also_called))


def show_products(keys: Collection[int], *, shown: bool) -> int:
    """Puts goods into the shop or takes them out; counts those that changed. They stay where they are in old orders."""
    with transaction.atomic():
        return Product.objects.filter(pk__in=keys).exclude(is_shown=shown).update(is_shown=shown)


def set_prices(prices: Mapping[int, int], *, at: datetime) -> frozenset[int]:
    """Variant id -> rupiah. Notes in the price book what each cost before; returns the variants that changed."""
    if any(price < 1 for price in prices.values()):
        raise ValueError("Nothing is sold for nothing.")
    with transaction.atomic():
        changed = [row for row in locked_variants(prices) if row.price != prices[row.pk]]
        PriceChange.objects.bulk_create(
            PriceChange(variant=row, before=row.price, after=prices[row.pk], at=at) for row in changed
        )
        for row in changed:
            Variant.objects.filter(pk=row.pk).update(price=prices[row.pk])
    return frozenset(row.pk for row in changed)


def add_variants(product: Product, *, colour: str, sizes: Iterable[int], price: int) -> int:
    """Makes a product in one more colour or in more sizes, with nothing in stock yet; counts what is new.

    Raises WrongSize: no shoe is made in a height, and no shirt in the size of a shoe.
    """
    sizes = list(sizes)
    if wrong := set(sizes) - set(sizes_of_kind(Kind(product.kind))):
        raise WrongSize(min(wrong))
    with transaction.atomic():
        there = set(Variant.objects.filter(product=product, colour=colour).values_list("size", flat=True))
        rows = [
            Variant(product=product, colour_id=colour, size=size, sku=_sku(product, colour, size), price=price)
            for size in sizes
            if size not in there
        ]
        return len(Variant.objects.bulk_create(rows))


def learn_words(texts: Iterable[str]) -> None:
    """Makes the words of texts findable by whoever mistypes them."""
    found = sorted({word[:40] for text in texts for word in words(text) if len(word) > 2})
    SearchWord.objects.bulk_create(
        [SearchWord(word=word, pieces=sorted(trigrams(word))) for word in found], ignore_conflicts=True
    )


def _sku(product: Product, colour: str, size: int) -> str:
    short = f"K{product.pk:05d}-{colour[:6].upper()}-{size}"
    taken = Variant.objects.filter(sku=short).exists()
    return f"K{product.pk:05d}-{colour[:16].upper()}-{size}" if taken else short
