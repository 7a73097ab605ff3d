"""Which size of one garment: what is typed is answered and forgotten (policy 3.4)."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.shop.catalog import queries as catalog
from kindr.shop.measuring import queries
from kindr.shop.measuring.forms.measuring import form_for


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@vary_on_headers("HX-Request")
@sensitive_post_parameters()
@no_personal_data("measures are typed in by nobody known, answered in the same breath and kept nowhere")
def which_size(request: HttpRequest, slug: str) -> HttpResponse:
    """Which size of one garment fits a child that nobody has told us about; in its page, or a page of its own."""
    edition = catalog.current_edition()
    garment = _sized_garment(slug, colour=request.GET.get("colour", ""), edition=edition)
    form = form_for(garment, request.POST or None, today=clock.now().astimezone(clock.JAKARTA).date())
    answer = queries.size_answer(garment, form.measured, edition=edition) if form.is_valid() else None
    part = "#size_tool" if request.htmx else ""  # type: ignore[attr-defined]  # set by the middleware of django-htmx
    around = {"edition": edition, "current_section": garment.section.slug}
    shown = {"product": garment, "form": form, "answer": answer, **around}
    return render(request, f"measuring/size_page.html{part}", shown)


def _sized_garment(slug: str, *, colour: str, edition: uuid.UUID) -> catalog.ProductPage:
    """The garment in the colour of the address; raises Http404 where there is none, or nothing to ask of its size."""
    try:
        garment = catalog.product_page(slug, colour=colour, language=get_language() or "id", edition=edition)
    except catalog.NoSuchGarment as missing:
        raise Http404 from missing
    if not garment.tailored.has_sizes:
        raise Http404
    return garment
