"""Customers at the desk: found exactly, met as closed cards, opened one card at a time."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.privacy.access.terms import PurposeNotAllowed
from kindr.shop.desk import queries, rules
from kindr.shop.desk.forms import FindForm
from kindr.shop.desk.views.showing import is_partly, show
from kindr.shop.desk.views.words import DECISIONS, KINDS, TABS, VERBS
from kindr.shop.orders import queries as orders


@for_staff(*rules.FINDING)
@require_http_methods(["GET", "POST"])
def find(request: PersonalRequest) -> HttpResponse:
    """By order number, exact e-mail address or exact phone number."""
    form = FindForm(request.POST if request.method == "POST" else None)
    found = None
    if form.is_bound and form.is_valid():
        found = queries.people_found(form.cleaned_data["words"], access=request.access, at=clock.now())
        if len(found) == 1:
            return redirect("desk:person", person=found[0].id)
    return show(request, "find.html", form=form, found=found, kinds=KINDS)


@for_staff(*rules.MEETING, consultants=True)
@require_GET
def person(request: PersonalRequest, person: uuid.UUID) -> HttpResponse:
    """A customer as closed cards, and their orders without names."""
    return _person_page(request, person)


@for_staff(*rules.ANSWERING)
@require_POST
def sizes(request: PersonalRequest, person: uuid.UUID) -> HttpResponse:
    """The same page with the sizes that fit the customer's children; what was measured stays sealed."""
    found = queries.sizes_of(queries.meet(person), access=request.access, at=clock.now())
    return _person_page(request, person, sizes=found)


@for_staff(*rules.OPENING, consultants=True)
@require_POST
def open_card(request: PersonalRequest, person: uuid.UUID, clause: str) -> HttpResponse:
    """Opens one card for the purpose named in the form; it is logged and the customer sees it."""
    if request.POST.get("purpose") != request.access.purpose:
        raise PurposeNotAllowed("a card is opened for a purpose that the policy names", clause="5.4")
    queries.meet(person)
    try:
        card = queries.open_card(person, clause, access=request.access, at=clock.now())
    except queries.NothingHeld:
        raise Http404 from None
    if is_partly(request):
        return show(request, "card_alone.html", card=card, met=queries.meet(person), **_said())
    return _person_page(request, person, opened=card)


def _person_page(
    request: PersonalRequest,
    person: uuid.UUID,
    *,
    opened: queries.Card | None = None,
    sizes: tuple[queries.ChildSizes, ...] | None = None,
) -> HttpResponse:
    met = queries.meet(person)
    closed = queries.cards_of(person, actor=request.access.actor, at=clock.now())
    cards = [opened if opened and card.clause == opened.clause else card for card in closed]
    deals = orders.orders_by(person, language=get_language() or "id")
    mine, others = _sorted(cards)
    given = {"mine": mine, "others": others, "deals": deals, "stages": TABS, "sizes": sizes, **_said()}
    return show(request, "person.html", met=met, kind=KINDS[met.kind], **given)


def _sorted(cards: list[queries.Card]) -> tuple[list[queries.Card], list[queries.Card]]:
    """The cards that the role may open, and those that stay closed for it."""
    return [card for card in cards if card.purposes], [card for card in cards if not card.purposes]


def _said() -> dict[str, Any]:
    """What an opened card is written with."""
    return {"verbs": VERBS, "decisions": DECISIONS, "at": clock.now()}
