"""The page that measures a foot in a picture: the number is answered, the picture is never kept (policy 2.7.4)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kindr.base import clock
from kindr.base.callers import caller_of
from kindr.privacy.access.declare import no_personal_data
from kindr.privacy.vault.passing import held_in_memory
from kindr.shop.measuring import refusals
from kindr.shop.measuring.actions.foot import FootAnswer, measure_foot
from kindr.shop.measuring.forms import FootForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
@no_personal_data("a picture of nobody known is looked at in memory; neither it nor the number stays")
@held_in_memory
def foot(request: HttpRequest) -> HttpResponse:
    """How long the foot is that somebody drew around."""
    form = FootForm(request.POST, request.FILES) if request.method == "POST" else FootForm()
    answer = _answer(request, form) if form.is_valid() else None
    return render(request, "measuring/foot.html", {"form": form, "answer": answer}, status=form.status)


def _answer(request: HttpRequest, form: FootForm) -> FootAnswer | None:
    try:
        return measure_foot(form.content, form.asked, form.child, caller=caller_of(request), at=clock.now())
    except refusals.KNOWN as refusal:
        form.refuse(refusal)
        return None
