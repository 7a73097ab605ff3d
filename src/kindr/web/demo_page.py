"""Who can sign in to the demo, at `/-/demo/`: the cast with the codes that their second factors show now."""

from __future__ import annotations

from dataclasses import dataclass

import pyotp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.web import demo_people


@dataclass(frozen=True)
class SignIn:
    """One of the cast, as the page shows them."""

    name: str
    role: str
    """Empty for parents."""
    email: str
    password: str
    code: str


@no_personal_data("the cast is invented; its passwords stand in the source text")
@require_safe
def sign_ins(request: HttpRequest) -> HttpResponse:
    if not settings.DEVELOPMENT or not demo_people.is_loaded():
        raise Http404
    now = int(clock.now().timestamp())
    people = [SignIn(one.name, "", one.email, one.password, "") for one in demo_people.PARENTS]
    people += [
        SignIn(one.name, one.role, one.email, one.password, pyotp.TOTP(one.totp_secret).at(now))
        for one in demo_people.STAFF
    ]
    return render(request, "demo/sign_ins.html", {"people": people})
