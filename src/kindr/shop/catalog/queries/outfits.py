"""What completes a garment: others that are worn with it, in sizes that both come in."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from kindr.base.money import Rupiah
from kindr.shop.catalog import rules
from kindr.shop.catalog.models import Product, Variant
from kindr.shop.catalog.queries.cards import SLIM, Card, Made, cards, made_of
from kindr.shop.catalog.queries.edition import current_edition, kept
from kindr.shop.catalog.rules import Filters, Part, Worn

NEAR = 60
"""So many of the newest garments are looked through."""


@dataclass(frozen=True)
class Outfit:
    """Garments that are worn together."""

    cards: tuple[Card, ...]

    @property
    def total(self) -> Rupiah:
        """What the set costs from, one piece of each."""
        return sum((card.price_from for card in self.cards), Rupiah(0))


def outfit(*, language: str, edition: uuid.UUID | None = None) -> Outfit:
    """The newest top with what completes it; empty where nothing does. Six queries, one with a known edition."""
    worn = _kept_set(edition or current_edition(), language)
    return Outfit(cards(worn, Filters()) if len(worn) > 1 else ())


@kept
def kept_look(_edition: uuid.UUID, slug: str, language: str) -> tuple[Made, ...]:
    """What completes one garment. Four queries."""
    garment = _slim().filter(slug=slug).first()
    return _completing(garment, language) if garment else ()


@kept
def _kept_set(_edition: uuid.UUID, language: str) -> tuple[Made, ...]:
    tops = _slim().filter(is_shown=True, design__silhouette__in=rules.PARTS[Part.TOP], variants__stock__gt=0)
    garment = tops.order_by("-published_at", "pk").first()
    if garment is None:
        return ()
    return (*made_of([garment], Filters(), language), *_completing(garment, language))


def _completing(garment: Product, language: str) -> tuple[Made, ...]:
    part = rules.part_of(str(garment.design.get("silhouette")))
    if part is None:
        return ()
    near = _near(garment, [shape for beside in rules.BESIDE[part] for shape in rules.PARTS[beside]])
    worn = {each.product: each for each in _worn([garment, *near])}
    if garment.pk not in worn:
        return ()
    chosen = rules.outfit(worn.pop(garment.pk), worn.values())
    by_key = {row.pk: row for row in near}
    return made_of([by_key[key] for key in chosen], Filters(), language)


def _near(garment: Product, silhouettes: Sequence[str]) -> list[Product]:
    same = Variant.objects.filter(product=OuterRef("pk"), size__in=garment.variants.values("size"))
    fitting = _slim().filter(Exists(same), is_shown=True, design__silhouette__in=silhouettes)
    return list(fitting.exclude(pk=garment.pk).order_by("-published_at", "pk")[:NEAR])


def _worn(products: Iterable[Product]) -> list[Worn]:
    rows = {row.pk: row for row in products}
    sizes: dict[int, set[int]] = defaultdict(set)
    families: dict[int, set[str]] = defaultdict(set)
    pairs = Variant.objects.filter(product__in=rows).values_list("product", "size", "colour__family").distinct()
    for product, size, family in pairs:
        sizes[product].add(size)
        families[product].add(family)
    return [
        Worn(
            product=key,
            silhouette=str(row.design.get("silhouette")),
            pattern=str(row.design.get("pattern", "plain")),
            sizes=frozenset(sizes[key]),
            families=frozenset(families[key]),
        )
        for key, row in rows.items()
        if key in sizes
    ]


def _slim() -> QuerySet[Product]:
    return Product.objects.only(*SLIM)
