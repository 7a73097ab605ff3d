"""The incidents desk: what happened, whom it reaches, what the clock says and what was done (policy 6.3.7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.privacy.access.terms import PurposeNotAllowed
from kindr.privacy.incidents import actions, drafts, queries, starting, texts, within, words
from kindr.privacy.incidents.duties import duties, standing_of
from kindr.privacy.incidents.forms import FORMS, ReportForm, SendForm, TextForm, cause_in
from kindr.privacy.incidents.models import Incident
from kindr.privacy.incidents.personal import TextKind
from kindr.privacy.incidents.queries import Found
from kindr.privacy.incidents.rules import Cause, Reached, StepNotAllowed
from kindr.privacy.incidents.views.asking import PROVING, acting_now, incident_of, sent_with, tried
from kindr.privacy.rights import doors

Deed = Callable[..., object]
STEPS: Mapping[str, Deed] = {
    "radius": actions.ask_radius,
    "contain": actions.contain,
    "police": actions.tell_police,
    "public": actions.make_public,
    "close": actions.close,
}


@for_staff(PROVING)
@require_GET
def overview(request: PersonalRequest) -> HttpResponse:
    """Every incident with its clock."""
    return render(request, "incidents/list.html", {"incidents": queries.listed(at=clock.now())})


@for_staff(PROVING)
@require_http_methods(["GET", "POST"])
def new(request: PersonalRequest) -> HttpResponse:
    """Reports an incident; an alarm can have filled the form in."""
    at, cause = clock.now(), cause_in(request.GET.get("cause", ""))
    form = FORMS[cause](sent_with(request), at=at, initial=starting.initial(request.GET.get("alarm", ""), at=at))
    if not form.is_valid():
        return _asked(request, form, cause)
    made = _report(request, form, at=at)
    return redirect("incidents:incident", number=made.number)


@for_staff(PROVING)
@require_GET
def incident(request: PersonalRequest, number: str) -> HttpResponse:
    """One incident; what was written about it stays sealed."""
    return _page(request, incident_of(number))


@for_staff(PROVING)
@require_POST
def open_words(request: PersonalRequest, number: str) -> HttpResponse:
    """Opens what was written, for the purpose that the form names."""
    if request.POST.get("purpose") != request.access.purpose:
        raise PurposeNotAllowed("words are opened for a purpose that the policy names", clause="5.4")
    found = incident_of(number)
    return _page(request, found, texts=texts.all_of(found, access=request.access, at=clock.now()))


@for_staff(PROVING)
@require_POST
def write(request: PersonalRequest, number: str) -> HttpResponse:
    """Keeps a text, sealed."""
    found, form = incident_of(number), TextForm(request.POST)
    if not form.is_valid():
        return _page(request, found, text=form, status=422)
    try:
        actions.write_text(
            found, TextKind(form.cleaned_data["kind"]), form.cleaned_data["words"], **acting_now(request)
        )
    except StepNotAllowed as refused:
        form.add_error(None, str(words.REFUSALS[str(refused)]))
        return _page(request, found, text=form, status=409)
    messages.success(request, _("Done, and written into the timeline."))
    return redirect("incidents:incident", number=found.number)


@for_staff(PROVING)
@require_POST
def take_step(request: PersonalRequest, number: str) -> HttpResponse:
    """Takes the step that the form names."""
    found, step = incident_of(number), STEPS.get(request.POST.get("step", ""))
    if step is None:
        return _page(request, found, status=422)
    return tried(request, found, lambda: step(found, **acting_now(request)))


@for_staff(PROVING)
@require_http_methods(["GET", "POST"])
@doors.for_proven
def letters(request: PersonalRequest, number: str) -> HttpResponse:
    """The letters: a draft to look at, the order to send them, and the proof of each. Needs a fresh sign-in."""
    found = incident_of(number)
    form = SendForm(sent_with(request), found=queries.radius_of(found))
    if form.is_valid():
        reached = Reached(form.cleaned_data["reached"])
        return tried(request, found, lambda: actions.order_letters(found, reached, **acting_now(request)))
    shown = _letters(request, found) | {"form": form}
    return render(request, "incidents/letters.html", shown, status=422 if form.is_bound else 200)


def _asked(request: PersonalRequest, form: ReportForm, cause: Cause) -> HttpResponse:
    context = {"form": form, "cause": cause.value, "alarm": request.GET.get("alarm"), "causes": words.CAUSES.items()}
    return render(request, "incidents/new.html", context, status=422 if form.is_bound else 200)


def _report(request: PersonalRequest, form: ReportForm, *, at: datetime) -> Incident:
    made = actions.report(form.reported, access=request.access, at=at)
    if note := form.cleaned_data["note"]:
        actions.write_text(made, TextKind.NOTE, note, access=request.access, at=at)
    actions.ask_radius(made, access=request.access, at=at)
    messages.success(request, _("Reported. The blast radius is being computed."))
    return made


def _letters(request: PersonalRequest, found: Incident) -> dict[str, Any]:
    return {
        "shown": queries.shown(found, at=clock.now()),
        "counts": queries.letters_of(found),
        "sample": drafts.draft(found, **acting_now(request)),
        "lacking": queries.lacking(found),
        "notices": queries.notices(found, page=request.GET.get("page", "")),
    }


def _page(request: PersonalRequest, found: Incident, *, status: int = 200, **more: Any) -> HttpResponse:
    at, radius = clock.now(), queries.radius_of(found)
    context = {
        "shown": queries.shown(found, at=at),
        "radius": radius,
        "people": within.affected(radius, page=request.GET.get("page", "")),
        "is_listing": "page" in request.GET,
        "at": at,
        "text": TextForm(),
    }
    return render(request, "incidents/incident.html", {**context, **_beside(found, radius), **more}, status=status)


def _beside(found: Incident, radius: Found | None) -> dict[str, Any]:
    lacking = queries.lacking(found)
    return {
        "duties": duties(standing_of(found, radius, queries.letters_of(found), lacking)),
        "events": queries.timeline(found),
        "counts": queries.counts_of_texts(found),
        "lacking": lacking,
    }
