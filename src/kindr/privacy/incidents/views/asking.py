"""What every view of the incidents desk needs: the incident, who acts when, and steps that may be refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.incidents import queries, words
from kindr.privacy.incidents.models import Incident
from kindr.privacy.incidents.rules import StepNotAllowed

PROVING = "prove_compliance"


def sent_with(request: PersonalRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing at all."""
    return request.POST if request.method == "POST" else None


def acting_now(request: PersonalRequest) -> dict[str, Any]:
    """Who acts and when, as every action and query takes it."""
    return {"access": request.access, "at": clock.now()}


def incident_of(number: str) -> Incident:
    """The incident with this number; raises Http404."""
    found = queries.incident_of(number)
    if found is None:
        raise Http404
    return found


def tried(request: PersonalRequest, found: Incident, deed: Callable[[], object]) -> HttpResponse:
    """Does it, and says on the incident's page that it was done or why it was not."""
    try:
        deed()
        messages.success(request, _("Done, and written into the timeline."))
    except StepNotAllowed as refused:
        messages.error(request, str(words.REFUSALS[str(refused)]))
    return redirect("incidents:incident", number=found.number)
