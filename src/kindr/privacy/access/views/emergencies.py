"""Opening one thing of one person in an emergency (policy 5.3.6)."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access.actions import emergencies as actions
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.forms import EmergencyForm
from kindr.privacy.access.staff import for_staff
from kindr.privacy.people import Person, PersonKind

CUSTOMERS = (PersonKind.PARENT, PersonKind.GUEST, PersonKind.CHILD)


@for_staff("run_staff")
@require_http_methods(["GET", "POST"])
def emergency(request: PersonalRequest, person: uuid.UUID, clause: str) -> HttpResponse:
    """Asks for the reason, says who will know, and opens the card for some minutes."""
    known = registry.policy().clauses.get(clause)
    if known is None or not Person.objects.filter(pk=person, kind__in=CUSTOMERS).exists():
        raise Http404
    form = EmergencyForm(request.POST or None)
    if form.is_valid():
        actions.break_glass(person, clause, reason=form.cleaned_data["reason"], access=request.access, at=clock.now())
        return redirect("desk:person", person=person)
    may = actions.may_break(request.access.actor.role, clause)
    minutes = registry.access_rules().emergency_minutes
    context = {"form": form, "clause": known, "person": person, "may": may, "minutes": minutes}
    return render(request, "access/emergency.html", context, status=200 if may else 403)
