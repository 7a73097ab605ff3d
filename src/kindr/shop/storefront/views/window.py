"""The pages of the shop window."""

from __future__ import annotations

from collections.abc import Collection

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.shop.catalog import queries as catalog
from kindr.shop.catalog.queries import Sort
from kindr.shop.storefront import forms, queries, seen
from kindr.shop.storefront.views.families import with_family

ON_THE_LINE = ("gaun", "celana-pendek", "batik")
"""The shelves whose newest garments hang on the washing line of the front page."""
AGES = tuple(catalog.AGES)
SORTS = tuple(Sort)
FAR = "elsewhere"
GARMENT_PARTS = ("garment", "delivery")
"""The parts of a garment's page that a choice changes."""
MORE = "more"
"""The id of the part of a list that a longer list takes the place of."""


@require_safe
@no_personal_data("what a browser remembers is read from its own cookie and joined to nobody")
def home(request: HttpRequest) -> HttpResponse:
    """The front page."""
    language, edition = get_language() or "id", catalog.current_edition()
    shelves = catalog.shelf_tiles(language=language, edition=edition)
    line = [shelf for shelf in shelves if shelf.slug in ON_THE_LINE]
    newest = catalog.newest(count=8, language=language, edition=edition)
    outfit = catalog.outfit(language=language, edition=edition)
    shown = {"newest": newest, "line": line, "shelves": shelves, "ages": AGES, "outfit": outfit, "edition": edition}
    shown |= {"seen": seen.looked_at(request, language=language)}
    return seen.for_this_browser(render(request, "storefront/home.html", shown), request)


@require_safe
@vary_on_headers("HX-Request", "HX-Target")
@with_family("a shelf is the same for everybody who keeps no measurements here")
def category(request: HttpRequest, slug: str, *, family: queries.Family) -> HttpResponse:
    """One shelf, narrowed and sorted as asked."""
    language, edition = get_language() or "id", catalog.current_edition()
    try:
        section = catalog.section(slug, language=language, edition=edition)
    except catalog.NoSuchSection as missing:
        raise Http404 from missing
    asked, is_more = forms.asked_from(request.GET), _is_more(request)
    shown = queries.shelf(slug, asked, is_more=is_more, language=language, edition=edition, family=family)
    around = {"section": section, "current_section": slug, "edition": edition, "family": family}
    return _list(request, "storefront/category.html", shown, around)


@require_safe
@vary_on_headers("HX-Request", "HX-Target")
@with_family("the words searched for are answered and not kept")
def search(request: HttpRequest, *, family: queries.Family) -> HttpResponse:
    """What the words find."""
    language, edition = get_language() or "id", catalog.current_edition()
    asked, is_more = forms.asked_from(request.GET), _is_more(request)
    shown = queries.everything(asked, is_more=is_more, language=language, edition=edition, family=family)
    around = {"search_words": asked.words, "edition": edition, "family": family}
    return _list(request, "storefront/search.html", shown, around)


@require_safe
@vary_on_headers("HX-Request", "HX-Target")
@with_family("what a browser remembers is read from its own cookie and joined to nobody")
def product(request: HttpRequest, slug: str, *, family: queries.Family) -> HttpResponse:
    """One garment; where it should go is told for this page only and kept nowhere."""
    language, size, edition = get_language() or "id", forms.size_from(request.GET), catalog.current_edition()
    colour, is_far = request.GET.get("colour", ""), request.GET.get("area") == FAR
    try:
        page = catalog.product_page(slug, colour=colour, size=size, language=language, edition=edition)
    except catalog.NoSuchGarment as missing:
        raise Http404 from missing
    ways = queries.deliveries(near=not is_far, price=page.price_from, at=clock.now())
    around = {"current_section": page.section.slug, "size": size, "edition": edition, "is_far": is_far}
    before = seen.looked_at(request, but=page.number, language=language)
    fits = queries.fits_of(page, family, edition=edition)
    shown: dict[str, object] = {**around, "product": page, "deliveries": ways, "seen": before, "family_fits": fits}
    return seen.remember(_part(request, "storefront/product.html", shown, GARMENT_PARTS), request, page.number)


def _part(request: HttpRequest, page: str, shown: dict[str, object], parts: Collection[str]) -> HttpResponse:
    """A page, or the one of its parts that a script asks for by its id."""
    asked = request.htmx  # type: ignore[attr-defined]  # set by the middleware of django-htmx
    part = f"#{asked.target}" if asked and asked.target in parts else ""
    return render(request, f"{page}{part}", shown)


def _is_more(request: HttpRequest) -> bool:
    asked = request.htmx  # type: ignore[attr-defined]  # set by the middleware of django-htmx
    return bool(asked) and asked.target == MORE


def _list(request: HttpRequest, page: str, shown: queries.Shown, around: dict[str, object]) -> HttpResponse:
    """A list: the whole page, or the part of it that a choice or one page more changes."""
    filled = {**around, "shown": shown, "listing": shown.listing, "filters": shown.filters, "sorts": SORTS}
    if not request.htmx:  # type: ignore[attr-defined]  # as above
        return render(request, page, filled)
    part = "more" if _is_more(request) else "answer"
    answer = render(request, f"storefront/listing.html#{part}", {**filled, "is_answer": True})
    answer["HX-Push-Url"] = f"{request.path}?{shown.query}" if shown.query else request.path
    return answer
