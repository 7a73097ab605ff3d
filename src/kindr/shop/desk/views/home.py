"""Where a member of staff begins the day."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.shop.desk import rules
from kindr.shop.desk.views.showing import show


@for_staff("run_staff")
def home(request: PersonalRequest) -> HttpResponse:
    """Each role lands where its work is."""
    landing = rules.LANDINGS.get(request.access.actor.role)
    return redirect(landing) if landing else show(request, "home.html")
