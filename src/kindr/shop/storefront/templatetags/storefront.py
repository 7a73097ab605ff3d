"""Words for the things of the catalogue."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from kindr.shop.catalog.queries import SIZE_CHART, SizeRow, Sort

register = template.Library()


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


@register.filter
def age(row: SizeRow | int) -> str:
    """The age that a size usually fits: in months for babies, in years from two on."""
    known = SIZE_CHART[row] if isinstance(row, int) else row
    if known.to_months == 0:
        return _("newborn")
    if known.to_months <= 24:
        return _("%(start)s–%(end)s mo") % {"start": known.from_months, "end": known.to_months}
    return _("%(start)s–%(end)s yr") % {"start": known.from_months // 12, "end": known.to_months // 12}


@register.filter
def family_name(family: str) -> str:
    """The name of a colour family."""
    names = {
        "white": _("White"),
        "grey": _("Grey"),
        "blue": _("Blue"),
        "green": _("Green"),
        "yellow": _("Yellow"),
        "orange": _("Orange"),
        "red": _("Red"),
        "pink": _("Pink"),
        "purple": _("Purple"),
        "brown": _("Brown"),
    }
    return names.get(family, family)


@register.filter
def sort_name(sort: Sort) -> str:
    """The name of an order of the list."""
    names = {
        Sort.NEWEST: _("Newest"),
        Sort.CHEAPEST: _("Price, low to high"),
        Sort.DEAREST: _("Price, high to low"),
        Sort.NAME: _("Name, A to Z"),
    }
    return names[sort]


@register.filter
def care_words(care: str) -> str:
    """How to wash it."""
    words = {
        "warm": _("Machine wash at 30–40 °C, inside out. Iron warm."),
        "cold": _("Machine wash cold with like colours. Dry in the shade."),
        "hand": _("Wash by hand in lukewarm water. Dry flat."),
    }
    return words[care]


@register.filter
def view_name(view: str) -> str:
    """What a picture shows."""
    names = {
        "front": _("seen from the front"),
        "back": _("seen from the back"),
        "detail": _("close up"),
        "measures": _("measured in cm"),
    }
    return names[view]


@register.filter
def cm(length: float) -> str:
    """A length of the size chart, with a comma in Indonesian and a point in English."""
    return number_format(length, decimal_pos=0 if length == int(length) else 1)
