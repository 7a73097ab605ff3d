"""A child's kept measurements: what fits now, how the child has grown, and each day to correct or to delete."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import CheckboxInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose
from kindr.privacy.consent import wording
from kindr.privacy.consent.browsers import has_signal
from kindr.shop.accounts.actions import CHILD_PURPOSE
from kindr.shop.measuring import actions, queries
from kindr.shop.measuring.forms import OccasionForm
from kindr.shop.measuring.forms.keeping import initial_of
from kindr.shop.measuring.history import history
from kindr.shop.measuring.queries import MeasuredChild
from kindr.shop.measuring.rules.units import Units

TOGETHER = gettext_lazy(
    "This day had measurements already, and is one day now: of each measure the value that you told last, and "
    "everything that only the earlier ones had."
)


@require_safe
@login_required
@for_purpose("measure_sizes")
def kept(request: PersonalRequest, profile: uuid.UUID) -> HttpResponse:
    """Size now, growth, and the history."""
    child = _child(request, profile)
    advice = queries.advice(child.measured) if child.can_be_advised else None
    return render(request, "measuring/kept.html", {"advice": advice, **_shown(request, child)})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@login_required
@for_purpose("measure_sizes")
def add(request: PersonalRequest, profile: uuid.UUID) -> HttpResponse:
    """Writes a day down; what the day has already is completed."""
    child, access, at = _child(request, profile), request.access, clock.now()
    initial = {"measured_on": child.on, "units": _units(request)}
    form = OccasionForm(request.POST or None, child=child, initial=initial)
    has_agreed = CheckboxInput().value_from_datadict(request.POST, request.FILES, "agree")
    agreed, gpc = wording.asked(CHILD_PURPOSE, get_language() or "id") if has_agreed else None, has_signal(request)
    if form.is_valid() and form.passed(
        lambda: actions.keep(profile, form.occasion, shown=agreed, access=access, at=at, has_gpc=gpc)
    ):
        words = _("The measurements are kept. You can correct or delete them here at any time.")
        return _back(request, profile, TOGETHER if form.meets else words)
    return render(request, "measuring/occasion.html", {"form": form, **_asking(child), **_shown(request, child)})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@login_required
@for_purpose("measure_sizes")
def change(request: PersonalRequest, measured: uuid.UUID) -> HttpResponse:
    """Corrects one day."""
    access, at = request.access, clock.now()
    child, one = queries.kept_one(measured, access=access, at=at)
    initial = initial_of(one.occasion, _units(request))
    form = OccasionForm(request.POST or None, child=child, before=one.occasion, initial=initial)
    if form.is_valid():
        actions.change(measured, form.occasion, access=access, at=at)
        return _back(request, child.profile, TOGETHER if form.meets else _("The measurements are corrected."))
    return render(request, "measuring/occasion.html", {"form": form, "one": one, **_shown(request, child)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@for_purpose("measure_sizes")
def forget(request: PersonalRequest, measured: uuid.UUID) -> HttpResponse:
    """Asks, and then forgets one day."""
    child, one = queries.kept_one(measured, access=request.access, at=clock.now())
    if request.method == "POST":
        actions.forget(measured, access=request.access, at=clock.now())
        return _back(request, child.profile, _("These measurements are deleted."))
    return render(request, "measuring/forget.html", {"one": one, **_shown(request, child)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@for_purpose("measure_sizes")
def forget_all(request: PersonalRequest, profile: uuid.UUID) -> HttpResponse:
    """Asks, and then forgets everything that was measured of a child."""
    child = _child(request, profile)
    if request.method == "POST":
        actions.forget_all(profile, access=request.access, at=clock.now())
        return _back(request, profile, _("All measurements are deleted."))
    return render(request, "measuring/forget.html", _shown(request, child))


def _child(request: PersonalRequest, profile: uuid.UUID) -> MeasuredChild:
    return queries.measured_child(profile, access=request.access, at=clock.now())


def _asking(child: MeasuredChild) -> dict[str, object]:
    """The words of the consent, where the guardian has not agreed to those of today."""
    if queries.agrees_to_measurements(child.person, at=clock.now()):
        return {}
    return {"consent": wording.paragraphs(CHILD_PURPOSE, get_language() or "id")}


def _shown(request: HttpRequest, child: MeasuredChild) -> dict[str, object]:
    """What every page about a child's measurements shows."""
    units = _units(request)
    return {"child": child, "units": units, "history": history(child, units)}


def _units(request: HttpRequest) -> Units:
    """The units that the address asks for; they are kept nowhere."""
    said = request.POST.get("units") or request.GET.get("units")
    return Units(said) if said in set(Units) else Units.METRIC


def _back(request: HttpRequest, profile: uuid.UUID, words: object) -> HttpResponse:
    messages.success(request, str(words))
    units = _units(request)
    page = reverse("measuring:kept", kwargs={"profile": profile})
    return redirect(page if units is Units.METRIC else f"{page}?units={units}")
