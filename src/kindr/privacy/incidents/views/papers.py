"""The papers of an incident: the notice to the authority and the timeline, to look at, to print and to keep."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.privacy.incidents import actions, exports, papers, queries, texts
from kindr.privacy.incidents.authority import Notice
from kindr.privacy.incidents.authority import notice as written_notice
from kindr.privacy.incidents.forms import ToldForm
from kindr.privacy.incidents.models import Incident
from kindr.privacy.incidents.rules import Way
from kindr.privacy.incidents.views.asking import PROVING, acting_now, incident_of, sent_with, tried


@for_staff(PROVING)
@require_http_methods(["GET", "POST"])
def authority(request: PersonalRequest, number: str) -> HttpResponse:
    """The written notice to the institution, and the form that says how and when it was handed over."""
    found, now = incident_of(number), acting_now(request)
    form = ToldForm(sent_with(request), at=now["at"], known_at=found.known_at)
    if form.is_valid():
        way, sent_at = Way(form.cleaned_data["way"]), form.cleaned_data["sent_at"]
        return tried(request, found, lambda: actions.tell_authority(found, way, sent_at=sent_at, **now))
    context = {"form": form, "notice": _notice(request, found, get_language() or "id"), "found": found}
    context["is_on_its_way"] = actions.is_on_its_way(found)
    return render(request, "incidents/authority.html", context, status=422 if form.is_bound else 200)


@for_staff(PROVING)
@require_POST
def send_to_authority(request: PersonalRequest, number: str) -> HttpResponse:
    """Has the notice sent by e-mail to the address that the policy names."""
    found = incident_of(number)
    return tried(request, found, lambda: actions.order_notice(found, **acting_now(request)))


@for_staff(PROVING)
@require_GET
def authority_paper(request: PersonalRequest, number: str) -> HttpResponse:
    """The notice on paper; in Indonesian, which binds, unless the address asks for the translation."""
    found, language = incident_of(number), "en" if request.GET.get("language") == "en" else "id"
    content = papers.draw(_notice(request, found, language), at=clock.now())
    disposition = f'attachment; filename="kindr-{found.number}-{language}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


@for_staff(PROVING)
@require_GET
def timeline(request: PersonalRequest, number: str) -> HttpResponse:
    """The timeline to print, with the signature of the file."""
    found = incident_of(number)
    signed = exports.signed_timeline(found, **acting_now(request))
    context = {"signed": signed, "written": exports.written_in(signed), "events": queries.timeline(found)}
    return render(request, "incidents/timeline.html", _paper(found) | context)


@for_staff(PROVING)
@require_GET
def timeline_file(request: PersonalRequest, number: str) -> HttpResponse:
    """The timeline as a signed file."""
    found = incident_of(number)
    content = json.dumps(exports.signed_timeline(found, **acting_now(request)), ensure_ascii=False, indent=1)
    disposition = f'attachment; filename="kindr-{found.number}.json"'
    return HttpResponse(content, content_type="application/json", headers={"Content-Disposition": disposition})


def _notice(request: PersonalRequest, found: Incident, language: str) -> Notice:
    now = acting_now(request)
    return written_notice(found, texts.newest(found, **now), language=language, at=now["at"])


def _paper(found: Incident) -> dict[str, Any]:
    policy = registry.policy()
    return {
        "shown": queries.shown(found, at=clock.now()),
        "controller": policy.parties["controller"],
        "officer": policy.parties["data_protection_officer"],
    }
