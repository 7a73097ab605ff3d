"""What customers reported about their orders."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.shop.desk import rules
from kindr.shop.desk.rules import Waiting
from kindr.shop.desk.views.showing import number_in, show
from kindr.shop.orders import actions, queries


@for_staff(*rules.ANSWERING)
@require_GET
def problems(request: PersonalRequest) -> HttpResponse:
    """The reports that wait for an answer, the oldest first, or the closed ones; what was written stays sealed."""
    is_closed, at = request.GET.get("status") == "closed", clock.now()
    found = queries.reports_listed(is_closed=is_closed, page=number_in(request.GET.get("page", "")))
    return show(
        request, "problems.html", reports=aged(found.rows, at), is_closed=is_closed, open=found.open,
        closed=found.closed, number=found.number, last=found.last,
    )  # fmt: skip


@for_staff(*rules.ANSWERING)
@require_POST
def problem(request: PersonalRequest, report: uuid.UUID) -> HttpResponse:
    """One report, opened and logged."""
    try:
        found = queries.problem_report(report, access=request.access, at=clock.now())
    except queries.NoSuchOrder:
        raise Http404 from None
    return show(request, "problem.html", report=found, at=clock.now())


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


def aged(reports: Sequence[queries.ReportRow], at: datetime) -> list[tuple[queries.ReportRow, Waiting | None]]:
    """Reports with how long each has waited for its answer, None for those that are closed."""
    patience = rules.ANSWERED_WITHIN
    return [(row, None if row.closed_at else rules.waiting(row.reported_at, at, patience)) for row in reports]
