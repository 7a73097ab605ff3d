"""Keeping what the measuring page has just answered: one step with a consent that stands, or the consent in place."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose
from kindr.privacy.consent import wording
from kindr.privacy.consent.browsers import has_signal
from kindr.privacy.consent.wording import Shown
from kindr.shop.accounts import queries as accounts
from kindr.shop.accounts.actions import CHILD_PURPOSE
from kindr.shop.measuring import actions
from kindr.shop.measuring.forms import KeepForm, MeasureForm
from kindr.shop.measuring.views.measuring import answered, today

View = Callable[..., HttpResponseBase]


def or_answered(view: View) -> View:
    """Somebody who is not signed in any more gets the answer once more, with all that they typed."""

    @functools.wraps(view)
    def only_known(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return answered(request, MeasureForm(request.POST, today=today()))

    return only_known


@require_safe
@for_purpose("measure_sizes")
def keep_for(request: PersonalRequest) -> HttpResponse:
    """The part of the answer that names the children; loaded after it, for the answer is the same for everybody."""
    return render(request, "measuring/parts/keep_for.html", {"children": _children(request)})


@require_POST
@never_cache
@sensitive_post_parameters()
@or_answered
@for_purpose("measure_sizes")
def keep(request: PersonalRequest) -> HttpResponse:
    """Keeps it for a child, or asks for which one, and for the consent where it is missing."""
    told = MeasureForm(request.POST, today=today())
    if not (told.is_valid() and told.occasion.values):
        return answered(request, told)
    form = KeepForm(request.POST if request.POST.keys() & {"child", "nickname"} else None)
    if form.is_valid() and (profile := form.tried(lambda: _keep(request, form, told))):
        messages.success(request, _("The measurements are kept. You can correct or delete them here at any time."))
        return redirect("measuring:kept", profile=profile)
    return render(request, "measuring/keep.html", _asking(request, form, told))


def _keep(request: PersonalRequest, form: KeepForm, told: MeasureForm) -> uuid.UUID:
    """Keeps it and gives the child's profile."""
    given, access, at, gpc = form.cleaned_data, request.access, clock.now(), has_signal(request)
    if given["child"]:
        shown = _consent() if given["agree"] else None
        actions.keep(given["child"], told.occasion, shown=shown, access=access, at=at, has_gpc=gpc)
        return cast(uuid.UUID, given["child"])
    values = {"nickname": given["nickname"], "birth_month": told.birth_month, "height": None, "size": None}
    return actions.keep_of_new_child(values, told.occasion, shown=_consent(), access=access, at=at, has_gpc=gpc)


def _asking(request: PersonalRequest, form: KeepForm, told: MeasureForm) -> dict[str, Any]:
    """What the page that asks shows: the children, or the one that was chosen, and the words of the consent."""
    children, shown = _children(request), _consent()
    wanted = form.data.get("child", "")
    chosen = next((child for child in children if str(child.id) == wanted), None)
    words = wording.paragraphs(CHILD_PURPOSE, shown.language)
    return {"form": form, "told": told, "children": children, "chosen": chosen, "consent": words}


def _children(request: PersonalRequest) -> list[accounts.Child]:
    found = accounts.children(access=request.access, at=clock.now())
    return [child for child in found if not child.is_of_age]


def _consent() -> Shown:
    return wording.asked(CHILD_PURPOSE, get_language() or "id")
