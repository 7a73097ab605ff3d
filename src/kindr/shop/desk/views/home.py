"""Where a member of staff begins the day."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from kindr.privacy import registry
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.shop.desk import queries, rules
from kindr.shop.desk.views.showing import show
from kindr.shop.desk.views.words import HELLOS


@for_staff(*rules.BEING_STAFF)
@require_safe
def home(request: PersonalRequest) -> HttpResponse:
    """Each role lands where its work is; others read what their role may do, and what is still being built."""
    role = request.access.actor.role
    if role in rules.LANDINGS:
        return redirect(f"desk:{rules.LANDINGS[role]}")
    duties = queries.duties_of(registry.policy().recipients[role])
    return show(request, "home.html", duties=duties, hello=HELLOS.get(role, ""), office=_office(role))


def _office(role: str) -> str:
    """The address of the back office for whoever works there; empty while it is not served."""
    if role not in rules.AMONG_GOODS:
        return ""
    try:
        return reverse("admin:index")
    except NoReverseMatch:
        return ""
