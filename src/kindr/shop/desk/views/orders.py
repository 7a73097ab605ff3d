"""Orders at the desk: one order, its label, and the steps it takes."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.shop.desk import rules
from kindr.shop.desk.forms import RefundForm, TrackingForm
from kindr.shop.desk.views.pictures import qr_picture
from kindr.shop.desk.views.problems import aged
from kindr.shop.desk.views.queue import listed
from kindr.shop.desk.views.showing import show, take_step
from kindr.shop.desk.views.words import MONEY, STEPS, TABS
from kindr.shop.orders import actions, queries


@for_staff(*rules.ONE_ORDER)
@require_GET
def order(request: PersonalRequest, number: str) -> HttpResponse:
    """One order without its people."""
    return _order_page(request, number)


@for_staff(*rules.PACKING)
@require_POST
def label(request: PersonalRequest, number: str) -> HttpResponse:
    """The label of a parcel, A6; opening the address for it is logged."""
    try:
        found = queries.parcel_label(number, access=request.access, at=clock.now())
    except queries.NoSuchOrder:
        raise Http404 from None
    return show(request, "label.html", label=found, picture=qr_picture(found.number))


@for_staff(*rules.PACKING)
@require_POST
def label_paper(request: PersonalRequest, number: str) -> HttpResponse:
    """The same label as a PDF for a label printer; opening the address for it is logged."""
    paper = queries.label_pdf(number, access=request.access, at=clock.now(), language=_language())
    return HttpResponse(paper.content, content_type="application/pdf", headers=dict(paper.headers_to_save))


@for_staff(*rules.PACKING)
@require_POST
def pack(request: PersonalRequest, number: str) -> HttpResponse:
    """Says that an order is packed."""
    step = partial(actions.pack, number, access=request.access, at=clock.now())
    return take_step(request, number, step, said=_("Packed. It waits for the courier now."))


@for_staff(*rules.PACKING)
@require_POST
def ship(request: PersonalRequest, number: str) -> HttpResponse:
    """Hands a packed order to the courier, with the number it can be followed by."""
    form = TrackingForm(request.POST)
    if not form.is_valid():
        return _order_page(request, number, ship_form=form)
    tracking = form.cleaned_data["tracking_number"]
    try:
        step = partial(actions.ship, number, tracking_number=tracking, access=request.access, at=clock.now())
        return take_step(request, number, step, said=_("Shipped. The customer gets a letter with the number."))
    except actions.NoTrackingNumber:
        form.add_error("tracking_number", _("This is no tracking number. It has 4 to 40 letters and digits."))
        return _order_page(request, number, ship_form=form)


@for_staff(*rules.PACKING)
@require_POST
def delivered(request: PersonalRequest, number: str) -> HttpResponse:
    """Says that a parcel has arrived."""
    step = partial(actions.mark_delivered, number, access=request.access, at=clock.now())
    return take_step(request, number, step, said=_("Delivered. The address is forgotten 30 days from now."))


@for_staff(*rules.CANCELLING)
@require_POST
def cancel(request: PersonalRequest, number: str) -> HttpResponse:
    """Cancels an order that is not packed yet; money that came goes back."""
    step = partial(actions.cancel, number, access=request.access, at=clock.now())
    return take_step(request, number, step, said=_("Cancelled. The pieces are back in stock."))


@for_staff(*rules.REFUNDING)
@require_POST
def refund(request: PersonalRequest, number: str) -> HttpResponse:
    """Pays all or some of the money back."""
    form = RefundForm(_detail(number).deal, request.POST)
    if not form.is_valid():
        return _order_page(request, number, refund_form=form)
    given = {name: form.cleaned_data[name] for name in ("restock", "key")}
    given |= {"access": request.access, "at": clock.now()}
    pay_back = partial(actions.refund_pieces, pieces=form.pieces) if form.pieces else actions.refund
    return take_step(request, number, partial(pay_back, number, **given), said=_("The money is on its way back."))


def _order_page(
    request: PersonalRequest,
    number: str,
    *,
    ship_form: TrackingForm | None = None,
    refund_form: RefundForm | None = None,
) -> HttpResponse:
    detail = _detail(number)
    given = {"ship_form": ship_form or TrackingForm(), "refund_form": refund_form or RefundForm(detail.deal)}
    return show(request, "order.html", **_said_of(detail, clock.now()), **given)  # type: ignore[arg-type]  # context


def _said_of(detail: queries.OrderDetail, at: datetime) -> dict[str, Any]:
    """What the page says of an order: where it is, for how long, and what was reported about it."""
    deal = detail.deal
    return {
        "detail": detail,
        "deal": deal,
        "listed": listed(queries.rows_of([deal.number]), at)[0],
        "way": _way(deal),
        "reports": aged(queries.reports_on([deal.id]), at),
        "steps": STEPS,
        "stages": TABS,
        "money": MONEY,
    }


def _way(deal: queries.Deal) -> list[tuple[Any, datetime | None]]:
    """The steps of the parcel in words, each with its moment or None while it has not come."""
    steps = ("place", "pay", "pack", "ship", "deliver")
    moments = (deal.placed_at, deal.paid_at, deal.packed_at, deal.shipped_at, deal.delivered_at)
    return [(STEPS[step], moment) for step, moment in zip(steps, moments, strict=True)]


def _detail(number: str) -> queries.OrderDetail:
    try:
        return queries.order_detail(number, language=_language())
    except queries.NoSuchOrder:
        raise Http404 from None


def _language() -> str:
    return get_language() or "id"
