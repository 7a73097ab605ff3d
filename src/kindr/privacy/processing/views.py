"""The record of processing for the data protection officer, below /desk/record/ (UU 27/2022 art. 31; policy 8)."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.privacy.processing import in_fideslang, in_json, outside, words
from kindr.privacy.processing.record import Record, looking_from, matching, record_of
from kindr.privacy.rights.labels import in_words

OVERSEEING = "prove_compliance"


@for_staff(OVERSEEING)
@require_safe
def record(request: PersonalRequest) -> HttpResponse:
    """Every activity, or those of one purpose, kind of data or recipient; nothing is opened for it."""
    found = record_of(registry.policy())
    looking = looking_from(request.GET.dict(), found.policy)
    page = {"looking": looking, "activities": matching(found, looking), "choices": _choices(found)}
    return render(request, "processing/record.html", {**_around(found), **page})


@for_staff(OVERSEEING)
@require_safe
def outside_parties(request: PersonalRequest) -> HttpResponse:
    """Outside parties: what is known of each, what it may see, and what it has yet to answer."""
    found, told = record_of(registry.policy()), outside.messages()
    rows = [(party, told.counts.get(party.recipient.key, {})) for party in found.outside]
    names = {party.recipient.key: in_words(party.recipient.says) for party in found.outside}
    return render(request, "processing/outside.html", {**_around(found), "rows": rows, "told": told, "names": names})


@for_staff(OVERSEEING)
@require_safe
def as_json(request: PersonalRequest) -> HttpResponse:  # noqa: ARG001  # Django passes it
    """The record as signed JSON."""
    signed = in_json.signed(record_of(registry.policy()), at=clock.now())
    text = json.dumps(signed, ensure_ascii=False, indent=2, sort_keys=True)
    return _file(f"{text}\n", "application/json", "json")


@for_staff(OVERSEEING)
@require_safe
def as_fideslang(request: PersonalRequest) -> HttpResponse:  # noqa: ARG001  # Django passes it
    """The record as a fideslang manifest."""
    return _file(in_fideslang.manifest(record_of(registry.policy())), "application/yaml", "yaml")


@for_staff(OVERSEEING)
@require_safe
def as_file(request: PersonalRequest) -> HttpResponse:  # noqa: ARG001  # Django passes it
    """The record as a page that needs nothing else, in the language it was asked for in."""
    found = record_of(registry.policy())
    context = {**_around(found), "activities": found.activities, "language": get_language() or "id"}
    context["shop"] = settings.BASE_URL
    return _file(render_to_string("processing/file.html", context), "text/html; charset=utf-8", "html")


def _around(found: Record) -> dict[str, Any]:
    named = {**found.policy.parties, **found.policy.assessments, **found.policy.recipients}
    missing = [(_name(named[key]), [words.FACTS[fact] for fact in facts]) for key, facts in found.missing.items()]
    lists = {"bases": words.BASES, "standings": words.STANDINGS, "transfers": words.TRANSFERS, "facts": words.FACTS}
    return {"found": found, "missing": missing, "risks": words.RISKS, "verbs": words.VERBS, **lists}


def _name(thing: Any) -> str:
    """What something that lacks a fact is called; parties have a name of their own beside what they are for."""
    return getattr(thing, "name", "") or in_words(thing.says)


def _choices(found: Record) -> list[tuple[str, list[tuple[str, str]]]]:
    policy = found.policy
    parts: dict[str, Any] = {
        "purpose": policy.purposes, "category": policy.categories, "recipient": policy.recipients
    }  # fmt: skip
    return [(name, [(key, in_words(each.says)) for key, each in things.items()]) for name, things in parts.items()]


def _file(content: str, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="kindr-record-of-processing.{ending}"'
    return response
