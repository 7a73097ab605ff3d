"""The measuring page: what is typed is answered and forgotten, unless a guardian chooses to keep it (policy 3.4)."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.shop.measuring import queries
from kindr.shop.measuring.forms import MeasureForm


@csrf_exempt  # It changes nothing, needs no cookie so, and a page that stayed open over a sign-in can be sent again.
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
@no_personal_data("measures are typed in by nobody known, answered in the same breath and kept nowhere")
def measure(request: HttpRequest) -> HttpResponse:
    """Which size fits a child that nobody has told us about."""
    return answered(request, MeasureForm(request.POST or None, today=today()))


@require_safe
@never_cache
@no_personal_data("says only where the measures still are: in the page that stayed open")
def signed_in(request: HttpRequest) -> HttpResponse:
    """Where a sign-in beside the measuring page ends."""
    return render(request, "measuring/signed_in.html")


def answered(request: HttpRequest, form: MeasureForm) -> HttpResponse:
    """The page with what was told and what fits."""
    advice = queries.advice(form.measured) if form.is_valid() else None
    may_keep = bool(advice and form.occasion.values)
    return render(request, "measuring/measure.html", {"form": form, "advice": advice, "may_keep": may_keep})


def today() -> date:
    """The day in Jakarta."""
    return clock.now().astimezone(clock.JAKARTA).date()
