"""The basket: it opens nothing personal, because nobody is joined to it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.shop.catalog.queries import current_edition
from kindr.shop.checkout import actions, queries, refusals
from kindr.shop.checkout.forms import AddForm, ChangeForm
from kindr.shop.checkout.rules import KEPT_FOR

NOBODY = "a basket is a random id with garments; nobody is joined to it"


@require_GET
@never_cache
@no_personal_data(NOBODY)
def basket(request: HttpRequest) -> HttpResponse:
    """What lies in the basket, at the prices and with the stock of this moment."""
    edition = current_edition()
    page = queries.basket_with_sizes(token_of(request), language=get_language() or "id", edition=edition)
    return render(request, "checkout/basket.html", {"basket": page, "edition": edition})


@require_POST
@no_personal_data(NOBODY)
def add(request: HttpRequest) -> HttpResponse:
    """Puts a garment into the basket; what is sold out is said on the page it came from."""
    form = AddForm(request.POST)
    if not form.is_valid():
        return _back(request, _("Please choose a size first."))
    variant, pieces = form.cleaned_data["variant"], form.cleaned_data["quantity"] or 1
    try:
        token = actions.add(token_of(request), variant=variant, pieces=pieces, at=clock.now())
    except refusals.KNOWN as refusal:
        return _back(request, _words(refusal))
    messages.success(request, _("It is in your basket."))
    return with_cookie(redirect("checkout:basket"), token)


@require_POST
@no_personal_data(NOBODY)
def change(request: HttpRequest) -> HttpResponse:
    """Another size, other pieces, or out of the basket."""
    form, token = ChangeForm(request.POST), token_of(request)
    if form.is_valid() and token is not None:
        given = form.cleaned_data
        pieces = 0 if "remove" in request.POST else given["pieces"]
        to = given["to_variant"] if given["to_variant"] and pieces else given["variant"]
        try:
            actions.change(token, variant=given["variant"], pieces=pieces, to_variant=to, at=clock.now())
        except refusals.KNOWN as refusal:
            messages.error(request, _words(refusal))
    return redirect("checkout:basket")


def token_of(request: HttpRequest) -> uuid.UUID | None:
    """The random token of this browser's basket, None when it has none or a broken one."""
    try:
        return uuid.UUID(request.COOKIES.get("basket", ""))
    except ValueError:
        return None


def with_cookie(response: HttpResponse, token: uuid.UUID) -> HttpResponse:
    """The response with the basket's cookie."""
    response.set_cookie(
        "basket", str(token), max_age=KEPT_FOR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def _words(refusal: Exception) -> str:
    variant = getattr(refusal, "variant_id", 0)
    return refusals.words_for(refusal, queries.titles([variant], language=get_language() or "id"))


def _back(request: HttpRequest, words: str) -> HttpResponse:
    """To the page that the click came from, with the reason."""
    messages.error(request, words)
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return redirect(came_from)
    return redirect("checkout:basket")
