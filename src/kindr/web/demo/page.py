"""The demo's own page, at `/-/demo/`: who everybody is, the codes of their second factors, and what to try first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyotp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.web.demo import guide, people
from kindr.web.demo.guide import Part
from kindr.web.demo.loading import BACK_OFFICE
from kindr.web.demo.people import Colleague, Parent


@dataclass(frozen=True)
class SignIn:
    """One of the cast, as the page shows them."""

    part: Part
    role: str
    """Empty for parents."""
    email: str
    password: str
    code: str
    """What the second factor shows now; empty for parents."""

    @property
    def door(self) -> str:
        """The name of the address at which they sign in."""
        return "accounts:staff_sign_in" if self.role else "accounts:password_sign_in"


@no_personal_data("the cast is invented; its passwords stand in the source text")
@require_safe
def sign_ins(request: HttpRequest) -> HttpResponse:
    if not settings.DEVELOPMENT or not people.is_loaded():
        raise Http404
    return render(request, "demo/sign_ins.html", {"groups": groups(), "walks": guide.WALKS})


def groups() -> list[tuple[object, Sequence[SignIn]]]:
    """The cast by the place where they are at home."""
    staff = [_of(one) for one in (*people.STAFF, *people.CONSULTANTS)]
    return [
        (_("In the shop"), [_of(one) for one in people.PARENTS]),
        (_("At the desks"), [one for one in staff if one.role not in (BACK_OFFICE, "consultant")]),
        (_("In the back office"), [one for one in staff if one.role == BACK_OFFICE]),
        (_("Before the door"), [one for one in staff if one.role == "consultant"]),
    ]


def _of(one: Parent | Colleague) -> SignIn:
    part = guide.PARTS[one.name]
    if isinstance(one, Parent):
        return SignIn(part, "", one.email, one.password, "")
    code = pyotp.TOTP(one.totp_secret).at(int(clock.now().timestamp()))
    return SignIn(part, one.role, one.email, one.password, code)
