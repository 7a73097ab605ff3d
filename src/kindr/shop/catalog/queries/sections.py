"""The shelves of the shop."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from kindr.shop.catalog.models import Category


class NoSuchSection(LookupError):
    """The shop has no such shelf."""


@dataclass(frozen=True)
class Section:
    """One shelf in the language of the page."""

    slug: str
    name: str
    intro: str = ""


def sections(*, language: str | None = None) -> tuple[Section, ...]:
    """All shelves in shop order, in the given language or that of the page. One query."""
    chosen = language or get_language()
    return tuple(_section(row, chosen) for row in Category.objects.order_by("position"))


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
