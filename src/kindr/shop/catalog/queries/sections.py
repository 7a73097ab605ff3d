"""The shelves of the shop."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language

from kindr.shop.catalog.models import Category, Product, Variant
from kindr.shop.catalog.pictures import picture_url
from kindr.shop.catalog.queries.edition import current_edition, kept
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


def sections(*, language: str | None = None, edition: uuid.UUID | None = None) -> tuple[Section, ...]:
    """All shelves in shop order, in the given language or that of the page. One query, none with a known edition."""
    return _kept_sections(edition or current_edition(), language or get_language())


def section(slug: str, *, language: str, edition: uuid.UUID | None = None) -> Section:
    """One shelf; raises NoSuchSection. As many queries as `sections`."""
    found = next((each for each in sections(language=language, edition=edition) if each.slug == slug), None)
    if found is None:
        raise NoSuchSection(f"There is no shelf {slug}.")
    return found


def shelf_tiles(*, language: str, edition: uuid.UUID | None = None) -> tuple[ShelfTile, ...]:
    """All shelves in shop order, each with the picture of its newest garment; empty shelves are left out.

    Two queries, none with a known edition. Shown is the colour that had the most pieces when it was first asked for.
    """
    return _kept_tiles(edition or current_edition(), language)


@kept
def slugs(_edition: uuid.UUID) -> tuple[str, ...]:
    """The garments that the shop shows, by their names in addresses. One query, none with a known edition."""
    shown = Product.objects.filter(is_shown=True, variants__isnull=False)
    return tuple(shown.order_by("slug").values_list("slug", flat=True).distinct())


@kept
def _kept_sections(_edition: uuid.UUID, language: str | None) -> tuple[Section, ...]:
    return tuple(_section(row, language) for row in Category.objects.order_by("position"))


@kept
def _kept_tiles(_edition: uuid.UUID, language: str) -> tuple[ShelfTile, ...]:
    colour = Variant.objects.filter(product=OuterRef("pk")).order_by("-stock", "pk").values("colour")[:1]
    shown = Product.objects.filter(is_shown=True).select_related("category").annotate(colour=Subquery(colour))
    newest = shown.filter(colour__isnull=False)
    slim = newest.only("slug", "design", "category__slug", "category__name_id", "category__name_en")
    rows = slim.order_by("category__position", "-published_at", "pk").distinct("category__position")
    return tuple(
        ShelfTile(
            slug=row.category.slug,
            name=said(row.category, "name", language),
            picture=picture_url(row.slug, row.colour, "front", design=row.design),
            hanging=picture_url(row.slug, row.colour, "hanging", design=row.design),
        )
        for row in rows
    )


def _section(row: Category, language: str | None) -> Section:
    if language == "en":
        return Section(row.slug, row.name_en, row.intro_en)
    return Section(row.slug, row.name_id, row.intro_id)
