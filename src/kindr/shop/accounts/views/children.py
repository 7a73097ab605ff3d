"""A guardian's children: their profiles, the consent, and what a guardian may do in a child's name."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose
from kindr.privacy.consent import wording
from kindr.privacy.consent.browsers import has_signal
from kindr.privacy.consent.wording import Shown
from kindr.privacy.rights import preview
from kindr.privacy.rights.doors import for_proven_file
from kindr.shop.accounts import growing
from kindr.shop.accounts.actions import family as keeping
from kindr.shop.accounts.forms import ChildForm, NewChildForm
from kindr.shop.accounts.queries import family as queries
from kindr.shop.accounts.views import doors


@require_safe
@doors.for_parents
@for_purpose("keep_account")
def children(request: PersonalRequest) -> HttpResponse:
    found = queries.children(access=request.access, at=clock.now())
    shown = {"children": found, "is_full": len(found) >= growing.MOST_CHILDREN, "most": growing.MOST_CHILDREN}
    return render(request, "accounts/children.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@doors.for_parents
@for_purpose("keep_account")
def add_child(request: PersonalRequest) -> HttpResponse:
    form, shown, access = NewChildForm(request.POST or None, today=_today()), _consent(), request.access
    if form.is_valid() and form.passed(
        lambda: keeping.add_child(form.values, shown=shown, access=access, at=clock.now(), has_gpc=has_signal(request))
    ):
        messages.success(request, _("The profile has been saved."))
        return redirect("accounts:children")
    context = {"form": form, "consent": wording.paragraphs(keeping.CHILD_PURPOSE, shown.language)}
    return render(request, "accounts/child.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@doors.for_parents
@for_purpose("keep_account")
def change_child(request: PersonalRequest, profile: uuid.UUID) -> HttpResponse:
    access, at = request.access, clock.now()
    child = queries.child(profile, access=access, at=at)
    form = ChildForm(request.POST or None, initial=child.as_initial(), today=_today())
    if form.is_valid() and form.passed(lambda: keeping.change_child(profile, form.values, access=access, at=at)):
        messages.success(request, _("The profile has been saved."))
        return redirect("accounts:children")
    return render(request, "accounts/child.html", {"form": form, "child": child}, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@doors.for_parents
@for_purpose("erase_my_data")
def forget_child(request: PersonalRequest, profile: uuid.UUID) -> HttpResponse:
    """What taking the consent back does, and the taking back itself."""
    access, at, lost = request.access, clock.now(), _lost()
    child = queries.minor(profile, access=access, at=at)
    if request.method == "POST":
        event = keeping.forget_child(profile, language=lost.language, access=access, at=at)
        return redirect(f"{reverse('consent:choices')}?stopped={event}")
    context = {"child": child, "lost": lost.text.splitlines(), "fates": preview.of(child.person)}
    return render(request, "accounts/forget_child.html", context)


@require_safe
@doors.for_parents
@for_proven_file
@for_purpose("show_my_data")
def download_child(request: PersonalRequest, profile: uuid.UUID) -> StreamingHttpResponse:
    """Everything about one child, to take along, until the child is of age."""
    language = get_language() or "id"
    pieces = keeping.copy_of_child(profile, language=language, access=request.access, at=clock.now())
    response = StreamingHttpResponse(pieces, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kindr-child-{clock.now():%Y-%m-%d}.json"'
    return response


def _consent() -> Shown:
    return wording.asked(keeping.CHILD_PURPOSE, get_language() or "id")


def _lost() -> Shown:
    """What the page says before a consent is taken back, word for word."""
    return wording.taken_back(keeping.CHILD_PURPOSE, get_language() or "id")


def _today() -> date:
    return clock.now().astimezone(clock.JAKARTA).date()
