"""Customer service writes down what somebody asks for on the telephone, and sees its number and state (policy 7.6)."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.privacy.access.terms import ChildOfAge
from kindr.privacy.people import Person, PersonKind, claimed_by_accounts
from kindr.privacy.rights.requests import actions, queries
from kindr.privacy.rights.requests.actions import LinkExpired, WrongCode
from kindr.privacy.rights.requests.forms import CodeForm, PhoneForm
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Channel

RECORDING = ("record_requests",)
CALLERS = (PersonKind.PARENT, PersonKind.GUEST, PersonKind.CHILD)


@for_staff(*RECORDING)
@require_http_methods(["GET", "POST"])
def write_down(request: PersonalRequest, person: uuid.UUID) -> HttpResponse:
    """Which right, and what the caller said; the code then goes to the address on file."""
    caller = Person.objects.filter(pk=person, kind__in=CALLERS).first()
    if caller is None:
        raise Http404
    form = PhoneForm(request.POST if request.method == "POST" else None, is_of_age=caller.is_of_age)
    if form.is_valid() and (made := _received(request, caller, form)):
        return redirect("requests_desk:recorded", number=made.number)
    context = {"form": form, "caller": person}
    return render(request, "requests/desk/phone.html", context, status=422 if form.errors else 200)


@for_staff(*RECORDING)
@require_http_methods(["GET", "POST"])
def recorded(request: PersonalRequest, number: str) -> HttpResponse:
    """The number and the state of a request that was made by telephone, and the code that the caller reads."""
    found = Request.objects.filter(number=number, channel=Channel.PHONE).first()
    if found is None:
        raise Http404
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _proven(request, found, form):
        return redirect("requests_desk:recorded", number=number)
    context = {"line": queries.line_of(found, clock.now()), "code": form}
    return render(request, "requests/desk/recorded.html", context, status=422 if form.errors else 200)


def _received(request: PersonalRequest, caller: Person, form: PhoneForm) -> Request | None:
    """A child's request is the guardian's; of age they ask in their own name, and the guardian's address confirms.

    A guest whom an account has claimed asks as that account: the address they left may be somebody else's by now.
    """
    at, given, asking = clock.now(), form.cleaned_data, caller.pk if caller.is_of_age else caller.guardian_id
    whom = claimed_by_accounts([caller.pk]).get(caller.pk, caller.pk)
    try:
        return actions.receive(
            kind=given["kind"], channel=Channel.PHONE, language=get_language() or "id", received_at=at, at=at,
            person=asking or whom, subject=whom, words=given["words"],
            must_prove=actions.must_prove(given["kind"]), access=request.access,
        )  # fmt: skip
    except ChildOfAge:
        form.add_error(None, _("The child is of age: only they can ask for this, for themself."))
        return None


def _proven(request: PersonalRequest, found: Request, form: CodeForm) -> bool:
    try:
        actions.prove_by_code(found, form.cleaned_data["code"], access=request.access, at=clock.now())
    except WrongCode:
        form.add_error("code", _("This is not the code of the newest letter."))
    except LinkExpired:
        form.add_error("code", _("This code is too old or was mistyped too often. Have a new one sent."))
    else:
        return True
    return False
