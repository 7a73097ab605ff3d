"""The shelves of the shop."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language

from kindr.shop.catalog.models import Category, Product, Variant
from kindr.shop.catalog.pictures import picture_url
from kindr.shop.catalog.queries.language import said


class NoSuchSection(LookupError):
    """The shop has no such shelf."""


@dataclass(frozen=True)
class Section:
    """One shelf in the language of the page."""

    slug: str
    name: str
    intro: str = ""


@dataclass(frozen=True)
class ShelfTile:
    """One shelf with a picture."""

    slug: str
    name: str
    picture: str
    hanging: str


def sections(*, language: str | None = None) -> tuple[Section, ...]:
    """All shelves in shop order, in the given language or that of the page. One query."""
    chosen = language or get_language()
    return tuple(_section(row, chosen) for row in Category.objects.order_by("position"))


def shelf_tiles(*, language: str) -> tuple[ShelfTile, ...]:
    """All shelves in shop order, each with the picture of its newest garment; empty shelves are left out. One query."""
    colour = Variant.objects.filter(product=OuterRef("pk")).order_by("-stock", "pk").values("colour")[:1]
    newest = Product.objects.select_related("category").annotate(colour=Subquery(colour))
    slim = newest.only("slug", "design", "category__slug", "category__name_id", "category__name_en")
    rows = slim.order_by("category__position", "-published_at").distinct("category__position")
    return tuple(
        ShelfTile(
            slug=row.category.slug,
            name=said(row.category, "name", language),
            picture=picture_url(row.slug, row.colour, "front", design=row.design),
            hanging=picture_url(row.slug, row.colour, "hanging", design=row.design),
        )
        for row in rows
    )


def section(slug: str, *, language: str) -> Section:
    """One shelf; raises NoSuchSection. One query."""
    row = Category.objects.filter(slug=slug).first()
    if row is None:
        raise NoSuchSection(f"There is no shelf {slug}.")
    return _section(row, language)


def _section(row: Category, language: str | None) -> Section:
    if language == "en":
        return Section(row.slug, row.name_en, row.intro_en)
    return Section(row.slug, row.name_id, row.intro_id)
