"""The map of the shop for search engines, and what they should leave alone."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from kindr.privacy.access.declare import no_personal_data
from kindr.shop.catalog import queries as catalog

PRIVATE = (
    "account",
    "basket",
    "checkout",
    "desk",
    "my-data",
    "orders",
    "invoices",
    "payments",
    "sign-in",
    "staff",
    "-",
)
"""First words of addresses that show somebody's own things, or lead to them."""
ENDLESS = ("search",)
"""Lists that can be narrowed without end."""
LANGUAGES = ("id", "en")


@require_safe
@no_personal_data("says what is private, not whose")
def robots(_request: HttpRequest) -> HttpResponse:
    """`/robots.txt`."""
    closed = [f"Disallow: {prefix}/{word}/" for word in (*PRIVATE, *ENDLESS) for prefix in ("", "/en")]
    text = "\n".join(["User-agent: *", *closed, f"Sitemap: {settings.BASE_URL}/sitemap.xml", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@gzip_page
@no_personal_data("shelves and garments are the same for everybody")
def sitemap(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`: the front page, every shelf and every garment in both languages."""
    shown = {"pages": list(_pages()), "languages": LANGUAGES}
    return render(request, "storefront/sitemap.xml", shown, content_type="application/xml; charset=utf-8")


def _pages() -> Iterator[list[tuple[str, str]]]:
    edition = catalog.current_edition()
    yield _addresses("storefront:home")
    yield _addresses("privacy:policy")
    for section in catalog.sections(language="id", edition=edition):
        yield _addresses("storefront:category", section.slug)
    for slug in catalog.slugs(edition):
        yield _addresses("storefront:product", slug)


def _addresses(name: str, *args: str) -> list[tuple[str, str]]:
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append((language, f"{settings.BASE_URL}{reverse(name, args=args)}"))
    return found
