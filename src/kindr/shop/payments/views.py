"""The page on which a buyer pays, and the door through which the gateway brings its news."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose, task_for_purpose
from kindr.privacy.access.terms import Access
from kindr.shop.payments import actions, ports, queries
from kindr.shop.payments.pictures import qr_file, qr_picture
from kindr.shop.payments.rules import Method

STOP_ASKING = 286
"""The answer that ends the asking of htmx."""
LARGEST_NOTIFICATION = 64 * 1024


@require_GET
@never_cache
@for_purpose("take_payment")
def payment(request: PersonalRequest, payment_id: uuid.UUID) -> HttpResponse:
    """How to pay: a QR code with its time, an account number, or the way to the card page.

    A page that looks again by itself hears nothing while it has to wait, and is told to stop when the time is over.
    """
    shown = _payment_or_404(request, payment_id)
    is_asking = bool(request.htmx)  # type: ignore[attr-defined]  # set by the middleware of django-htmx
    if shown.is_paid:
        return HttpResponseClientRedirect(shown.return_path) if is_asking else redirect(shown.return_path)
    if not is_asking:
        return render(request, "payments/payment.html", _page(shown))
    if shown.is_open(at=clock.now()):
        return HttpResponse(status=204)
    return render(request, "payments/payment.html#state", _page(shown), status=STOP_ASKING)


@require_GET
@never_cache
@for_purpose("take_payment")
def code(request: PersonalRequest, payment_id: uuid.UUID) -> HttpResponse:
    """The QR code as a picture to keep, for whoever pays with the phone they read this on."""
    shown = _payment_or_404(request, payment_id)
    if shown.method is not Method.QRIS or not shown.instruction or not shown.is_waiting:
        raise Http404
    answer = HttpResponse(qr_file(shown.instruction), content_type="image/png")
    answer["Content-Disposition"] = "attachment; filename=qris.png"
    return answer


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


def _page(shown: queries.PaymentShown) -> dict[str, object]:
    has_code = shown.method is Method.QRIS and bool(shown.instruction)
    return {
        "payment": shown,
        "picture": qr_picture(shown.instruction) if has_code else "",
        "practice_page": ports.gateway().practice_page(shown.reference),
        "at": clock.now(),
    }


def _payment_or_404(request: PersonalRequest, payment_id: uuid.UUID) -> queries.PaymentShown:
    try:
        return queries.payment(payment_id, access=request.access)
    except queries.NoSuchPayment:
        raise Http404 from None
