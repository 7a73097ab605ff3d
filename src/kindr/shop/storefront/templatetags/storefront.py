"""Words and addresses for the things of the catalogue."""

from __future__ import annotations

import uuid
from functools import lru_cache

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, override

from kindr.shop.catalog.queries import Facets, Filters
from kindr.shop.storefront import queries, wording

register = template.Library()
register.filter("age", wording.of_age)
register.filter("ages", wording.of_ages)
register.filter("heights", wording.heights_of_ages)
register.filter("family_name", wording.of_family)
register.filter("sort_name", wording.of_sort)
register.filter("care_words", wording.of_care)
register.filter("view_name", wording.of_view)


@register.simple_tag
def garment_path(slug: str) -> str:
    """The address of a garment's page in the language of the page."""
    return _address("storefront:product", slug, get_language() or "id")


@register.simple_tag
def shelf_path(slug: str) -> str:
    """The address of a shelf in the language of the page."""
    return _address("storefront:category", slug, get_language() or "id")


@lru_cache(maxsize=4096)
def _address(name: str, slug: str, language: str) -> str:
    # A list reverses dozens of addresses; each takes longer than all else that a card needs.
    with override(language):
        return reverse(name, args=[slug])


@register.simple_tag
def filter_groups(facets: Facets, filters: Filters, edition: uuid.UUID) -> tuple[queries.Group, ...]:
    """The groups of choices beside a list."""
    return queries.groups(facets, filters, language=get_language() or "id", edition=edition)


@register.filter
def cm(length: float) -> str:
    """A length of the size chart, with a comma in Indonesian and a point in English."""
    return number_format(length, decimal_pos=0 if length == int(length) else 1)


@register.filter
def plain_amount(amount: int | None) -> str:
    """Whole rupiah without their sign, for a field to type in: `129.000`; empty for none."""
    return "" if amount is None else f"{amount:,}".replace(",", ".")


@register.simple_tag(takes_context=True)
def canonical(context: template.Context) -> str:
    """The one address of the page being shown, without what only narrows or sorts it."""
    return f"{settings.BASE_URL}{context['request'].path}"
