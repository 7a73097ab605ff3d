"""Asking for grants, deciding on them, taking them back (policy 5.2)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kindr.base import clock
from kindr.privacy.access import colleagues
from kindr.privacy.access.actions import grants as actions
from kindr.privacy.access.actions.grants import GrantRefused
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.forms import GrantForm
from kindr.privacy.access.queries import grants as queries
from kindr.privacy.access.staff import for_staff

WORKING = "run_staff"
STEPS = {"approve": actions.approve, "decline": actions.decline, "revoke": actions.revoke}
REFUSALS = {
    actions.NobodyNamed: gettext_lazy("A grant names at least one customer."),
    actions.TooManyNamed: gettext_lazy("These are more people than one grant may name."),
    actions.TooLong: gettext_lazy("A grant may not run that long."),
    actions.NotForThem: gettext_lazy("They have no certificate in force for this purpose, or need no grant."),
    actions.NotForYou: gettext_lazy("Somebody else decides on this: never who asked, never who it is for."),
    actions.MovedOn: gettext_lazy("Somebody has decided already; nothing was changed."),
}


@for_staff(WORKING)
@require_safe
def grants(request: PersonalRequest) -> HttpResponse:
    """The grants that concern the acting colleague, or all for whoever approves."""
    at = clock.now()
    found = queries.grants(access=request.access, at=at)
    may_ask = bool(queries.receivers(access=request.access, at=at))
    return render(request, "access/grants.html", {"grants": found, "may_ask": may_ask})


@for_staff(WORKING)
@require_http_methods(["GET", "POST"])
def ask(request: PersonalRequest) -> HttpResponse:
    """Asks for a grant; somebody else approves."""
    at = clock.now()
    receivers, kept = queries.receivers(access=request.access, at=at), colleagues.saved_queries()
    form = GrantForm(request.POST or None, receivers=receivers, queries=kept)
    if form.is_valid() and _asked(request, form, at=at):
        messages.success(request, _("Asked. A second colleague has to approve it before anything opens."))
        return redirect("access:grants")
    return render(request, "access/ask.html", {"form": form, "receivers": receivers})


@for_staff(WORKING)
@require_POST
def decide(request: PersonalRequest, grant: uuid.UUID, step: str) -> HttpResponse:
    """Approves, declines or takes back."""
    take: Callable[..., None] | None = STEPS.get(step)
    if take is None:
        raise Http404
    try:
        take(grant, access=request.access, at=clock.now())
    except GrantRefused as refusal:
        messages.error(request, str(REFUSALS[type(refusal)]))
    return redirect("access:grants")


def _asked(request: PersonalRequest, form: GrantForm, *, at: datetime) -> bool:
    """Whether it could be asked; the form says why not."""
    try:
        actions.ask(form.asked(), reason=form.cleaned_data["reason"], access=request.access, at=at)
    except colleagues.NobodyFound as nobody:
        form.add_error("people", _("%(word)s leads to nobody.") % {"word": nobody.args[0]})
    except GrantRefused as refusal:
        form.add_error(None, str(REFUSALS[type(refusal)]))
    return form.is_valid()
