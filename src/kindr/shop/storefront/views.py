"""The pages of the shop window."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kindr.privacy.access.declare import no_personal_data
from kindr.shop.catalog import queries
from kindr.shop.catalog.queries import SIZE_CHART, Sort
from kindr.shop.storefront import forms

ON_THE_LINE = ("gaun", "celana-pendek", "batik")
"""The shelves whose newest garments hang on the washing line of the front page."""
CHART = tuple(SIZE_CHART.values())
SORTS = tuple(Sort)


@require_safe
@no_personal_data("the front page is the same for everybody")
def home(request: HttpRequest) -> HttpResponse:
    """The front page."""
    language, edition = get_language() or "id", queries.current_edition()
    shelves = queries.shelf_tiles(language=language, edition=edition)
    line = [shelf for shelf in shelves if shelf.slug in ON_THE_LINE]
    newest = queries.newest(count=8, language=language, edition=edition)
    shown = {"newest": newest, "line": line, "shelves": shelves, "chart": CHART, "edition": edition}
    return render(request, "storefront/home.html", shown)


@require_safe
@no_personal_data("a shelf is the same for everybody")
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """One shelf, narrowed and sorted as asked."""
    language, edition = get_language() or "id", queries.current_edition()
    filters, page = forms.filters_from(request.GET), forms.page_from(request.GET)
    try:
        section = queries.section(slug, language=language, edition=edition)
    except queries.NoSuchSection as missing:
        raise Http404 from missing
    listing = queries.category_listing(slug, filters=filters, page=page, language=language, edition=edition)
    shown = {"section": section, "current_section": slug, "listing": listing, "filters": filters, "edition": edition}
    return render(request, "storefront/category.html", {**shown, "sorts": SORTS})


@require_safe
@no_personal_data("the words searched for are answered and not kept")
def search(request: HttpRequest) -> HttpResponse:
    """What the words find."""
    language, filters = get_language() or "id", forms.filters_from(request.GET)
    words = forms.query_from(request.GET)
    found = queries.search(words, filters=filters, page=forms.page_from(request.GET), language=language)
    shown = {"search_words": words, "found": found, "listing": found.listing, "filters": filters, "sorts": SORTS}
    return render(request, "storefront/search.html", shown)


@require_safe
@no_personal_data("a garment's page is the same for everybody")
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """One garment."""
    language, size, edition = get_language() or "id", forms.size_from(request.GET), queries.current_edition()
    colour = request.GET.get("colour", "")
    try:
        page = queries.product_page(slug, colour=colour, size=size, language=language, edition=edition)
    except queries.NoSuchGarment as missing:
        raise Http404 from missing
    shown = {"product": page, "current_section": page.section.slug, "size": size, "edition": edition}
    return render(request, "storefront/product.html", shown)
