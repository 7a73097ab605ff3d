"""Who may stand before a page of accounts, and where somebody goes once they are let in."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kindr.base import clock
from kindr.base.callers import caller_of as caller_of
from kindr.privacy.access.passkeys import BY_PASSKEY
from kindr.shop.accounts import rules
from kindr.shop.accounts.actions.passwords import WORKING
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.queries.security import has_passkeys, has_second_factor

View = Callable[..., HttpResponseBase]

BACKEND = "kindr.shop.accounts.actions.backend.AccountBackend"
FIRST_FACTOR, FIRST_FACTOR_AT = "first_factor", "first_factor_at"
ATTEMPT = "attempt"
CHALLENGE = "passkey_challenge"
PROVEN_AT = "proven_at"


def for_strangers(view: View) -> View:
    """Sends people who are signed in to their own place."""

    @functools.wraps(view)
    def only_strangers(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return HttpResponseRedirect(home_of(request.user))
        return view(request, *args, **kwargs)

    return only_strangers


def for_parents(view: View) -> View:
    """Asks strangers to sign in, and sends staff to their desk."""

    @functools.wraps(view)
    def only_parents(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if isinstance(request.user, Account) and request.user.person.kind in WORKING:
            return HttpResponseRedirect(home_of(request.user))
        return view(request, *args, **kwargs)

    return login_required(only_parents)


def for_accounts(view: View) -> View:
    """Asks strangers to sign in; parents and staff pass."""
    return login_required(view)


def freshly(view: View) -> View:
    """Asks who it is once more when the sign-in is not fresh, before a change of how the account is protected."""

    @functools.wraps(view)
    def only_fresh(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return stale(request, back=reverse("accounts:security")) or view(request, *args, **kwargs)

    return only_fresh


def stale(request: HttpRequest, *, back: str = "", wanted: str = "") -> HttpResponse | None:
    """The way to prove again who it is, None when there is no need.

    It leads to `wanted` afterwards; without it a form leads `back`, and a page to itself.
    """
    if not request.user.is_authenticated or is_fresh(request):
        return None
    wanted = wanted or (request.get_full_path() if request.method in ("GET", "HEAD") or not back else back)
    return HttpResponseRedirect(f"{reverse('accounts:confirm')}?{urlencode({'next': wanted})}")


def is_fresh(request: HttpRequest) -> bool:
    """Whether somebody has proven in the last minutes who they are."""
    age = clock.now().timestamp() - float(request.session.get(PROVEN_AT, 0))
    return 0 <= age <= rules.FRESH_MINUTES * 60


def prove(request: HttpRequest) -> None:
    """Notes that somebody has just proven who they are."""
    request.session[PROVEN_AT] = int(clock.now().timestamp())


def note_passkey(request: HttpRequest) -> None:
    """Notes that a passkey was made or used in this visit."""
    request.session[BY_PASSKEY] = True


def has_used_passkey(request: HttpRequest) -> bool:
    """Whether a passkey was made or used in this visit, be it before its second factor."""
    return bool(request.session.get(BY_PASSKEY))


def let_in(request: HttpRequest, account: Account, *, by_passkey: bool = False) -> HttpResponse:
    """Signs an account in whose first factor was right, or asks for the second."""
    if is_working(account) or (has_second_factor(account.pk) and not by_passkey):
        request.session[FIRST_FACTOR] = str(account.pk)
        request.session[FIRST_FACTOR_AT] = int(clock.now().timestamp())
        request.session[BY_PASSKEY] = by_passkey
        return redirect(with_next(request, "accounts:second_factor"))
    return welcome(request, account, strongly=True)


def welcome(request: HttpRequest, account: Account, *, strongly: bool) -> HttpResponse:
    """Signs an account in under a new session key.

    A colleague who has a passkey and came without it, or without a recovery code, is asked again before they change
    how they sign in: a code that somebody talked them out of is not enough for that.
    """
    by_passkey = has_used_passkey(request)
    for key in (FIRST_FACTOR, FIRST_FACTOR_AT, ATTEMPT, CHALLENGE, BY_PASSKEY):
        request.session.pop(key, None)
    login(request, account, backend=BACKEND)
    if by_passkey:
        note_passkey(request)
    if strongly or by_passkey or not keeps_to_passkeys(account):
        prove(request)
    return HttpResponseRedirect(wanted_page(request) or home_of(account))


def is_working(account: Account) -> bool:
    """Whether this is a colleague or a consultant."""
    return account.person.kind in WORKING


def keeps_to_passkeys(account: Account) -> bool:
    """Whether this is a colleague or a consultant who has a passkey: a code from an app is less from then on."""
    return is_working(account) and has_passkeys(account.pk)


def waiting_account(request: HttpRequest) -> Account | None:
    """The account whose first factor was right in this session, for ten minutes."""
    since = request.session.get(FIRST_FACTOR_AT, 0)
    if clock.now().timestamp() - since > rules.CODE_MINUTES * 60:
        return None
    return Account.objects.select_related("person").filter(pk=request.session[FIRST_FACTOR]).first()


def home_of(account: Any) -> str:
    """Where an account goes when it wanted nothing else: parents to their account, staff to the desk."""
    if account.person.kind not in WORKING:
        return reverse("accounts:home")
    for name in ("desk:home", "desk:index", "desk:queue"):
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return reverse("accounts:security")


def wanted_page(request: HttpRequest) -> str:
    """The page that somebody wanted before they were asked to sign in; only pages of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(request, wanted) else ""


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address leads to a page of ours."""
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())


def with_next(request: HttpRequest, name: str) -> str:
    """The address of a page, carrying along where somebody wants to go."""
    wanted = wanted_page(request)
    return reverse(name) + (f"?{urlencode({'next': wanted})}" if wanted else "")
