"""How an account is protected: password, second factor, passkeys, and signing out everywhere."""

from __future__ import annotations

import uuid

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose
from kindr.privacy.access.passkeys import needs_one, standing_of
from kindr.privacy.access.terms import Access
from kindr.shop.accounts.actions import passkeys, passwords, second_factor, sessions
from kindr.shop.accounts.forms import FactorForm, NewPasskeyForm, NewPasswordForm
from kindr.shop.accounts.queries import own
from kindr.shop.accounts.queries.security import has_second_factor, protection, setup_secret
from kindr.shop.accounts.views import doors


@doors.for_accounts
@for_purpose("secure_account")
def security(request: PersonalRequest) -> HttpResponse:
    return _security_page(request, NewPasskeyForm())


@doors.for_accounts
@doors.freshly
@sensitive_post_parameters("password")
@for_purpose("secure_account")
def password(request: PersonalRequest) -> HttpResponse:
    form, access = NewPasswordForm(request.POST or None), request.access
    if form.is_valid():
        chosen = form.cleaned_data["password"]
        account = form.tried(lambda: passwords.set_password(chosen, access=access, at=clock.now()))
        if account:
            update_session_auth_hash(request, account)
            messages.success(request, _("Your password has been set. Other devices have been signed out."))
            return redirect("accounts:security")
    return render(request, "accounts/password.html", {"form": form}, status=form.status)


@doors.for_parents
@doors.freshly
@for_purpose("secure_account")
@require_POST
def forget_password(request: PersonalRequest) -> HttpResponse:
    account = passwords.remove_password(access=request.access)
    update_session_auth_hash(request, account)
    messages.success(request, _("Your password is gone. You sign in by code or passkey."))
    return redirect("accounts:security")


@doors.for_accounts
@doors.freshly
@for_purpose("secure_account")
@require_POST
def begin_factor(request: PersonalRequest) -> HttpResponse:
    second_factor.begin(access=request.access, at=clock.now())
    return redirect("accounts:set_up_factor")


@doors.for_accounts
@doors.freshly
@for_purpose("secure_account")
def set_up_factor(request: PersonalRequest) -> HttpResponse:
    form, access, at = FactorForm(request.POST or None), request.access, clock.now()
    if form.is_valid():
        code = form.cleaned_data["code"]
        codes = form.tried(lambda: second_factor.confirm(code, access=access, at=at))
        if codes:
            return render(request, "accounts/recovery_codes.html", {"codes": codes})
    secret = setup_secret(access=access, at=at)
    if secret is None:
        return redirect("accounts:security")
    context = _picture(request, secret) | {"form": form}
    return render(request, "accounts/set_up_factor.html", context, status=form.status)


@doors.for_parents
@doors.freshly
@for_purpose("secure_account")
@require_POST
def forget_factor(request: PersonalRequest) -> HttpResponse:
    second_factor.switch_off(access=request.access, at=clock.now())
    messages.success(request, _("Your second factor is off."))
    return redirect("accounts:security")


@doors.for_accounts
@doors.freshly
@for_purpose("secure_account")
@require_POST
def renew_codes(request: PersonalRequest) -> HttpResponse:
    """New recovery codes; the old ones open nothing from now on."""
    if not has_second_factor(own.own_id(request.access)):
        return redirect("accounts:security")
    codes = second_factor.renew_codes(access=request.access, at=clock.now())
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "renewed": True})


@doors.for_accounts
@doors.freshly
@for_purpose("secure_account")
@require_POST
def passkey_question(request: PersonalRequest) -> HttpResponse:
    options, challenge = passkeys.registration_options(access=request.access, at=clock.now())
    request.session[doors.CHALLENGE] = challenge
    return HttpResponse(options, content_type="application/json")


@doors.for_accounts
@doors.freshly
@for_purpose("secure_account")
@require_POST
def new_passkey(request: PersonalRequest) -> HttpResponse:
    form, challenge, access = NewPasskeyForm(request.POST), request.session.pop(doors.CHALLENGE, ""), request.access
    if form.is_valid():
        given = form.cleaned_data
        if form.passed(
            lambda: passkeys.keep_passkey(
                given["credential"], challenge=challenge, label=given["label"], access=access, at=clock.now()
            )
        ):
            doors.note_passkey(request)
            messages.success(request, _("The passkey has been saved. Next time you can sign in with it."))
            return redirect("accounts:security")
    return _security_page(request, form)


@doors.for_accounts
@doors.freshly
@for_purpose("secure_account")
@require_POST
def forget_passkey(request: PersonalRequest, passkey: uuid.UUID) -> HttpResponse:
    passkeys.remove_passkey(passkey, access=request.access, at=clock.now())
    messages.success(request, _("The passkey no longer opens your account."))
    return redirect("accounts:security")


@doors.for_accounts
@for_purpose("secure_account")
@require_POST
def end_other_sessions(request: PersonalRequest) -> HttpResponse:
    sessions.end_sessions(own.own_id(request.access), but=request.session.session_key)
    messages.success(request, _("All other devices have been signed out."))
    return redirect("accounts:security")


def _security_page(request: PersonalRequest, form: NewPasskeyForm) -> HttpResponse:
    found = protection(access=request.access, at=clock.now(), here=request.session.session_key)
    context = {"protection": found, "form": form, "is_fresh": doors.is_fresh(request), **_rule(request.access)}
    return render(request, "accounts/security.html", context, status=form.status)


def _rule(access: Access) -> dict[str, object]:
    """What the policy asks of this account about passkeys; empty where it asks nothing."""
    rule = standing_of(access.actor.id, access.actor.role) if needs_one(access.actor.role) else None
    return {"rule": rule, "overdue": clock.now() >= rule.due_at} if rule and rule.due_at else {}


def _picture(request: PersonalRequest, secret: str) -> dict[str, object]:
    """The QR code as a picture inside the page, so that the secret is in no address."""
    name, address = own.name_and_address(access=request.access, at=clock.now())
    uri = second_factor.setup_uri(secret, name=address or name)
    picture = segno.make(uri, error="m").svg_data_uri(scale=5, border=2)
    return {"picture": picture, "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))}
