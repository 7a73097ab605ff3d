"""For people without an account: asking through an address, and the links of our letters (policy 7.5, 7.7)."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kindr.base import clock
from kindr.privacy.access.actors import GUEST_SESSION_KEY
from kindr.privacy.access.declare import no_personal_data, stranger_access
from kindr.privacy.people import Person, PersonKind, covered_by
from kindr.privacy.rights.requests import actions, links, ports, words
from kindr.privacy.rights.requests.actions import LinkExpired, proving
from kindr.privacy.rights.requests.forms import AddressForm
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Channel
from kindr.privacy.vault.lookup import normalised_address


@require_http_methods(["GET", "POST"])
@never_cache
@no_personal_data("takes in what a stranger types, through the gate that collects; nothing is opened or looked up")
def ask(request: HttpRequest) -> HttpResponse:
    """Takes an address and a right. Known or not: the same page, the same letter, the same work."""
    given = request.POST if request.method == "POST" else None
    form = AddressForm(given, initial={"kind": request.GET.get("kind", "")})
    if form.is_valid() and _received(request, form):
        return redirect("requests:sent")
    return render(request, "requests/ask.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@no_personal_data("says the same to everybody")
def sent(request: HttpRequest) -> HttpResponse:
    """What happens next, whoever asked."""
    return render(request, "requests/sent.html", {"hours": words.link_hours()})


@require_http_methods(["GET", "POST"])
@never_cache
@no_personal_data("the keyed mark in the address says which request it is; nothing is opened")
def prove(request: HttpRequest, proof: uuid.UUID, token: str) -> HttpResponse:
    """Shows what is to be confirmed; only the button confirms it, so that no mail scanner does."""
    try:
        found = proving.proof_of_link(proof, token, at=clock.now()).request
        if request.method == "POST":
            found = actions.prove_by_link(proof, token, access=stranger_access("record_requests"), at=clock.now())
            return _proven(request, found)
    except LinkExpired:
        return render(request, "requests/link_over.html", status=410)
    return render(request, "requests/prove.html", {"asked": found, "kind": words.kind_of(found)})


@require_GET
@never_cache
@no_personal_data("the signature in the address says which request it is; nothing is opened")
def follow(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """The link of a letter: from here on this visit shows the request of somebody without an account."""
    found = links.request_of_link(number, token, at=clock.now())
    if found is None or not _may_follow(request, found.person_id):
        return render(request, "requests/link_over.html", {"is_to_follow": True}, status=404)
    _let_in(request, found.person_id)
    return redirect("requests:request", number=number)


def _received(request: HttpRequest, form: AddressForm) -> bool:
    given, at, address = form.cleaned_data, clock.now(), normalised_address(form.cleaned_data["email"])
    try:
        ports.spend(address, ports.caller_of(request), at=at)
    except ports.TooMany as refusal:
        form.add_error(None, _("That was often. Please try again in %(minutes)s minutes.") % vars(refusal))
        return False
    actions.receive(
        kind=given["kind"], channel=Channel.PAGE, language=get_language() or "id", received_at=at, at=at,
        address=address, words=given["words"], must_prove=actions.must_prove(given["kind"]),
        access=stranger_access("record_requests"),
    )  # fmt: skip
    return True


def _proven(request: HttpRequest, found: Request) -> HttpResponse:
    """Where the confirming leads: whoever has no account may follow it in this visit once their guests are found."""
    return render(request, "requests/proven.html", {"asked": found, "kind": words.kind_of(found)})


def _may_follow(request: HttpRequest, person: uuid.UUID) -> bool:
    """An account that is signed in does not follow what somebody else asked for."""
    return not request.user.is_authenticated or person in covered_by(request.user.pk)


def _let_in(request: HttpRequest, person: uuid.UUID) -> None:
    is_guest = Person.objects.filter(pk=person, kind=PersonKind.GUEST).exists()
    if is_guest and not request.user.is_authenticated:
        request.session.cycle_key()
        request.session[GUEST_SESSION_KEY] = str(person)
