"""The incidents desk: what happened, whom it reaches, what the clock says and what was done (policy 6.3.7)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.privacy.access.terms import PurposeNotAllowed
from kindr.privacy.incidents import actions, drafts, exports, papers, queries, starting, texts, within, words
from kindr.privacy.incidents.authority import Notice
from kindr.privacy.incidents.authority import notice as written_notice
from kindr.privacy.incidents.duties import duties, standing_of
from kindr.privacy.incidents.forms import FORMS, ReportForm, SendForm, TextForm, ToldForm, cause_in
from kindr.privacy.incidents.models import Incident
from kindr.privacy.incidents.personal import TextKind
from kindr.privacy.incidents.rules import Cause, Reached, StepNotAllowed, Way
from kindr.privacy.rights import doors

PROVING = "prove_compliance"
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
    try:
        actions.write_text(found, TextKind(form.cleaned_data["kind"]), form.cleaned_data["words"], **_now(request))
    except StepNotAllowed as refused:
        form.add_error(None, str(words.REFUSALS[str(refused)]))
        return _page(request, found, text=form, status=409)
    messages.success(request, _("Done, and written into the timeline."))
    return redirect("incidents:incident", number=found.number)


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
    found = _found(number)
    form = SendForm(_sent(request), found=queries.radius_of(found))
    if form.is_valid():
        reached = Reached(form.cleaned_data["reached"])
        return _tried(request, found, lambda: actions.order_letters(found, reached, **_now(request)))
    shown = _letters(request, found) | {"form": form}
    return render(request, "incidents/letters.html", shown, status=422 if form.is_bound else 200)


@for_staff(PROVING)
@require_http_methods(["GET", "POST"])
def authority(request: PersonalRequest, number: str) -> HttpResponse:
    """The written notice to the institution, and the form that says how and when it was handed over."""
    found, now = _found(number), _now(request)
    form = ToldForm(_sent(request), at=now["at"], known_at=found.known_at)
    if form.is_valid():
        way, sent_at = Way(form.cleaned_data["way"]), form.cleaned_data["sent_at"]
        return _tried(request, found, lambda: actions.tell_authority(found, way, sent_at=sent_at, **now))
    context = {"form": form, "notice": _notice(request, found, get_language() or "id"), "found": found}
    return render(request, "incidents/authority.html", context, status=422 if form.is_bound else 200)


@for_staff(PROVING)
@require_POST
def send_to_authority(request: PersonalRequest, number: str) -> HttpResponse:
    """Sends the notice by e-mail to the address that the policy names."""
    found = _found(number)
    return _tried(request, found, lambda: actions.send_to_authority(found, **_now(request)))


@for_staff(PROVING)
@require_GET
def authority_paper(request: PersonalRequest, number: str) -> HttpResponse:
    """The notice on paper; in Indonesian, which binds, unless the address asks for the translation."""
    found, language = _found(number), "en" if request.GET.get("language") == "en" else "id"
    content = papers.draw(_notice(request, found, language), at=clock.now())
    disposition = f'attachment; filename="kindr-{found.number}-{language}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


@for_staff(PROVING)
@require_GET
def timeline(request: PersonalRequest, number: str) -> HttpResponse:
    """The timeline to print, with the signature of the file."""
    found = _found(number)
    signed = exports.signed_timeline(found, **_now(request))
    context = {"signed": signed, "written": exports.written_in(signed), "events": queries.timeline(found)}
    return render(request, "incidents/timeline.html", _paper(found) | context)


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


def _notice(request: PersonalRequest, found: Incident, language: str) -> Notice:
    now = _now(request)
    return written_notice(found, texts.newest(found, **now), language=language, at=now["at"])


def _paper(found: Incident) -> dict[str, Any]:
    policy = registry.policy()
    return {
        "shown": queries.shown(found, at=clock.now()),
        "controller": policy.parties["controller"],
        "officer": policy.parties["data_protection_officer"],
    }


def _page(request: PersonalRequest, found: Incident, *, status: int = 200, **more: Any) -> HttpResponse:
    at, radius, counts = clock.now(), queries.radius_of(found), queries.letters_of(found)
    lacking = queries.lacking(found)
    context = {
        "shown": queries.shown(found, at=at),
        "radius": radius,
        "people": within.affected(radius, page=request.GET.get("page", "")),
        "duties": duties(standing_of(found, radius, counts, lacking)),
        "events": queries.timeline(found),
        "counts": queries.counts_of_texts(found),
        "lacking": lacking,
        "text": TextForm(),
        "at": at,
        "is_listing": "page" in request.GET,
    }
    return render(request, "incidents/incident.html", {**context, **more}, status=status)
