"""The officer makes a letter that nobody has understood yet the right that it asks for (policy 7.3)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.privacy.rights.intake import reading
from kindr.privacy.rights.requests.forms import ReadAsForm
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import QUESTION, StepNotAllowed


@for_staff("answer_requests")
@require_POST
def read_as(request: PersonalRequest, number: str) -> HttpResponse:
    """Number and clock stay; the rest goes on as if the letter had been clear."""
    found, form = _question(number), ReadAsForm(request.POST)
    if form.is_valid():
        _read(request, found, form)
    else:
        messages.warning(request, _("Please choose a right."))
    return redirect("requests_desk:request", number=number)


def _read(request: PersonalRequest, found: Request, form: ReadAsForm) -> None:
    kinds, purposes = form.cleaned_data["kind"], form.cleaned_data["purposes"]
    try:
        read = reading.read_as(found, kinds, purposes=purposes, access=request.access, at=clock.now())
    except StepNotAllowed:
        messages.error(request, _("The request does not allow this step as it stands now; nothing was changed."))
        return
    if others := [each.number for each in read[1:]]:
        messages.success(request, _("The letter asks for more: %(numbers)s.") % {"numbers": ", ".join(others)})
    if read[0].needs_verification:
        messages.success(request, _("The request has its right now. A letter asks the person to confirm it."))
    else:
        messages.success(request, _("The request has its right now, and is being worked on."))


def _question(number: str) -> Request:
    found = Request.objects.filter(number=number, kind=QUESTION, closed_at=None).first()
    if found is None:
        raise Http404
    return found
