"""What a refusal looks like to whoever asked."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db.utils import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access import actors
from kindr.privacy.access.connection import LogUnavailable
from kindr.privacy.access.terms import (
    ActorKind,
    ChildOfAge,
    ConsentMissing,
    NotCertified,
    NotGranted,
    NotYours,
    Objected,
    PasskeyMissing,
    PasskeyUnused,
    PurposeNotAllowed,
    Refused,
    Restricted,
)
from kindr.privacy.terms import Party
from kindr.privacy.vault.opening import Forgotten
from kindr.privacy.vault.ports import RootsUnavailable
from kindr.shop.accounts.actions import note_use

logger = logging.getLogger(__name__)
RETRY_AFTER = "10"
"""Seconds."""
REASONS = {
    NotGranted: _("This opens only with a grant that names the person and still runs."),
    PurposeNotAllowed: _("Your role may not open this for that purpose."),
    ConsentMissing: _("The person has not agreed to this use, or no longer does."),
    Restricted: _("This data is locked: only the law, or the person, may have it opened."),
    Objected: _("The person has objected to this use."),
    ChildOfAge: _("Your child is of age: what is kept about them is theirs alone."),
}
"""What each kind of refusal says to whoever asked; the refusal's own words are for developers."""


class RefusalMiddleware:
    """Turns refusals into pages: 404 for strangers, 403 naming the clause for staff, 410 for what is forgotten.

    A database or key service that is down, or a full log, is a 503: the page comes back, and nothing was opened.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            # No address of ours has one, and PostgreSQL takes none: nothing lies there.
            raise Http404
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotYours):
            raise Http404 from None
        if isinstance(error, NotCertified):
            return render(request, "turned_away.html", {"officer": _officer()}, status=403)
        if isinstance(error, PasskeyMissing):
            return _without_passkey(request, error)
        if isinstance(error, Refused):
            return _refused(request, error)
        if isinstance(error, Forgotten):
            return render(request, "forgotten.html", status=410)
        if isinstance(error, LogUnavailable | RootsUnavailable | OperationalError | InterfaceError):
            return _not_now(request, error)
        return None


def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """The clause that says no; whoever is stopped by a pause of their own is led to where it ends."""
    is_paused = isinstance(error, Restricted) and actors.actor_of(request).kind is ActorKind.PERSON
    context = {"clause": error.clause, "reason": REASONS.get(type(error)), "is_paused": is_paused}
    return render(request, "403.html", context, status=403)


def _without_passkey(request: HttpRequest, error: PasskeyMissing) -> HttpResponse:
    """Leads a colleague to where a passkey is used, or made if there is none; then on to the page they wanted."""
    wanted = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("desk:home")
    context = {"has_one": isinstance(error, PasskeyUnused), "clause": error.clause, "next": wanted}
    return render(request, "passkey_needed.html", {**context, "officer": _officer()}, status=403)


def _officer() -> Party:
    return registry.policy().parties["data_protection_officer"]


def _not_now(request: HttpRequest, error: Exception) -> HttpResponse:
    """The log cannot be written, or a database or the keeper of the root keys does not answer."""
    logger.error("%s, so nothing personal was opened", type(error).__name__)
    response = render(request, "503.html", {"is_log": isinstance(error, LogUnavailable)}, status=503)
    response["Retry-After"] = RETRY_AFTER
    return response


class VisitMiddleware:
    """Notes once an hour that a visit of somebody signed in is still used; pages that know nobody are left alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed:
            note_use(request.session, at=clock.now())
        return response
