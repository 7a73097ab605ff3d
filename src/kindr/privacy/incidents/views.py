"""The incidents desk: what happened, whom it reaches, what the clock says and what was done (policy 6.3.7)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.privacy.access.terms import PurposeNotAllowed
from kindr.privacy.incidents import actions, drafts, exports, queries, starting, texts, words
from kindr.privacy.incidents.forms import FORMS, ReportForm, SendForm, TextForm, cause_in
from kindr.privacy.incidents.models import Incident
from kindr.privacy.incidents.personal import TextKind
from kindr.privacy.incidents.rules import Cause, Reached, StepNotAllowed
from kindr.privacy.rights import doors

PROVING = "prove_compliance"
Deed = Callable[..., object]
STEPS: Mapping[str, Deed] = {
    "radius": actions.ask_radius,
    "contain": actions.contain,
    "authority": actions.tell_authority,
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
    form = FORMS[cause](_sent(request), at=at, initial=starting.initial(request.GET.get("alarm", ""), at=at))
    if not form.is_valid():
        return _asked(request, form, cause)
    made = _report(request, form, at=at)
    return redirect("incidents:incident", number=made.number)


@for_staff(PROVING)
@require_GET
def incident(request: PersonalRequest, number: str) -> HttpResponse:
    """One incident; what was written about it stays sealed."""
    return _page(request, _found(number))


@for_staff(PROVING)
@require_POST
def open_words(request: PersonalRequest, number: str) -> HttpResponse:
    """Opens what was written, for the purpose that the form names."""
    if request.POST.get("purpose") != request.access.purpose:
        raise PurposeNotAllowed("words are opened for a purpose that the policy names", clause="5.4")
    found = _found(number)
    return _page(request, found, texts=texts.all_of(found, access=request.access, at=clock.now()))


@for_staff(PROVING)
@require_POST
def write(request: PersonalRequest, number: str) -> HttpResponse:
    """Keeps a text, sealed."""
    found, form = _found(number), TextForm(request.POST)
    if not form.is_valid():
        return _page(request, found, text=form, status=422)
    kind, written = TextKind(form.cleaned_data["kind"]), form.cleaned_data["words"]
    return _tried(request, found, lambda: actions.write_text(found, kind, written, **_now(request)))


@for_staff(PROVING)
@require_POST
def take_step(request: PersonalRequest, number: str) -> HttpResponse:
    """Takes the step that the form names."""
    found, step = _found(number), STEPS.get(request.POST.get("step", ""))
    if step is None:
        return _page(request, found, status=422)
    return _tried(request, found, lambda: step(found, **_now(request)))


@for_staff(PROVING)
@require_http_methods(["GET", "POST"])
@doors.for_proven
def letters(request: PersonalRequest, number: str) -> HttpResponse:
    """The letters: a draft to look at, the order to send them, and the proof of each. Needs a fresh sign-in."""
    found, form = _found(number), SendForm(_sent(request))
    if form.is_valid():
        reached = Reached(form.cleaned_data["reached"])
        return _tried(request, found, lambda: actions.order_letters(found, reached, **_now(request)))
    shown = _letters(request, found) | {"form": form}
    return render(request, "incidents/letters.html", shown, status=422 if form.is_bound else 200)


@for_staff(PROVING)
@require_GET
def authority(request: PersonalRequest, number: str) -> HttpResponse:
    """The written notice to the institution, to print or to keep as PDF: numbers by category, nobody's data."""
    found = _found(number)
    said = {kind.value: words for kind, words in texts.newest(found, **_now(request)).items()}
    context = _paper(found) | {"said": said, "letters": queries.letters_of(found)}
    return render(request, "incidents/authority.html", context)


@for_staff(PROVING)
@require_GET
def timeline(request: PersonalRequest, number: str) -> HttpResponse:
    """The timeline to print, with the signature of the file."""
    found = _found(number)
    context = _paper(found) | {"signed": exports.signed_timeline(found, **_now(request))}
    return render(request, "incidents/timeline.html", context | {"events": queries.timeline(found)})


@for_staff(PROVING)
@require_GET
def timeline_file(request: PersonalRequest, number: str) -> HttpResponse:
    """The timeline as a signed file."""
    found = _found(number)
    content = json.dumps(exports.signed_timeline(found, **_now(request)), ensure_ascii=False, indent=1)
    disposition = f'attachment; filename="kindr-{found.number}.json"'
    return HttpResponse(content, content_type="application/json", headers={"Content-Disposition": disposition})


def _sent(request: PersonalRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing at all."""
    return request.POST if request.method == "POST" else None


def _now(request: PersonalRequest) -> dict[str, Any]:
    """Who acts and when, as every action and query takes it."""
    return {"access": request.access, "at": clock.now()}


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


def _found(number: str) -> Incident:
    found = queries.incident_of(number)
    if found is None:
        raise Http404
    return found


def _tried(request: PersonalRequest, found: Incident, deed: Callable[[], object]) -> HttpResponse:
    try:
        deed()
        messages.success(request, _("Done, and written into the timeline."))
    except StepNotAllowed as refused:
        messages.error(request, str(words.REFUSALS[str(refused)]))
    return redirect("incidents:incident", number=found.number)


def _letters(request: PersonalRequest, found: Incident) -> dict[str, Any]:
    return {
        "shown": queries.shown(found, at=clock.now()),
        "counts": queries.letters_of(found),
        "sample": drafts.draft(found, **_now(request)),
        "lacking": queries.lacking(found),
        "notices": queries.notices(found, page=request.GET.get("page", "")),
    }


def _paper(found: Incident) -> dict[str, Any]:
    policy = registry.policy()
    return {
        "shown": queries.shown(found, at=clock.now()),
        "radius": queries.radius_of(found),
        "controller": policy.parties["controller"],
        "officer": policy.parties["data_protection_officer"],
        "authority": policy.authority,
    }


def _page(request: PersonalRequest, found: Incident, *, status: int = 200, **more: Any) -> HttpResponse:
    at, radius = clock.now(), queries.radius_of(found)
    people = queries.affected(radius, page=request.GET.get("page", ""))
    context = {"shown": queries.shown(found, at=at), "radius": radius, "people": people, "at": at, **_beside(found)}
    return render(request, "incidents/incident.html", {**context, **more}, status=status)


def _beside(found: Incident) -> dict[str, Any]:
    return {
        "events": queries.timeline(found),
        "letters": queries.letters_of(found),
        "counts": queries.counts_of_texts(found),
        "lacking": queries.lacking(found),
        "text": TextForm(),
    }
