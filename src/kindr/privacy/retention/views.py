"""The retention desk of the data protection officer, below /desk/retention/ (policy 6.3.9, 8)."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.privacy.retention import evidence, holds, overview
from kindr.privacy.retention.forms import WHY, DatesForm, HoldForm
from kindr.privacy.retention.holds import HoldRefused
from kindr.privacy.retention.plots import by_week

OVERSEEING = "prove_compliance"


@for_staff(OVERSEEING)
@require_GET
def retention(request: PersonalRequest) -> HttpResponse:
    """What is left over, due and held, and what comes; counts only."""
    found = overview.overview(at=clock.now())
    return render(request, "retention/overview.html", {"found": found, "plot": by_week(found.days)})


@for_staff(OVERSEEING)
@require_http_methods(["GET", "POST"])
def place(request: PersonalRequest) -> HttpResponse:
    """Holds something of one person, named by their random id."""
    person = _person_in(request.GET.get("person", ""))
    if person is None:
        return render(request, "retention/whose.html", {"typed": request.GET.get("person", "")})
    form = HoldForm(request.POST or None, person=person)
    if form.is_bound and form.is_valid() and (hold := _placed(request, form, person)):
        return redirect("retention:hold", hold=hold)
    return render(request, "retention/place.html", {"form": form, "person": person})


@for_staff(OVERSEEING)
@require_http_methods(["GET", "POST"])
def hold(request: PersonalRequest, hold: uuid.UUID) -> HttpResponse:
    """One hold and its history; its reason and what it keeps are opened when asked for, which is recorded."""
    at = clock.now()
    shown = overview.hold_of(hold, at=at)
    if shown is None:
        raise Http404
    form = DatesForm(initial={"until": shown.hold.until, "review_on": shown.hold.review_on})
    page = {"shown": shown, "form": form, "is_in_force": shown.hold.is_in_force(at)}
    return render(request, "retention/hold.html", {**page, **_opened(request, hold, at=at)})


@for_staff(OVERSEEING)
@require_POST
def move(request: PersonalRequest, hold: uuid.UUID) -> HttpResponse:
    """Sets another end."""
    form = DatesForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This is no date."))
        return redirect("retention:hold", hold=hold)
    dates = form.cleaned_data
    try:
        holds.move(hold, until=dates["until"], review_on=dates["review_on"], access=request.access, at=clock.now())
        messages.success(request, _("The dates are changed."))
    except HoldRefused as refused:
        messages.error(request, str(WHY[str(refused)]))
    return redirect("retention:hold", hold=hold)


@for_staff(OVERSEEING)
@require_POST
def lift(request: PersonalRequest, hold: uuid.UUID) -> HttpResponse:
    """Ends a hold."""
    try:
        holds.lift(hold, access=request.access, at=clock.now())
        messages.success(request, _("The hold is lifted. What was due meanwhile goes tonight."))
    except HoldRefused as refused:
        messages.error(request, str(WHY[str(refused)]))
    return redirect("retention:hold", hold=hold)


def _opened(request: PersonalRequest, hold: uuid.UUID, *, at: datetime) -> dict[str, object]:
    """What was asked to be opened: the reason, or what is held."""
    if request.method != "POST":
        return {}
    if request.POST.get("open") != "data":
        return {"reason": overview.reason_of(hold, access=request.access, at=at), "is_opened": True}
    try:
        page = request.POST.get("page", "1")
        return {"evidence": evidence.opened_for(hold, access=request.access, at=at, page=page)}
    except HoldRefused as refused:
        messages.error(request, str(WHY[str(refused)]))
        return {}


def _placed(request: PersonalRequest, form: HoldForm, person: uuid.UUID) -> uuid.UUID | None:
    """The id of the hold that was placed; None when the form says why it was not."""
    clause, period = form.clause_and_period
    try:
        made = holds.place(
            person=person, clause=clause, covers=period, terms=form.terms, reason=form.cleaned_data["reason"],
            access=request.access, at=clock.now(),
        )  # fmt: skip
    except HoldRefused as refused:
        form.add_error(None, str(WHY[str(refused)]))
        return None
    messages.success(request, _("Held from now on."))
    return made.id


def _person_in(text: str) -> uuid.UUID | None:
    try:
        person = uuid.UUID(text.strip())
    except ValueError:
        return None
    return person if overview.is_somebody(person) else None
