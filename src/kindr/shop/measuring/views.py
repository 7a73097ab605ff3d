"""The measuring page: what is typed is answered and forgotten (policy 3.4)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.shop.measuring import queries
from kindr.shop.measuring.forms import MeasureForm
from kindr.shop.measuring.showing import MEASURES


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
@no_personal_data("measures are typed in by nobody known, answered in the same breath and kept nowhere")
def measure(request: HttpRequest) -> HttpResponse:
    """Which size fits a child that nobody has told us about."""
    form = MeasureForm(request.POST or None, today=clock.now().astimezone(clock.JAKARTA).date())
    advice = queries.advice(form.measured) if form.is_valid() else None
    return render(request, "measuring/measure.html", {"form": form, "advice": advice})


@require_safe
@no_personal_data("how to measure is the same for every child")
def how(request: HttpRequest) -> HttpResponse:
    """How each measure is taken, drawn and in three steps."""
    return render(request, "measuring/how.html", {"measures": MEASURES})
