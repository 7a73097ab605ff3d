"""The officer's alarms (policy 8.2)."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kindr.base import clock
from kindr.privacy.access.actions import alarms as actions
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.forms import NoteForm
from kindr.privacy.access.models import Alarm
from kindr.privacy.access.queries import alarms as queries
from kindr.privacy.access.staff import for_staff

WATCHING = "oversee_access"


@for_staff(WATCHING)
@require_safe
def alarms(request: PersonalRequest) -> HttpResponse:
    """All alarms, those nobody has looked at first."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    page = queries.alarms(page=number, access=request.access, at=clock.now())
    return render(request, "access/alarms.html", {"page": page, "form": NoteForm()})


@for_staff(WATCHING)
@require_POST
def acknowledge(request: PersonalRequest, alarm: uuid.UUID) -> HttpResponse:
    """Notes that the officer has looked."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A note has ten letters or more, or none at all."))
    elif Alarm.objects.filter(pk=alarm).exists():
        try:
            actions.acknowledge(alarm, words=form.cleaned_data["words"], access=request.access, at=clock.now())
        except actions.SeenAlready:
            messages.warning(request, _("Somebody has looked at this alarm already."))
    return redirect("access:alarms")
