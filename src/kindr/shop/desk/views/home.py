"""Where a member of staff begins the day."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.queries.grants import running
from kindr.privacy.access.staff import for_staff
from kindr.shop.desk import queries, rules
from kindr.shop.desk.views.showing import show
from kindr.shop.desk.views.words import HELLOS


@for_staff(*rules.BEING_STAFF, consultants=True)
@require_safe
def home(request: PersonalRequest) -> HttpResponse:
    """Each role lands where its work is; others read what their role may do, and what is still being built."""
    role = request.access.actor.role
    if role in rules.LANDINGS:
        return redirect(f"desk:{rules.LANDINGS[role]}")
    duties = queries.duties_of(registry.policy().recipients[role])
    standing = running(request.access.actor, at=clock.now())
    context: dict[str, Any] = {"duties": duties, "hello": HELLOS.get(role, ""), "standing": standing}
    return show(request, "home.html", office=_office(role), **context)


def _office(role: str) -> str:
    """The address of the back office for whoever works there; empty while it is not served."""
    if role not in rules.AMONG_GOODS:
        return ""
    try:
        return reverse("admin:index")
    except NoReverseMatch:
        return ""
