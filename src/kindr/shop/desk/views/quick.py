"""What the desk's head offers on every page: the quick find, and whose desk this is when they ask."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.shop.accounts.queries.own import name_and_address
from kindr.shop.desk import rules
from kindr.shop.desk.rules import Hint
from kindr.shop.desk.views import people
from kindr.shop.desk.views.showing import may_any, show
from kindr.shop.orders import queries as orders


@for_staff(*rules.JUMPING)
@require_POST
def jump(request: PersonalRequest) -> HttpResponse:
    """An order number leads to the order; an exact address or phone number to a person, for roles that find people."""
    words, role = request.POST.get("words", "").strip()[:254], request.access.actor.role
    if rules.hint_in(words) is Hint.ORDER and may_any(role, rules.ONE_ORDER):
        return _to_order(request, rules.order_number(words))
    if may_any(role, rules.FINDING):
        return people.find(request)
    messages.warning(request, _("Your role finds orders by their number, such as KD-7XK2-M9QP."))
    return redirect("desk:home")


@for_staff(*rules.BEING_STAFF, consultants=True)
@require_POST
def me(request: PersonalRequest) -> HttpResponse:
    """The colleague's own name, opened for themself when they open the menu; no page shows it unasked."""
    name, address = name_and_address(access=request.access, at=clock.now())
    return show(request, "me.html", name=name, address=address)


def _to_order(request: PersonalRequest, number: str) -> HttpResponse:
    try:
        orders.person_of(number)
    except orders.NoSuchOrder:
        messages.warning(request, _("There is no order with this number."))
        return redirect("desk:home")
    return redirect("desk:order", number=number)
