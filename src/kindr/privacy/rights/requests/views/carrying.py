"""The officer carries a correction or an objection out, chosen from what can be done, through fulfilment (6.2.2)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.privacy.access.terms import PurposeNotAllowed
from kindr.privacy.rights.fulfilment.terms import Asked
from kindr.privacy.rights.requests import actions, changing
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import StepNotAllowed

ANSWERING = ("answer_requests",)


@for_staff(*ANSWERING)
@require_POST
def correct(request: PersonalRequest, number: str) -> HttpResponse:
    """Opens what can be put right, for the purpose that the form names; sent again, carries the changes out."""
    if request.POST.get("purpose") != request.access.purpose:
        raise PurposeNotAllowed("values are opened for a purpose that the policy names", clause="5.4")
    found = _found(number, "correction")
    values = changing.values_of(found, access=request.access, at=clock.now())
    changes = changing.changes_in(values, request.POST.dict())
    if changes:
        return _carry_out(request, found, Asked(changes=changes, channel=found.channel))
    context = {"asked": found, "values": values, "is_unchanged": "sent" in request.POST}
    return render(request, "requests/desk/correct.html", context, status=422 if "sent" in request.POST else 200)


@for_staff(*ANSWERING)
@require_POST
def object_to(request: PersonalRequest, number: str) -> HttpResponse:
    """Has an objection honoured for the uses that were chosen."""
    found, uses = _found(number, "objection"), changing.uses_in(request.POST.getlist("use"))
    if uses:
        return _carry_out(request, found, Asked(purposes=uses, channel=found.channel))
    messages.warning(request, _("Please choose at least one use."))
    return redirect("requests_desk:request", number=number)


def _carry_out(request: PersonalRequest, found: Request, asked: Asked) -> HttpResponse:
    try:
        after = actions.carry_out_as(found, asked, access=request.access, at=clock.now())
    except StepNotAllowed:
        messages.error(request, _("The request does not allow this step as it stands now; nothing was changed."))
        return redirect("requests_desk:request", number=found.number)
    if after.state == "fulfilled":
        messages.success(request, _("It is done."))
    elif after.closed_at:
        messages.warning(request, _("It could not be done; the person is told why."))
    else:
        messages.warning(request, _("It goes on, but it is not finished. The alarms say what holds it up."))
    return redirect("requests_desk:request", number=found.number)


def _found(number: str, kind: str) -> Request:
    found = Request.objects.filter(number=number, kind=kind, closed_at=None).first()
    if found is None:
        raise Http404
    return found
