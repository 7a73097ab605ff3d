"""The page on which a buyer pays, and the door through which the gateway brings its news."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose, task_for_purpose
from kindr.privacy.access.terms import Access
from kindr.shop.payments import actions, ports, queries
from kindr.shop.payments.pictures import qr_picture
from kindr.shop.payments.rules import Method

LARGEST_NOTIFICATION = 64 * 1024


@require_GET
@never_cache
@for_purpose("take_payment")
def payment(request: PersonalRequest, payment_id: uuid.UUID) -> HttpResponse:
    """How to pay: a QR code with its time, an account number, or the way to the card page."""
    shown = _payment_or_404(request, payment_id)
    if shown.is_paid:
        return redirect(shown.return_path)
    gateway_page = ports.gateway().practice_page(shown.reference)
    picture = qr_picture(shown.instruction) if shown.method is Method.QRIS and shown.instruction else ""
    page = {"payment": shown, "picture": picture, "practice_page": gateway_page, "at": clock.now()}
    return render(request, "payments/payment.html", page)


@require_POST
@for_purpose("take_payment")
def try_again(request: PersonalRequest, payment_id: uuid.UUID) -> HttpResponse:
    """Asks the gateway once more for a way to pay, or for news of money that the buyer says was sent."""
    shown = _payment_or_404(request, payment_id)
    actions.ask_about(shown.id, at=clock.now())
    return redirect("payments:payment", payment_id=shown.id)


@csrf_exempt
@require_POST
@task_for_purpose("take_payment")
def notification(request: HttpRequest, *, access: Access) -> HttpResponse:
    """A message of the gateway; its signature says who sent it, so it needs no session and no form token."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST_NOTIFICATION:
        return HttpResponse(status=413)
    try:
        actions.receive_notification(request.body, request.headers, at=clock.now(), access=access)
    except ports.SignatureRefused:
        return HttpResponse(status=400)
    except actions.UnknownReference:
        return HttpResponse(status=404)
    return HttpResponse(status=200)


def _payment_or_404(request: PersonalRequest, payment_id: uuid.UUID) -> queries.PaymentShown:
    try:
        return queries.payment(payment_id, access=request.access)
    except queries.NoSuchPayment:
        raise Http404 from None
