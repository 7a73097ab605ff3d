"""The same step for several orders, each by itself; and their labels on one sheet after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.shop.desk import actions, rules
from kindr.shop.desk.actions import Came, Outcome
from kindr.shop.desk.views.pictures import qr_picture
from kindr.shop.desk.views.queue import Listed, listed
from kindr.shop.desk.views.showing import chosen, show
from kindr.shop.desk.views.words import CAME
from kindr.shop.orders import queries

FROM_FIELD = "tracking_"
"""How the field for an order's tracking number is called, before the order's number."""


@for_staff(*rules.PACKING)
@require_POST
def labels(request: PersonalRequest) -> HttpResponse:
    """The labels of the ticked parcels, one A6 page each; opening each address is logged."""
    found = queries.parcel_labels(chosen(request), access=request.access, at=clock.now())
    if not (found.labels or found.forgotten or found.paused or found.locked):
        return _nothing_chosen(request)
    pages = [(label, qr_picture(label.number)) for label in found.labels]
    return show(request, "labels.html", pages=pages, without=found)


@for_staff(*rules.PACKING)
@require_POST
def pack_together(request: PersonalRequest) -> HttpResponse:
    """Packs the ticked orders, each in a transaction of its own, and says of each how it ended."""
    outcomes = actions.pack_together(chosen(request), access=request.access, at=clock.now())
    return _outcomes(request, outcomes, title=_("Packed together"))


@for_staff(*rules.PACKING)
@require_POST
def ship_together(request: PersonalRequest) -> HttpResponse:
    """Hands over those of the ticked orders that have a tracking number, and asks for the numbers of the others."""
    given = {number: request.POST.get(f"{FROM_FIELD}{number}", "").strip() for number in chosen(request)}
    ready = {number: tracking for number, tracking in given.items() if tracking}
    outcomes = actions.ship_together(ready, access=request.access, at=clock.now())
    return _outcomes(request, outcomes, title=_("Hand over to the courier"), asked=list(given), typed=given)


def _outcomes(
    request: PersonalRequest,
    outcomes: Sequence[Outcome],
    *,
    title: str,
    asked: Sequence[str] = (),
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    """What became of each order: a page of them, or the one cell of the list whose button was pressed."""
    numbers = list(asked) or [each.number for each in outcomes]
    if not numbers:
        return _nothing_chosen(request)
    lines = _lines(numbers, outcomes, typed or {})
    done = sum(each.came is Came.DONE for each in outcomes)
    context: dict[str, Any] = {"lines": lines, "title": title, "done": done, "came": CAME}
    return show(request, "together.html", fragment="cell", line=lines[0], is_asking=typed is not None, **context)


def _lines(
    numbers: Sequence[str], outcomes: Sequence[Outcome], typed: Mapping[str, str]
) -> list[tuple[str, Listed | None, Outcome | None, str]]:
    """Each order by its number, as it stands now, how its step ended, and what was typed for it."""
    came = {each.number: each for each in outcomes}
    rows = {each.row.number: each for each in listed(queries.rows_of(numbers), clock.now())}
    return [(number, rows.get(number), came.get(number), typed.get(number, "")) for number in numbers]


def _nothing_chosen(request: PersonalRequest) -> HttpResponse:
    messages.warning(request, _("Choose at least one order: tick the box at its left, or press x on its line."))
    return redirect("desk:queue")
