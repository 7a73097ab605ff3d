"""Signing up and signing in: by code, password or passkey, and the second factor behind them."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kindr.base import clock
from kindr.privacy.access.declare import for_purpose, no_personal_data
from kindr.shop.accounts.actions import arriving, passkeys, passwords, second_factor
from kindr.shop.accounts.forms import AddressForm, CodeForm, FactorForm, PasskeyForm, PasswordSignInForm
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.queries.security import has_passkeys
from kindr.shop.accounts.views import doors


@doors.for_strangers
@for_purpose("keep_account")
def sign_in(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST or None)
    if form.is_valid():
        typed, caller, language = form.cleaned_data["email"], doors.caller_of(request), get_language() or "id"
        ask = partial(arriving.ask_for_code, typed, caller=caller, language=language, at=clock.now())
        if asked := form.tried(ask):
            request.session[doors.ATTEMPT] = str(asked)
            return redirect(doors.with_next(request, "accounts:enter_code"))
    return render(request, "accounts/sign_in.html", _page(request, form), status=form.status)


@doors.for_strangers
@for_purpose("keep_account")
def enter_code(request: HttpRequest) -> HttpResponse:
    if doors.ATTEMPT not in request.session:
        return redirect(doors.with_next(request, "accounts:sign_in"))
    attempt, form = uuid.UUID(request.session[doors.ATTEMPT]), CodeForm(request.POST or None)
    if form.is_valid():
        code, caller = form.cleaned_data["code"], doors.caller_of(request)
        account = form.tried(lambda: arriving.enter_code(attempt, code, caller=caller, at=clock.now()))
        if account:
            return doors.let_in(request, account)
    return render(request, "accounts/enter_code.html", _page(request, form), status=form.status)


@doors.for_strangers
@sensitive_post_parameters("password")
@for_purpose("secure_account")
def password_sign_in(request: HttpRequest, *, staff: bool = False) -> HttpResponse:
    form = PasswordSignInForm(request.POST or None)
    if form.is_valid():
        given, caller = form.cleaned_data, doors.caller_of(request)
        account = form.tried(
            lambda: passwords.check_sign_in(
                given["email"], given["password"], staff=staff, caller=caller, at=clock.now()
            )
        )
        if account:
            return doors.let_in(request, account)
    page = "accounts/staff_sign_in.html" if staff else "accounts/password_sign_in.html"
    return render(request, page, _page(request, form), status=form.status)


@doors.for_strangers
@for_purpose("secure_account")
def enter_factor(request: HttpRequest) -> HttpResponse:
    account = doors.waiting_account(request)
    if account is None:
        return redirect(doors.with_next(request, "accounts:sign_in"))
    form = FactorForm(request.POST or None)
    if form.is_valid():
        code, person = form.cleaned_data["code"], account.pk
        checked = partial(second_factor.check, person, code, at=clock.now())
        if (is_recovery := form.tried(checked)) is not None:
            return doors.welcome(request, account, strongly=is_recovery)
    return _factor_page(request, account, form)


@doors.for_strangers
@for_purpose("secure_account")
@require_POST
def factor_by_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey as the second factor, of the account whose first was right and of no other."""
    account, form = doors.waiting_account(request), PasskeyForm(request.POST)
    if account is None:
        return redirect(doors.with_next(request, "accounts:sign_in"))
    challenge, caller, at = request.session.pop(doors.CHALLENGE, ""), doors.caller_of(request), clock.now()
    given = {"challenge": challenge, "staff": doors.is_working(account), "caller": caller, "at": at}
    if form.is_valid() and form.passed(
        lambda: passkeys.check_passkey_of(account.pk, form.cleaned_data["credential"], **given)
    ):
        doors.note_passkey(request)
        return doors.welcome(request, account, strongly=True)
    return _factor_page(request, account, FactorForm(), refused=form)


@no_personal_data("asks the browser which passkeys it has; the answer is the same for everybody")
@require_POST
def passkey_question(request: HttpRequest) -> HttpResponse:
    options, request.session[doors.CHALLENGE] = passkeys.sign_in_options()
    return HttpResponse(options, content_type="application/json")


@doors.for_strangers
@for_purpose("secure_account")
@require_POST
def passkey_sign_in(request: HttpRequest, *, staff: bool = False) -> HttpResponse:
    form, challenge = PasskeyForm(request.POST), request.session.pop(doors.CHALLENGE, "")
    if form.is_valid():
        answer, caller = form.cleaned_data["credential"], doors.caller_of(request)
        account = form.tried(
            lambda: passkeys.check_passkey(answer, challenge=challenge, staff=staff, caller=caller, at=clock.now())
        )
        if account:
            return doors.let_in(request, account, by_passkey=True)
    page = "accounts/staff_sign_in.html" if staff else "accounts/sign_in.html"
    context = {**_page(request, PasswordSignInForm() if staff else AddressForm()), "refused": form}
    return render(request, page, context, status=form.status)


@no_personal_data("ends the visit")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    answer = redirect("accounts:sign_in")
    answer.delete_cookie("shopping_for", samesite="Lax")
    return answer


def _factor_page(
    request: HttpRequest, account: Account, form: FactorForm, *, refused: PasskeyForm | None = None
) -> HttpResponse:
    """Asks for the code of an app, or for a passkey where one was not the first factor."""
    offered = has_passkeys(account.pk) and not doors.has_used_passkey(request)
    context = {**_page(request, form), "refused": refused, "has_passkeys": offered}
    return render(request, "accounts/second_factor.html", context, status=(refused or form).status)


def _page(request: HttpRequest, form: object) -> dict[str, object]:
    return {"form": form, "next": doors.wanted_page(request)}
