"""Error pages; 404 and 500 need no database."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from kindr.privacy.access.declare import no_personal_data


@no_personal_data("says only that the page is not there")
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


@no_personal_data("says only that something failed")
def failed(request: HttpRequest) -> HttpResponse:
    try:
        return render(request, "500.html", status=500)
    except Exception:
        # Whatever broke may have broken the look as well: then the words stand alone.
        return HttpResponse(render_to_string("500.html", {"plain": True}), status=500)


@no_personal_data("says only that the form must be sent again")
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "400.html", {"expired": True}, status=403)
