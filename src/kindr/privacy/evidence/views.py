"""Proofs for customers, checkpoints for everybody, and the officer's page from which auditors are answered."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kindr.base import clock, facts
from kindr.privacy.access.declare import PersonalRequest, for_purpose, no_personal_data
from kindr.privacy.access.staff import for_staff
from kindr.privacy.evidence import queries, words
from kindr.privacy.evidence.facts import LogCheckAsked
from kindr.privacy.evidence.growth import growth_of
from kindr.privacy.evidence.ports import this_log
from kindr.privacy.evidence.queries import NoProof
from kindr.privacy.rights import planning
from kindr.privacy.rights.doors import for_known, whose

VERIFIER = Path(__file__).with_name("verify_log.py")
PUBLIC = "checkpoints are sizes, hashes and moments, signed for everybody to see"


@require_GET
@never_cache
@for_known
@for_purpose("show_my_data")
def proof(request: PersonalRequest, book: str, row: uuid.UUID) -> HttpResponse:
    """That a line about oneself is in the log, word for word, as a file."""
    people = planning.covered(whose(request))
    try:
        found = queries.inclusion_proof(book, row, people=people, access=request.access, at=clock.now())
    except NoProof:
        raise Http404 from None
    return _file(found, f"kindr-proof-{found['index']}.json")


@require_GET
@no_personal_data(PUBLIC)
def log(request: HttpRequest) -> HttpResponse:
    """What the log is, its newest checkpoint, and how to check it without us."""
    shown = [(each, words.out_of_the_ordinary(each.says)) for each in queries.hourly_checkpoints(hours=24)]
    newest = queries.newest_checkpoint()
    return render(request, "evidence/log.html", {"checkpoints": shown, "newest": newest, "key": str(this_log().key)})


@require_GET
@cache_control(public=True, max_age=20)
@no_personal_data(PUBLIC)
def checkpoint(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django passes it
    """The newest checkpoint, as C2SP tlog-checkpoint writes it."""
    found = queries.newest_checkpoint()
    if found is None:
        raise Http404
    return HttpResponse(found.note, content_type="text/plain; charset=utf-8")


@require_GET
@no_personal_data(PUBLIC)
def checkpoints(request: HttpRequest) -> JsonResponse:
    """The history of checkpoints, newest first, a thousand at a time: `?before=` a number goes on."""
    found = queries.checkpoints(before=_number(request, "before") or None, most=1000)
    notes = [{"number": each.number, "size": each.size, "note": each.note} for each in found]
    return JsonResponse({"key": this_log().published, "checkpoints": notes})


@require_GET
@no_personal_data(PUBLIC)
def growth(request: HttpRequest) -> HttpResponse:
    """The proof that the log of one checkpoint began with that of another, as a file."""
    first, second = _number(request, "first"), _number(request, "second")
    try:
        found = queries.consistency_proof(first, second)
    except NoProof:
        raise Http404 from None
    return _file(found, f"kindr-growth-{first}-{second}.json")


@require_GET
@no_personal_data(PUBLIC)
def key(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django passes it
    """The log's public key, by which others know its signatures; those before it follow, each with its end."""
    return HttpResponse(f"{this_log().published}\n", content_type="text/plain; charset=utf-8")


@require_GET
@no_personal_data("a program that is the same for everybody")
def verifier(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django passes it
    """The program that verifies proofs without Kindr."""
    response = HttpResponse(VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{VERIFIER.name}"'
    return response


@for_staff("oversee_access")
@require_http_methods(["GET", "POST"])
def evidence(request: PersonalRequest) -> HttpResponse:
    """How the log is kept, and what an auditor gets."""
    if request.method == "POST":
        facts.publish(LogCheckAsked())
        messages.success(request, _("The whole log is being checked; the result will stand here."))
        return redirect("evidence:desk")
    found = queries.health(at=clock.now())
    shown = [(each, words.out_of_the_ordinary(each.says)) for each in queries.hourly_checkpoints()]
    context = {"health": found, "growth": growth_of(queries.growth()), "checkpoints": shown, **_chosen(request)}
    context |= {"findings": _findings(found), "key": str(this_log().key)}
    return render(request, "evidence/desk.html", context)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """The two checkpoints that an auditor asks about, and whether there is a proof."""
    first, second = _number(request, "first"), _number(request, "second")
    if not second:
        return {}
    try:
        queries.consistency_proof(first, second)
    except NoProof:
        return {"first": first, "second": second, "has_proof": False}
    return {"first": first, "second": second, "has_proof": True}


def _findings(found: queries.Health) -> list[tuple[Any, int]]:
    kinds = found.checked.findings if found.checked else {}
    return [(words.FINDINGS.get(kind, kind), count) for kind, count in sorted(kinds.items())]


def _number(request: HttpRequest, name: str) -> int:
    """A number in an address; 0 for anything else."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _file(content: dict[str, Any], name: str) -> HttpResponse:
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
