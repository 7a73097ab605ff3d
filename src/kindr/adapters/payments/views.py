"""The simulated gateway's own pages: the card form, and a panel on which a developer plays the buyer's bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kindr.adapters.payments.forms import CardForm
from kindr.adapters.payments.messages import Message
from kindr.adapters.payments.models import SimulatedPayment, SimulatedState
from kindr.adapters.payments.simulator import Deed, Simulator
from kindr.base import clock
from kindr.base.money import Rupiah
from kindr.privacy.access.declare import task_for_purpose
from kindr.privacy.access.terms import Access
from kindr.shop.payments import actions, ports
from kindr.shop.payments.rules import Method

STATES = {
    SimulatedState.WAITING: pgettext_lazy("gateway", "waiting"),
    SimulatedState.SETTLED: pgettext_lazy("gateway", "paid"),
    SimulatedState.FAILED: pgettext_lazy("gateway", "refused"),
    SimulatedState.EXPIRED: pgettext_lazy("gateway", "expired"),
    SimulatedState.CANCELLED: pgettext_lazy("gateway", "cancelled"),
}


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@task_for_purpose("take_payment")
def page(request: HttpRequest, reference: str, *, access: Access) -> HttpResponse:
    """What a gateway shows a buyer; in development only."""
    payment = _payment_or_404(reference)
    form = CardForm(request.POST or None) if payment.method == Method.CARD else None
    deed = _deed(request, form)
    if deed is None:
        state = STATES[SimulatedState(payment.state)]
        shown = {"payment": payment, "form": form, "amount": Rupiah(payment.amount), "state": state}
        return render(request, "gateway/page.html", shown, status=422 if request.method == "POST" else 200)
    card = form.card() if form is not None and deed is not Deed.FAIL and deed is not Deed.EXPIRE else None
    tell(_simulator().play(reference, deed, at=clock.now(), card=card), access=access)
    return HttpResponseRedirect(urlsplit(payment.return_url).path)


def tell(messages: Sequence[Message], *, access: Access) -> None:
    """Brings the gateway's messages to the shop, by the very action that its web door calls."""
    for body, headers in messages:
        actions.receive_notification(body, headers, at=clock.now(), access=access)


def _deed(request: HttpRequest, form: CardForm | None) -> Deed | None:
    """What was pressed; None when the page is only looked at, or the card form has to be shown again."""
    pressed = request.POST.get("deed", "")
    if request.method != "POST" or pressed not in {deed.value for deed in Deed}:
        return None
    deed = Deed(pressed)
    if form is None or deed in (Deed.FAIL, Deed.EXPIRE):
        return deed
    if not form.is_valid():
        return None
    return Deed.FAIL if form.is_declined else deed


def _payment_or_404(reference: str) -> SimulatedPayment:
    if not settings.DEVELOPMENT or not isinstance(ports.gateway(), Simulator):
        raise Http404
    return get_object_or_404(SimulatedPayment, reference=reference)


def _simulator() -> Simulator:
    return cast(Simulator, ports.gateway())
