"""The choices of a person: a switch for each consent, what withdrawing stops, receipts, and proof of each stop."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from kindr.base import clock
from kindr.privacy import ports
from kindr.privacy.access.declare import PersonalRequest, for_purpose, no_personal_data
from kindr.privacy.consent import actions, queries, receipts, stopping, wording
from kindr.privacy.consent.browsers import choices_of
from kindr.privacy.consent.events import SWITCH, Decision
from kindr.privacy.rights.doors import for_known
from kindr.privacy.rights.grown import names_of_grown
from kindr.privacy.rights.requests import actions as requests


@require_safe
@never_cache
@for_known
@for_purpose("show_my_data")
def choices(request: PersonalRequest) -> HttpResponse:
    """Every consent with its switch, and the decisions there were."""
    at, language = clock.now(), get_language() or "id"
    found = queries.choices(access=request.access, at=at, language=language)
    stopped = stopping.told(request.GET.get("stopped", ""), found, access=request.access, at=at)
    grown = names_of_grown(queries.whose(request.access), access=request.access, at=at)
    return render(request, "consent/choices.html", {"found": found, "stopped": stopped, "grown": grown})


@require_POST
@never_cache
@for_known
@for_purpose("show_my_data")
def give(request: PersonalRequest, person: uuid.UUID, consent: str) -> HttpResponse:
    """Switching a consent on, with the text that stands beside the switch."""
    shown = wording.asked(consent, get_language() or "id") if stopping.is_known(consent) else None
    if shown is None:
        raise Http404
    actions.decide(
        person=person, purpose=consent, decision=Decision.GIVEN, shown=shown, by=queries.whose(request.access),
        offer=SWITCH, is_again=True, has_gpc=choices_of(request).has_signal, access=request.access, at=clock.now(),
    )  # fmt: skip
    messages.success(request, _("Thank you. Your consent is written down, and you can take it back here at any time."))
    return redirect("consent:choices")


@require_POST
@never_cache
@for_known
@for_purpose("erase_my_data")
def withdraw(request: PersonalRequest, person: uuid.UUID, consent: str) -> HttpResponse:
    """Switching a consent off; the use has stopped before the answer is sent."""
    if not stopping.is_known(consent):
        raise Http404
    proof = requests.withdraw(
        person, [consent], by=queries.whose(request.access), language=get_language() or "id",
        has_gpc=choices_of(request).has_signal, access=request.access, at=clock.now(),
    )  # fmt: skip
    return redirect(f"{reverse('consent:choices')}?stopped={proof.events[0].id}")


@require_GET
@never_cache
@for_known
@for_purpose("show_my_data")
def receipt(request: PersonalRequest, event: uuid.UUID) -> HttpResponse:
    """The signed receipt of one decision, made when it is asked for."""
    at = clock.now()
    found = queries.event_of(event, access=request.access, at=at)
    return _attached(receipts.signed(found, at=at), f"kindr-consent-{found.at:%Y-%m-%d}-{found.purpose}.json")


@require_GET
@never_cache
@for_known
@for_purpose("show_my_data")
def proof(request: PersonalRequest, event: uuid.UUID) -> HttpResponse:
    """The signed proof that use has stopped."""
    found = queries.proof_of(event, access=request.access, at=clock.now())
    if found is None:
        raise Http404
    return _attached(found, f"kindr-stop-{event}.json")


@require_safe
@no_personal_data("the public half of the key that signs receipts")
def signing_key(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django passes it
    """The key that signs receipts and those before it, as a JSON Web Key Set (RFC 7517, RFC 8037)."""
    response = JsonResponse(receipts.key_set(ports.trusted_keys()))
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _attached(content: Mapping[str, Any], name: str) -> HttpResponse:
    response = JsonResponse(dict(content), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
