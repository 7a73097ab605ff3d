"""Filling an empty shop with the demo catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from kindr.shop.catalog.demo.charts import CHARTS
from kindr.shop.catalog.demo.colours import COLOURS
from kindr.shop.catalog.demo.shelves import SHELVES
from kindr.shop.catalog.demo.shoes import shoes
from kindr.shop.catalog.demo.weave import Woven, weave
from kindr.shop.catalog.models import Category, Chart, Colour, Product, Reason, SearchWord, StockMovement, Variant
from kindr.shop.catalog.rules import kind_of, trigrams, words


def load_catalogue(*, seed: int, at: datetime, most: int | None = None) -> int:
    """Loads the catalogue of a seed and returns how many products came; a shop that has products stays as it is.

    `most` loads only every so many-th garment and no shoes, so that tests have a small shop with all clothes in it.
    """
    with transaction.atomic():
        if Product.objects.exists():
            return 0
        garments = list(weave(seed))
        if most is not None:
            garments = garments[:: max(1, len(garments) // most)][:most]
        else:
            garments += shoes()
        shelves = _shelves()
        _colours()
        _charts()
        products = _products(garments, shelves, at)
        _variants(garments, products, at)
        _search_words(garments)
    return len(products)


def _shelves() -> dict[str, Category]:
    rows = [
        Category(slug=slug, name_id=name_id, name_en=name_en, intro_id=intro_id, intro_en=intro_en, position=position)
        for position, (slug, name_id, name_en, intro_id, intro_en) in enumerate(SHELVES)
    ]
    return {row.slug: row for row in Category.objects.bulk_create(rows)}


def _colours() -> None:
    Colour.objects.bulk_create(
        Colour(key=key, name_id=name_id, name_en=name_en, family=family, hex=dye, position=position)
        for position, (key, name_id, name_en, family, dye) in enumerate(COLOURS)
    )


def _charts() -> None:
    Chart.objects.bulk_create(
        Chart(key=key, name_id=name_id, name_en=name_en, rows=dict(rows)) for key, name_id, name_en, rows in CHARTS
    )


def _products(garments: Sequence[Woven], shelves: dict[str, Category], at: datetime) -> list[Product]:
    return Product.objects.bulk_create(
        Product(
            slug=woven.slug,
            category=shelves[woven.shelf],
            title_id=woven.titles[0],
            title_en=woven.titles[1],
            description_id=woven.descriptions[0],
            description_en=woven.descriptions[1],
            material_id=woven.materials[0],
            material_en=woven.materials[1],
            origin_id=woven.origins[0],
            origin_en=woven.origins[1],
            care=woven.care,
            also_called=woven.also_called,
            design=dict(woven.design),
            kind=kind_of(str(woven.design["silhouette"])),
            cut=woven.cut,
            chart_id=woven.chart or None,
            published_at=at - timedelta(days=woven.days_old, minutes=place),
        )
        for place, woven in enumerate(garments)
    )


def _variants(garments: Sequence[Woven], products: Sequence[Product], at: datetime) -> None:
    rows = Variant.objects.bulk_create(
        Variant(
            product=product,
            colour_id=thread.dye,
            size=thread.size,
            sku=f"K{product.pk:05d}-{thread.dye[:6].upper()}-{thread.size}",
            price=thread.price,
            stock=thread.stock,
        )
        for woven, product in zip(garments, products, strict=True)
        for thread in woven.threads
    )
    StockMovement.objects.bulk_create(
        StockMovement(variant=row, quantity=row.stock, reason=Reason.RECEIVED, at=at) for row in rows if row.stock
    )


def _search_words(garments: Sequence[Woven]) -> None:
    known = {
        word
        for woven in garments
        for text in (*woven.titles, woven.also_called, woven.shelf)
        for word in words(text)
        if len(word) > 2
    }
    SearchWord.objects.bulk_create(SearchWord(word=word, pieces=sorted(trigrams(word))) for word in sorted(known))
