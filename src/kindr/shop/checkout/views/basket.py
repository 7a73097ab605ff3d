"""The basket: it opens nothing personal, because nobody is joined to it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose, no_personal_data
from kindr.shop.catalog.queries import current_edition
from kindr.shop.checkout import actions, queries, refusals
from kindr.shop.checkout.forms import AddForm, Change, ChangeForm
from kindr.shop.checkout.rules import KEPT_FOR
from kindr.shop.checkout.views.parts import Said, is_beside, part_of_basket
from kindr.shop.orders import queries as orders

NOBODY = "a basket is a random id with garments; nobody is joined to it"


@require_GET
@never_cache
@no_personal_data(NOBODY)
def basket(request: HttpRequest) -> HttpResponse:
    """What lies in the basket, at the prices and with the stock of this moment; beside another page when it asks."""
    token, edition = token_of(request), current_edition()
    if is_beside(request):
        return part_of_basket(request, token)
    page = queries.basket_with_sizes(token, language=_language(), edition=edition)
    undo = queries.removed(request.GET.get("removed", ""), language=_language())
    return render(request, "checkout/basket.html", {"basket": page, "edition": edition, "undo": undo, "where": "page"})


@require_POST
@no_personal_data(NOBODY)
def add(request: HttpRequest) -> HttpResponse:
    """Puts a garment, or several sizes of it, into the basket; what is sold out is said on the page it came from."""
    form = AddForm(request.POST)
    if not form.is_valid():
        return _refused(request, _("Please choose a size first."))
    try:
        token = actions.add_all(token_of(request), wanted=form.cleaned_data["wanted"], at=clock.now())
    except refusals.KNOWN as refusal:
        return _refused(request, _words(refusal))
    if is_beside(request):
        return with_cookie(part_of_basket(request, token, Said(_("It is in your basket."))), token)
    messages.success(request, _("It is in your basket."))
    return with_cookie(redirect("checkout:basket"), token)


@require_POST
@no_personal_data(NOBODY)
def change(request: HttpRequest) -> HttpResponse:
    """Another size, other pieces, or out of the basket; what was taken out can be put back."""
    form, token = ChangeForm(request.POST), token_of(request)
    refusal = _changed(token, form.wish) if form.is_valid() and token is not None else ""
    removed = f"{form.wish.variant}.{form.wish.before}" if form.is_valid() and not form.wish.pieces else ""
    if request.htmx:  # type: ignore[attr-defined]  # set by the middleware of django-htmx
        return part_of_basket(request, token, Said(refusal, "error") if refusal else None, removed=removed)
    if refusal:
        messages.error(request, refusal)
    asked = f"?{urlencode({'removed': removed})}" if removed else ""
    return redirect(reverse("checkout:basket") + asked)


@require_POST
@for_purpose("place_order")
def again(request: PersonalRequest, number: str) -> HttpResponse:
    """Puts what an earlier order held into the basket, as far as it can still be had; opens nothing."""
    deal = orders.own_order(number, access=request.access, language=_language())
    wanted = {line.variant: line.pieces for line in deal.lines}
    token, short = actions.add_what_is_left(token_of(request), wanted=wanted, at=clock.now())
    if short:
        names = [f"{line.title} ({line.colour}, {line.size})" for line in deal.lines if line.variant in short]
        messages.warning(request, _("Not all of it is left: %(names)s.") % {"names": ", ".join(names)})
    else:
        messages.success(request, _("It is in your basket."))
    return with_cookie(redirect("checkout:basket"), token)


def token_of(request: HttpRequest) -> uuid.UUID | None:
    """The random token of this browser's basket, None when it has none or a broken one."""
    try:
        return uuid.UUID(request.COOKIES.get("basket", ""))
    except ValueError:
        return None


def with_cookie(response: HttpResponse, token: uuid.UUID | None) -> HttpResponse:
    """The response with the basket's cookie; without one when there is no basket."""
    if token is not None:
        response.set_cookie(
            "basket", str(token), max_age=KEPT_FOR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response


def _changed(token: uuid.UUID, wish: Change) -> str:
    """Changes a line; the reason when it could not be."""
    try:
        actions.change(token, variant=wish.variant, pieces=wish.pieces, to_variant=wish.to_variant, at=clock.now())
    except refusals.KNOWN as refusal:
        return _words(refusal)
    return ""


def _words(refusal: Exception) -> str:
    variant = getattr(refusal, "variant_id", 0)
    return refusals.words_for(refusal, queries.titles([variant], language=_language()))


def _refused(request: HttpRequest, words: str) -> HttpResponse:
    """The reason beside the page that the click came from, or on it."""
    if is_beside(request):
        return part_of_basket(request, token_of(request), Said(words, "error"))
    messages.error(request, words)
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return redirect(came_from)
    return redirect("checkout:basket")


def _language() -> str:
    return get_language() or "id"
