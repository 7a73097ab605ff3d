"""Words and addresses for the things of the catalogue."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from kindr.shop.catalog.queries import Card, Facets, Filters, ProductPage
from kindr.shop.measuring.queries import Badge
from kindr.shop.storefront import queries, structured, wording

register = template.Library()
register.filter("age", wording.of_age)
register.filter("ages", wording.of_ages)
register.filter("heights", wording.heights_of_ages)
register.filter("family_name", wording.of_family)
register.filter("sort_name", wording.of_sort)
register.filter("care_words", wording.of_care)
register.filter("view_name", wording.of_view)
register.filter("length_name", wording.of_length)


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


@register.simple_tag
def garment_address(slug: str) -> str:
    """The whole address of a garment's page, for what is read elsewhere."""
    return f"{settings.BASE_URL}{garment_path(slug)}"


@register.simple_tag
def structured_data(product: ProductPage) -> SafeString:
    """The garment for machines; the text is escaped for the element that it lies in."""
    path, shelf = garment_path(product.slug), shelf_path(product.section.slug)
    text = structured.garment(product, site=settings.BASE_URL, path=path, shelf_path=shelf)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 -- escaped by structured.garment


@register.filter
def days(delivery: queries.Delivery) -> str:
    """The days on which a parcel may arrive: `24–25 November`."""
    last = date_format(delivery.last, "j F")
    return f"{delivery.first.day}–{last}" if delivery.is_one_month else f"{date_format(delivery.first, 'j F')} – {last}"


@register.simple_tag
def badges_of(fitting: queries.Badges, card: Card) -> tuple[Badge, ...]:
    """The children of the reader whom the garment of a card fits."""
    return fitting.get(card.number, ())


@register.simple_tag
def family_mark(fits: Iterable[queries.FamilyFit], size: int) -> str:
    """Whom a size is right for, where sizes are chosen."""
    return ", ".join(fit.name for fit in fits if size in fit.said.marks)
