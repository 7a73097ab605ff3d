"""A person's own requests: asking, following, confirming, taking back, fetching the package."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose
from kindr.privacy.rights.doors import for_known, for_proven, for_proven_file, is_proven, whose
from kindr.privacy.rights.fulfilment import packages
from kindr.privacy.rights.requests import actions, ports, queries, words
from kindr.privacy.rights.requests.actions import LinkExpired, WrongCode
from kindr.privacy.rights.requests.forms import CodeForm, RequestForm
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Channel, Proof, StepNotAllowed


@require_GET
@never_cache
@for_known
@for_purpose("show_my_data")
def mine(request: PersonalRequest) -> HttpResponse:
    """What somebody has asked for, the newest first."""
    lines = queries.requests_of(whose(request), at=clock.now())
    return render(request, "requests/mine.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
@never_cache
@for_known
@for_purpose("show_my_data")
def new(request: PersonalRequest) -> HttpResponse:
    """One page to ask: which right, for whom, in words."""
    person, children = whose(request), ports.children(access=request.access, at=clock.now())
    given = request.POST if request.method == "POST" else None
    form = RequestForm(given, initial=_wanted(request), children=[each for each in children if each.may_be_asked_for])
    if form.is_valid():
        made = _receive(request, form, person)
        return redirect("requests:request", number=made.number)
    context = {"form": form, "of_age": [each for each in children if not each.may_be_asked_for]}
    return render(request, "requests/new.html", context, status=422 if form.errors else 200)


@require_GET
@never_cache
@for_known
@for_purpose("show_my_data")
def one(request: PersonalRequest, number: str) -> HttpResponse:
    """One request: where it stands, until when, what happened, and what was answered."""
    return _page(request, queries.own_request(number, whose(request)))


@require_POST
@for_known
@for_purpose("show_my_data")
def enter_code(request: PersonalRequest, number: str) -> HttpResponse:
    """The code of the letter, typed on the page."""
    found, form = queries.own_request(number, whose(request)), CodeForm(request.POST)
    if form.is_valid():
        try:
            actions.prove_by_code(found, form.cleaned_data["code"], access=request.access, at=clock.now())
            return redirect("requests:request", number=number)
        except (WrongCode, LinkExpired) as refusal:
            form.add_error("code", _said(refusal))
    return _page(request, found, form=form, status=422)


@require_http_methods(["GET", "POST"])
@for_known
@for_proven
@for_purpose("show_my_data")
def confirm(request: PersonalRequest, number: str) -> HttpResponse:
    """Confirms by the account's own sign-in, proven once more; looking at it does nothing."""
    found = queries.own_request(number, whose(request))
    if request.method == "POST" and is_proven(request) and found.needs_verification:
        actions.prove_identity(found, Proof.FRESH, access=request.access, at=clock.now())
    return redirect("requests:request", number=number)


@require_POST
@for_known
@for_purpose("show_my_data")
def send_again(request: PersonalRequest, number: str) -> HttpResponse:
    """A new link and code."""
    found = queries.own_request(number, whose(request))
    if not found.needs_verification or not actions.may_ask_again(found, at=clock.now()):
        messages.warning(request, _("The last letter is only a few minutes old. Please wait for it."))
    else:
        actions.ask_for_proof(found, access=request.access, at=clock.now())
        messages.success(request, _("A new letter is on its way."))
    return redirect("requests:request", number=number)


@require_POST
@for_known
@for_purpose("show_my_data")
def revoke(request: PersonalRequest, number: str) -> HttpResponse:
    """Takes a request back."""
    found = queries.own_request(number, whose(request))
    try:
        actions.revoke(found, access=request.access, at=clock.now())
        messages.success(request, _("It is taken back. Nothing more happens."))
    except StepNotAllowed:
        messages.warning(request, _("It has ended meanwhile; nothing was changed."))
    return redirect("requests:request", number=number)


@require_GET
@never_cache
@for_known
@for_proven_file
@for_purpose("show_my_data")
def package(request: PersonalRequest, number: str) -> StreamingHttpResponse:
    """What was packed for an access request, while it can be fetched."""
    found = queries.own_request(number, whose(request))
    packed = queries.package_of(found, at=clock.now())
    if packed is None:
        raise Http404
    pieces = packages.read(packed, access=request.access, at=clock.now())
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="kindr-{found.number}.zip"'
    return response


def _receive(request: PersonalRequest, form: RequestForm, person: uuid.UUID) -> Request:
    at, given = clock.now(), form.cleaned_data
    proof = Proof.FRESH if is_proven(request) else Proof.CHANNEL
    return actions.receive(
        kind=given["kind"], channel=Channel.PAGE, language=get_language() or "id", received_at=at, at=at,
        person=person, subject=form.child, words=given["words"], proof=proof, access=request.access,
    )  # fmt: skip


def _page(request: PersonalRequest, found: Request, *, form: CodeForm | None = None, status: int = 200) -> HttpResponse:
    at = clock.now()
    texts = queries.texts_of(found, access=request.access, at=at)
    context = {"shown": queries.shown(found, at=at), "texts": texts, "code": form or CodeForm()}
    context |= {"right": words.right_of(found), "is_by_law": words.is_by_law(found), "channel": words.channel_of(found)}
    return render(request, "requests/request.html", context, status=status)


def _wanted(request: PersonalRequest) -> dict[str, str]:
    """What a link from elsewhere chooses in advance."""
    return {"kind": request.GET.get("kind", ""), "subject": ""}


def _said(refusal: Exception) -> str:
    if isinstance(refusal, WrongCode):
        return _("This is not the code of the newest letter.")
    return _("This code is too old or was mistyped too often. Have a new one sent.")
