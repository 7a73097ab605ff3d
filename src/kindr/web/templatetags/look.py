"""What the shared look needs to know: the shop's sections, the same page in the other language, icons."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kindr.shop.catalog import queries
from kindr.shop.catalog.queries import Section

register = template.Library()

PLACES = {
    "home": ("storefront:home", "/"),
    "search": ("storefront:search", "/search/"),
    "basket": ("checkout:basket", "/basket/"),
    "basket_add": ("checkout:add", "/basket/add/"),
    "account": ("accounts:home", "/account/"),
    "orders": ("orders:mine", "/orders/"),
    "my_data": ("rights:my_data", "/my-data/"),
    "privacy": ("privacy:policy", "/privacy/"),
}
"""The places that every page links to: the name of the address, and where it lies if that name is not served."""


@register.simple_tag
def place(name: str) -> str:
    """The address of one of the `PLACES` in the language of the page. An unknown name raises KeyError."""
    address, path = PLACES[name]
    try:
        return reverse(address)
    except NoReverseMatch:
        return path if get_language() == "id" else f"/en{path}"


@register.simple_tag
def sections() -> Sequence[Section]:
    """The shop's categories for the head of the page, in shop order. One query."""
    return queries.sections()


@register.simple_tag(takes_context=True)
def same_page(context: template.Context, language: str) -> str:
    """The address of the page being shown in another language, `/` where there is no such page."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return "/" if language == "id" else f"/{language}/"
    # A page that answers a form has no address of its own to come back to with GET parameters.
    here = request.get_full_path() if request.method == "GET" else request.path
    return translate_url(here, language)


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of the drawings in `img/icons.svg`, hidden from screen readers: words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )
