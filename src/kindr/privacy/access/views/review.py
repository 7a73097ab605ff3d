"""The officer's review of access: the table of the policy, who did what, who works here; signed now and then."""

from __future__ import annotations

import csv
import io
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kindr.base import clock
from kindr.base.cells import safe_cell
from kindr.privacy import registry
from kindr.privacy.access import watching
from kindr.privacy.access.actions import recovering
from kindr.privacy.access.actions import reviews as actions
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.forms import NoteForm
from kindr.privacy.access.queries import alarms, grants
from kindr.privacy.access.queries import review as queries
from kindr.privacy.access.staff import for_staff
from kindr.privacy.people import Person, PersonKind

WATCHING = "oversee_access"


@for_staff(WATCHING)
@require_http_methods(["GET", "POST"])
def review(request: PersonalRequest) -> HttpResponse:
    """Who could; and who did, once it is asked for, which is logged."""
    at = clock.now()
    context: dict[str, Any] = {"roles": queries.roles(), "last": queries.last_review(), "form": NoteForm(), "at": at}
    context |= {
        "rules": registry.access_rules(),
        "zone": watching.wall_clock(at).tzname(),
        "unseen": alarms.unseen(),
        "waiting": grants.waiting(),
    }
    if request.method == "POST":
        context |= {"people": queries.people_here(access=request.access, at=at)}
        context |= {"did": queries.who_did(access=request.access, at=at)}
    return render(request, "access/review.html", context)


@for_staff(WATCHING)
@require_POST
def review_file(request: PersonalRequest) -> HttpResponse:
    """Who did, as a file for a spreadsheet; no cell is taken for a formula."""
    written = io.StringIO()
    out = csv.writer(written, quoting=csv.QUOTE_ALL)
    out.writerow([_("Who"), _("Role"), _("What for"), _("Opened"), _("Refused"), _("Under a grant")])
    for one in queries.who_did(access=request.access, at=clock.now()):
        out.writerow([safe_cell(cell) for cell in (one.name, one.role, one.purpose)] + [
            one.total, one.refused, one.under_grant,
        ])  # fmt: skip
    answer = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = "attachment; filename=access-review.csv"
    return answer


@for_staff(WATCHING)
@require_POST
def sign(request: PersonalRequest) -> HttpResponse:
    """Signs off the review."""
    form = NoteForm(request.POST)
    if form.is_valid():
        actions.sign(words=form.cleaned_data["words"], access=request.access, at=clock.now())
        messages.success(request, _("Signed. The next review begins today."))
    else:
        messages.error(request, _("A note has ten letters or more, or none at all."))
    return redirect("access:review")


@for_staff(WATCHING)
@require_POST
def forget_passkeys(request: PersonalRequest, colleague: uuid.UUID) -> HttpResponse:
    """Takes the passkeys off a colleague who has lost them; every officer learns of it."""
    if not Person.objects.filter(pk=colleague, kind__in=(PersonKind.STAFF, PersonKind.CONSULTANT)).exists():
        raise Http404
    recovering.forget_passkeys(colleague, access=request.access, at=clock.now())
    messages.success(request, _("The passkeys are off. They sign in with password and code, and make a new one."))
    return redirect("access:review")
