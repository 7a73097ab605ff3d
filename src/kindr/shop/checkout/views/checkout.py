"""The checkout: contact, address and delivery, payment on one page (policy 3.2)."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kindr.base import clock
from kindr.privacy.access.actors import GUEST_SESSION_KEY
from kindr.privacy.access.declare import PersonalRequest, access_of, for_purpose, no_personal_data
from kindr.privacy.people import Person, PersonKind
from kindr.shop.accounts import queries as accounts
from kindr.shop.checkout import actions, queries
from kindr.shop.checkout.forms import CheckoutForm
from kindr.shop.checkout.queries import BasketPage, Buyer
from kindr.shop.checkout.rules import SAME_VISIT
from kindr.shop.checkout.views.basket import token_of
from kindr.shop.orders import actions as orders
from kindr.shop.orders.actions import NotPayable, Placed

STILL_TYPING = ("find", "use")
"""Buttons that look something up and keep what was typed."""


@require_http_methods(["GET", "POST"])
@never_cache
@for_purpose("place_order")
def checkout(request: PersonalRequest) -> HttpResponse:
    """Asks what an order needs, and places it."""
    token, language = token_of(request), get_language() or "id"
    basket = queries.basket_page(token, language=language)
    if token is None or not (basket.lines or (basket.is_known and request.method == "POST")):
        return _nothing_to_order(request)
    form = CheckoutForm(request.POST, is_guest=_is_guest(request)) if _is_confirmed(request) else None
    placed = _placed(request, form, token, basket) if form else None
    if form and placed:
        return _to_payment(request, placed, form)
    return render(request, "checkout/checkout.html", _context(request, form, basket))


@require_POST
@no_personal_data("what a delivery to a place costs; what was typed is not kept")
def totals(request: HttpRequest) -> HttpResponse:
    """The totals and delivery prices for the chosen place, as the part of the page that `checkout.js` puts in."""
    basket = queries.basket_page(token_of(request), language=get_language() or "id")
    area, service = request.POST.get("area", ""), request.POST.get("service", "")
    costs = queries.costs(basket, area_code=area, service=service, at=clock.now())
    return render(request, "checkout/parts/totals.html", {"basket": basket, "costs": costs})


def _is_confirmed(request: HttpRequest) -> bool:
    """True when the whole form was sent, and not one of the buttons that look something up."""
    return request.method == "POST" and not any(button in request.POST for button in STILL_TYPING)


def _is_guest(request: PersonalRequest) -> bool:
    """Whether the order is kept for its own sake alone, and not beside an account."""
    return request.access.actor.role != "customer"


def _open_form(request: PersonalRequest, buyer: Buyer) -> CheckoutForm:
    """The form while it is filled in: with what an account keeps for orders, what was typed, and what was chosen."""
    first = {"service": "regular", "method": "qris"}
    if request.method == "GET":
        return CheckoutForm(initial={**first, **buyer.known}, is_guest=_is_guest(request))
    chosen = queries.saved_address(request.POST.get("use", ""), access=request.access, at=clock.now())
    return CheckoutForm(initial={**first, **request.POST.dict(), **chosen}, is_guest=_is_guest(request))


def _placed(request: PersonalRequest, form: CheckoutForm, token: uuid.UUID, basket: BasketPage) -> Placed | None:
    if not form.is_valid():
        return None
    language = get_language() or "id"
    titles = queries.titles(basket.wanted, language=language)
    confirmed, access = form.confirmed(language=language), request.access
    return form.tried(lambda: actions.place(token, confirmed, access=access, at=clock.now()), titles=titles)


def _to_payment(request: PersonalRequest, placed: Placed, form: CheckoutForm) -> HttpResponse:
    """Lets a guest see their order from now on, and leads to the page on which it is paid."""
    buyer = Person.objects.get(pk=placed.person_id)
    if not _is_here(request, buyer, placed):
        return redirect("orders:order", number=placed.number)
    try:
        access = access_of(buyer, "take_payment")
        payment = orders.pay(
            placed.number, access=access, at=clock.now(), method=form.cleaned_data["method"], bank=form.bank_of_payment
        )
    except NotPayable:
        return redirect("orders:order", number=placed.number)
    return redirect("payments:payment", payment_id=payment)


def _is_here(request: PersonalRequest, buyer: Person, placed: Placed) -> bool:
    """Whether this visit is the buyer's: their account, or the guest that the order has just made of whoever is here.

    A page that is sent again later, or after signing out, proves nothing any more.
    """
    actor = request.access.actor
    if actor.id == buyer.id or request.user.is_authenticated:
        return actor.id == buyer.id
    if buyer.kind != PersonKind.GUEST or clock.now() - placed.placed_at > SAME_VISIT:
        return False
    request.session.cycle_key()
    request.session[GUEST_SESSION_KEY] = str(buyer.id)
    return True


def _context(request: PersonalRequest, sent: CheckoutForm | None, basket: BasketPage) -> dict[str, Any]:
    buyer = queries.buyer(access=request.access, at=clock.now())
    form = sent or _open_form(request, buyer)
    area, typed, service = (str(form[name].value() or "") for name in ("area", "place", "service"))
    return {
        "form": form,
        "basket": basket,
        "buyer": buyer,
        "chosen": accounts.area_of_code(area),
        "typed": typed,
        "found": [place for place in accounts.places_like(typed) if place.code != area],
        "costs": queries.costs(basket, area_code=area, service=service, at=clock.now()),
    }


def _nothing_to_order(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Your basket is empty, so there is nothing to order yet."))
    return redirect("checkout:basket")
