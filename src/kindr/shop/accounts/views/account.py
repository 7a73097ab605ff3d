"""The account's own pages: home, profile with birthday, and the address to sign in with."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose
from kindr.privacy.consent import wording
from kindr.privacy.consent.browsers import has_signal
from kindr.shop.accounts import ports
from kindr.shop.accounts.actions import new_address
from kindr.shop.accounts.actions import profile as keeping
from kindr.shop.accounts.forms import AddressForm, BirthdayForm, CodeForm, ProfileForm
from kindr.shop.accounts.queries import own
from kindr.shop.accounts.queries.overview import overview
from kindr.shop.accounts.views import doors


@doors.for_parents
@for_purpose("keep_account")
def home(request: PersonalRequest) -> HttpResponse:
    found = overview(access=request.access, at=clock.now())
    deals = ports.newest_orders(access=request.access, language=get_language() or "id")
    return render(request, "accounts/home.html", {"account": found, "deals": deals})


@doors.for_parents
@for_purpose("keep_account")
def profile(request: PersonalRequest) -> HttpResponse:
    me = own.me(access=request.access, at=clock.now())
    form = ProfileForm(request.POST or None, initial={"name": me.name, "phone": me.readable_phone})
    if form.is_valid():
        keeping.keep_profile(**form.cleaned_data, access=request.access, at=clock.now())
        messages.success(request, _("Your profile has been saved."))
        return redirect("accounts:profile")
    return _profile_page(request, form=form)


@doors.for_parents
@for_purpose("keep_account")
@require_POST
def birthday(request: PersonalRequest) -> HttpResponse:
    form, access = BirthdayForm(request.POST, today=_today()), request.access
    if not form.is_valid():
        return _profile_page(request, birthday_form=form)
    born, gpc = form.cleaned_data["born"], has_signal(request)
    keeping.keep_birthday(born, shown=_shown(), access=access, at=clock.now(), has_gpc=gpc)
    messages.success(request, _("Thank you. We look forward to your birthday."))
    return redirect("accounts:profile")


@doors.for_parents
@for_purpose("erase_my_data")
@require_POST
def forget_birthday(request: PersonalRequest) -> HttpResponse:
    keeping.withdraw_birthday(language=get_language() or "id", access=request.access, at=clock.now())
    messages.success(request, _("We have forgotten your date of birth."))
    return redirect("accounts:profile")


@doors.for_parents
@doors.freshly
@for_purpose("keep_account")
def new_sign_in_address(request: PersonalRequest) -> HttpResponse:
    form, access, language = AddressForm(request.POST or None), request.access, get_language() or "id"
    if form.is_valid():
        address, caller = form.cleaned_data["email"], doors.caller_of(request)
        asked = form.tried(
            lambda: new_address.ask_for_new_address(
                address, caller=caller, language=language, access=access, at=clock.now()
            )
        )
        if asked:
            request.session[doors.ATTEMPT] = str(asked)
            return redirect("accounts:prove_sign_in_address")
    return render(request, "accounts/new_sign_in_address.html", {"form": form}, status=form.status)


@doors.for_parents
@doors.freshly
@for_purpose("keep_account")
def prove_sign_in_address(request: PersonalRequest) -> HttpResponse:
    form, access, asked = CodeForm(request.POST or None), request.access, request.session.get(doors.ATTEMPT)
    if asked and form.is_valid():
        code, caller, attempt = form.cleaned_data["code"], doors.caller_of(request), uuid.UUID(asked)
        if form.passed(
            lambda: new_address.take_new_address(attempt, code, caller=caller, access=access, at=clock.now())
        ):
            messages.success(request, _("You sign in with your new address from now on."))
            return redirect("accounts:home")
    return render(request, "accounts/prove_sign_in_address.html", {"form": form}, status=form.status)


def _profile_page(request: PersonalRequest, **forms: Any) -> HttpResponse:
    at = clock.now()
    me = own.me(access=request.access, at=at)
    context = {
        "me": me,
        "born": own.birthday(access=request.access, at=at),
        "form": ProfileForm(initial={"name": me.name, "phone": me.readable_phone}),
        "birthday_form": BirthdayForm(today=_today()),
        "consent": wording.paragraphs(keeping.GREETING, get_language() or "id"),
    }
    return render(request, "accounts/profile.html", {**context, **forms})


def _today() -> date:
    return clock.now().astimezone(clock.JAKARTA).date()


def _shown() -> wording.Shown:
    """The consent as it stands on this page, word for word, and its language."""
    return wording.asked(keeping.GREETING, get_language() or "id")
