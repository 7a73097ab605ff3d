"""What customers reported about their orders."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.shop.desk import rules
from kindr.shop.desk.views.showing import show
from kindr.shop.orders import actions, queries


@for_staff(*rules.ANSWERING)
@require_GET
def problems(request: PersonalRequest) -> HttpResponse:
    """The newest reports; what was written stays sealed."""
    return show(request, "problems.html", reports=queries.problem_reports())


@for_staff(*rules.ANSWERING)
@require_POST
def problem(request: PersonalRequest, report: uuid.UUID) -> HttpResponse:
    """One report, opened and logged."""
    try:
        found = queries.problem_report(report, access=request.access, at=clock.now())
    except queries.NoSuchOrder:
        raise Http404 from None
    return show(request, "problem.html", report=found)


@for_staff(*rules.ANSWERING)
@require_POST
def close_problem(request: PersonalRequest, report: uuid.UUID) -> HttpResponse:
    """Says that customer service is done with a report."""
    try:
        actions.close_problem(report, access=request.access, at=clock.now())
    except actions.NoSuchOrder:
        raise Http404 from None
    messages.success(request, _("Closed. Its pictures are forgotten 90 days from now."))
    return redirect("desk:problems")
