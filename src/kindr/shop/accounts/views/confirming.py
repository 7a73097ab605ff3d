"""Proving once more who it is, before a change of how the account is protected or of everything at once.

With a second factor on, only its code or a passkey will do: whoever sits at an open browser may know the mailbox too.
"""

from __future__ import annotations

import uuid
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose
from kindr.privacy.rights.doors import leads_to_file
from kindr.shop.accounts.actions import arriving, passkeys, passwords, second_factor
from kindr.shop.accounts.forms import CodeForm, FactorForm, OwnPasswordForm, PasskeyForm
from kindr.shop.accounts.forms.trying import TryingForm
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.queries import own
from kindr.shop.accounts.queries.security import has_passkeys, has_second_factor
from kindr.shop.accounts.views import doors

ATTEMPT = "confirm_attempt"


@require_safe
@doors.for_accounts
@for_purpose("secure_account")
def confirm(request: PersonalRequest) -> HttpResponse:
    """The ways that this account has."""
    if doors.is_fresh(request):
        return HttpResponseRedirect(doors.wanted_page(request) or reverse("accounts:security"))
    return _page(request)


@require_POST
@doors.for_accounts
@sensitive_post_parameters("password")
@for_purpose("secure_account")
def by_password(request: PersonalRequest) -> HttpResponse:
    form, me = OwnPasswordForm(request.POST), _without_factor(request)
    if form.is_valid() and form.passed(
        lambda: passwords.check_own(me.pk, form.cleaned_data["password"], at=clock.now())
    ):
        return _proven(request)
    return _page(request, password=form)


@require_POST
@doors.for_accounts
@for_purpose("secure_account")
def by_factor(request: PersonalRequest) -> HttpResponse:
    form, me = FactorForm(request.POST), _me(request)
    strict = doors.keeps_to_passkeys(me)
    if form.is_valid() and form.passed(
        lambda: second_factor.check(me.pk, form.cleaned_data["code"], recovery_only=strict, at=clock.now())
    ):
        return _proven(request)
    return _page(request, factor=form)


@require_POST
@doors.for_parents
@for_purpose("secure_account")
def send_code(request: PersonalRequest) -> HttpResponse:
    """Has a code sent to the address that the account signs in with."""
    _without_factor(request)
    form, caller, language, at = TryingForm({}), doors.caller_of(request), get_language() or "id", clock.now()
    _, address = own.name_and_address(access=request.access, at=at)
    ask = partial(arriving.ask_for_code, address, caller=caller, language=language, at=at)
    if form.is_valid() and (asked := form.tried(ask)):
        request.session[ATTEMPT] = str(asked)
        return redirect(doors.with_next(request, "accounts:confirm"))
    return _page(request, refused=form)


@require_POST
@doors.for_parents
@for_purpose("secure_account")
def by_code(request: PersonalRequest) -> HttpResponse:
    form, me, asked = CodeForm(request.POST), _without_factor(request), request.session.get(ATTEMPT)
    if asked and form.is_valid():
        code, caller = form.cleaned_data["code"], doors.caller_of(request)
        account = form.tried(lambda: arriving.enter_code(uuid.UUID(asked), code, caller=caller, at=clock.now()))
        if account and account.pk == me.pk:
            return _proven(request)
    return _page(request, code=form)


@require_POST
@doors.for_accounts
@for_purpose("secure_account")
def by_passkey(request: PersonalRequest) -> HttpResponse:
    form, challenge, me = PasskeyForm(request.POST), request.session.pop(doors.CHALLENGE, ""), _me(request)
    if form.is_valid():
        answer, caller, staff = form.cleaned_data["credential"], doors.caller_of(request), doors.is_working(me)
        given = {"challenge": challenge, "staff": staff, "caller": caller, "at": clock.now()}
        if form.passed(lambda: passkeys.check_passkey_of(me.pk, answer, **given)):
            doors.note_passkey(request)
            return _proven(request)
    return _page(request, refused=form)


def _page(request: PersonalRequest, **tried: TryingForm) -> HttpResponse:
    status = next((form.status for form in tried.values()), 200)
    return render(request, "accounts/confirm.html", {**_ways(request, _me(request)), **tried}, status=status)


def _ways(request: HttpRequest, me: Account) -> dict[str, object]:
    """The ways that an account has to prove itself."""
    asks_factor = has_second_factor(me.pk)
    return {
        "factor": FactorForm() if asks_factor else None,
        "password": OwnPasswordForm() if me.has_usable_password() and not asks_factor else None,
        "code": CodeForm() if request.session.get(ATTEMPT) and not asks_factor else None,
        "may_mail": not asks_factor,
        "has_passkeys": has_passkeys(me.pk),
        "keeps_to_passkeys": doors.keeps_to_passkeys(me),
        "next": doors.wanted_page(request),
        "leads_to_file": leads_to_file(doors.wanted_page(request)),
    }


def _proven(request: HttpRequest) -> HttpResponse:
    request.session.pop(ATTEMPT, None)
    doors.prove(request)
    return HttpResponseRedirect(doors.wanted_page(request) or reverse("accounts:security"))


def _me(request: HttpRequest) -> Account:
    return Account.objects.select_related("person").get(pk=request.user.pk)


def _without_factor(request: HttpRequest) -> Account:
    """The account, if it has no second factor; an account that has one does not fall back behind it."""
    if has_second_factor(_me(request).pk):
        raise Http404
    return _me(request)
