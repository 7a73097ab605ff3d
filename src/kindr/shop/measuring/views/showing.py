"""How to measure, and the sheets to print for it: the same for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_safe

from kindr.privacy.access.declare import no_personal_data
from kindr.shop.measuring.printed import printed
from kindr.shop.measuring.printed.formats import Format, Sheet
from kindr.shop.measuring.showing import MEASURES

A_DAY = 24 * 3600


@require_safe
@no_personal_data("how to measure is the same for every child")
def how(request: HttpRequest) -> HttpResponse:
    """How each measure is taken, drawn and in three steps."""
    shown = {"measures": MEASURES, "sheets": tuple(Sheet), "papers": tuple(Format)}
    return render(request, "measuring/how.html", shown)


@conditional_page
@require_safe
@no_personal_data("a ruler on paper is the same for everybody")
def to_print(_: HttpRequest, paper: str, sheet: str) -> HttpResponse:
    """A tape, a foot sheet or a height chart to print at home."""
    try:
        drawn = printed(Sheet(sheet), Format(paper), get_language() or "id")
    except ValueError as unknown:
        raise Http404 from unknown
    answer = HttpResponse(drawn, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="kindr-{sheet}-{paper}.pdf"'
    patch_cache_control(answer, public=True, max_age=A_DAY)
    return answer
