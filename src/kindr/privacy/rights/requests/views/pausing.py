"""Pausing the use of one's data: what it would do, before it is asked for, and how it ends (policy 6.3.2)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose
from kindr.privacy.rights.doors import for_known, whose
from kindr.privacy.rights.fulfilment import restriction
from kindr.privacy.rights.requests import actions
from kindr.privacy.rights.requests.rules import State


@require_GET
@never_cache
@for_known
@for_purpose("show_my_data")
def pausing(request: PersonalRequest) -> HttpResponse:
    """What is paused, and what a pause stops and leaves; no value is opened for it."""
    person = whose(request)
    context = {"paused": restriction.paused_of(person), "preview": restriction.preview(person)}
    return render(request, "requests/pausing.html", context)


@require_POST
@never_cache
@for_known
@for_purpose("show_my_data")
def lift(request: PersonalRequest) -> HttpResponse:
    """Lets everything that was paused be used again, at once."""
    language = get_language() or "id"
    asked = actions.lift_pause(whose(request), language=language, access=request.access, at=clock.now())
    if asked.state == State.FULFILLED:
        messages.success(request, _("Your data may be used again. What stood still goes on."))
    else:
        messages.warning(request, _("It has begun, and goes on by itself."))
    return redirect("requests:pausing")
