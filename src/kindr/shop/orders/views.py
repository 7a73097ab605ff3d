"""A buyer's orders: what was bought, where it is, its invoice, and what can be done about it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kindr.base import clock
from kindr.privacy.access.actors import GUEST_SESSION_KEY
from kindr.privacy.access.declare import PersonalRequest, for_purpose, no_personal_data
from kindr.privacy.access.terms import NotYours
from kindr.privacy.consent import wording
from kindr.privacy.consent.browsers import has_signal
from kindr.shop.accounts.actions import CHILD_PURPOSE
from kindr.shop.measuring.actions import NotAgreed, UseIsPaused
from kindr.shop.measuring.queries import Verdict
from kindr.shop.orders import actions, queries
from kindr.shop.orders.actions import LinkExpired, NoLongerSold, NotDelivered, NotPayable, StepNotAllowed, WithoutSize
from kindr.shop.orders.forms import DressForm, ProblemForm
from kindr.shop.payments.ports import BANKS

VERDICTS = {each.value: each for each in Verdict}
WORDS = (
    (Verdict.TOO_SMALL.value, gettext_lazy("Too small")),
    (Verdict.RIGHT.value, pgettext_lazy("size", "Just right")),
    (Verdict.TOO_LARGE.value, gettext_lazy("Too large")),
)
COUNTED = gettext_lazy("Thank you. Your word is counted; the size advice uses it once five buyers have spoken.")
PAUSED = gettext_lazy("You have paused the use of your data. Say it again when you have ended the pause.")
TAKEN_BACK = gettext_lazy("Taken back: your word does not count any more.")


@require_GET
@never_cache
@for_purpose("place_order")
def mine(request: PersonalRequest) -> HttpResponse:
    """The orders of whoever looks, newest first; nothing is opened."""
    number = request.GET.get("page", "")
    page = int(number) if number.isdecimal() and len(number) < 5 else 1
    found = queries.orders_of(access=request.access, language=_language(), page=page)
    return render(request, "orders/mine.html", {"page": found, "deals": found.deals})


@require_GET
@never_cache
@for_purpose("place_order")
def order(request: PersonalRequest, number: str) -> HttpResponse:
    """One order with its address; somebody else's is not there."""
    page = queries.order_page(number, access=request.access, at=clock.now(), language=_language())
    return render(request, "orders/order.html", {"page": page, "deal": page.deal, "banks": BANKS, "verdicts": WORDS})


@require_GET
@never_cache
@no_personal_data("the signature in the address says which guest it is; nothing is opened")
def open_for_guest(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """The link of a letter: from here on this visit shows the guest's orders."""
    try:
        guest = actions.guest_of_link(number, token, at=clock.now())
    except LinkExpired:
        raise NotYours("the link is old or was changed") from None
    if not request.user.is_authenticated:
        request.session.cycle_key()
        request.session[GUEST_SESSION_KEY] = str(guest)
    return redirect("orders:order", number=number)


@require_http_methods(["GET", "POST"])
@never_cache
@for_purpose("take_payment")
def pay(request: PersonalRequest, number: str) -> HttpResponse:
    """The ways to pay an order; the chosen one leads to its own page. Looking at them begins nothing."""
    if request.method == "GET":
        return _ways_to_pay(request, number)
    method, bank = request.POST.get("method", ""), request.POST.get("bank", "")
    try:
        payment = actions.pay(number, access=request.access, at=clock.now(), method=method, bank=bank)
    except (NotPayable, ValueError):
        return redirect("orders:order", number=number)
    return redirect("payments:payment", payment_id=payment)


@require_POST
@for_purpose("place_order")
def cancel(request: PersonalRequest, number: str) -> HttpResponse:
    """Cancels an order that is not packed yet."""
    try:
        actions.cancel(number, access=request.access, at=clock.now())
        messages.success(request, _("The order is cancelled. Money that you paid goes back the way it came."))
    except StepNotAllowed:
        messages.error(request, _("This order is packed already, so it can't be cancelled any more."))
    return redirect("orders:order", number=number)


@require_POST
@for_purpose("place_order")
def arrived(request: PersonalRequest, number: str) -> HttpResponse:
    """The buyer says that the parcel has come."""
    try:
        actions.mark_delivered(number, access=request.access, at=clock.now())
        messages.success(request, _("Thank you. In 30 days we forget the address of this parcel."))
    except StepNotAllowed:
        messages.info(request, _("This parcel is not on its way."))
    return redirect("orders:order", number=number)


@require_GET
@never_cache
@login_required
@for_purpose("measure_sizes")
def closet(request: PersonalRequest) -> HttpResponse:
    """What was bought for whom, and what of it fits still."""
    found = queries.closet(access=request.access, at=clock.now(), language=_language())
    return render(request, "orders/closet.html", {"closet": found})


@require_POST
@for_purpose("measure_sizes")
def dress(request: PersonalRequest, line: int) -> HttpResponse:
    """The guardian says for which child something is; without a child it is for none."""
    form = DressForm(request.POST)
    if not form.is_valid():
        raise NotYours("this is no child's id")
    words = wording.asked(CHILD_PURPOSE, _language())
    shown, gpc = words if form.cleaned_data["agree"] else None, has_signal(request)
    try:
        child, access, at = form.cleaned_data["child"], request.access, clock.now()
        actions.dress(line, child, access=access, at=at, shown=shown, has_gpc=gpc)
    except NotAgreed:
        return _agreeing(request, line, form)
    return redirect("orders:closet")


def _agreeing(request: PersonalRequest, line: int, form: DressForm) -> HttpResponse:
    """The words that name purchases, to agree to in the same step; what was chosen stays chosen."""
    found = queries.closet(access=request.access, at=clock.now(), language=_language())
    child = found.child(form.cleaned_data["child"])
    consent = wording.paragraphs(CHILD_PURPOSE, _language())
    context = {"garment": found.garment(line), "child": child, "consent": consent, "form": form.asking()}
    return render(request, "orders/agree.html", context)


@require_POST
@for_purpose("improve_sizes")
def judge_size(request: PersonalRequest, number: str, variant: int) -> HttpResponse:
    """The buyer says how a size turned out."""
    said = VERDICTS.get(request.POST.get("verdict", ""))
    try:
        actions.judge_size(number, variant, said, access=request.access, at=clock.now())
        if said:
            messages.success(request, COUNTED)
    except (NotDelivered, NoLongerSold, WithoutSize):
        messages.info(request, _("Its size can be judged once it has arrived, as long as we sell it."))
    except UseIsPaused:
        messages.info(request, PAUSED)
    return redirect("orders:order", number=number)


@require_POST
@for_purpose("erase_my_data")
def take_back_judgement(request: PersonalRequest, number: str, variant: int) -> HttpResponse:
    """The buyer takes back what was said of a size."""
    actions.take_back_judgement(number, variant, access=request.access, at=clock.now())
    messages.success(request, TAKEN_BACK)
    return redirect("orders:order", number=number)


@require_GET
@never_cache
@for_purpose("place_order")
def invoice(request: PersonalRequest, number: str) -> HttpResponse:
    """The invoice, to be printed."""
    page = queries.invoice_page(number, access=request.access, at=clock.now(), language=_language())
    return render(request, "orders/invoice.html", {"page": page, "deal": page.deal})


@require_GET
@never_cache
@for_purpose("place_order")
def invoice_pdf(request: PersonalRequest, number: str) -> HttpResponse:
    """The invoice on paper; a masked copy, with initials for name and address, can be handed on."""
    is_masked = request.GET.get("copy") == "masked"
    paper = queries.invoice_pdf(
        number, access=request.access, at=clock.now(), language=_language(), is_masked=is_masked
    )
    return HttpResponse(paper.content, content_type="application/pdf", headers=paper.headers)


@require_http_methods(["GET", "POST"])
@never_cache
@for_purpose("answer_customer")
def problem(request: PersonalRequest, number: str) -> HttpResponse:
    """Tells customer service that something is wrong with an order."""
    deal = queries.own_order(number, access=request.access, language=_language())
    form = ProblemForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.tried(lambda: _report(request, number, form)):
        messages.success(request, _("We have your report and answer by e-mail."))
        return redirect("orders:order", number=number)
    reports = queries.reports_of(number, access=request.access, at=clock.now())
    return render(request, "orders/problem.html", {"form": form, "deal": deal, "reports": reports})


@require_GET
@never_cache
@for_purpose("answer_customer", "refund_payment")
def picture(request: PersonalRequest, number: str, file: uuid.UUID) -> StreamingHttpResponse:
    """A picture of a report, opened piece by piece while it is sent: for its owner, and for customer service."""
    kind, pieces = queries.problem_picture(number, file, access=request.access, at=clock.now())
    answer = StreamingHttpResponse(pieces, content_type=kind)
    answer["Content-Disposition"] = "inline; filename=picture"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _ways_to_pay(request: PersonalRequest, number: str) -> HttpResponse:
    deal = queries.own_order(number, access=request.access, language=_language())
    if not deal.is_payable:
        return redirect("orders:order", number=number)
    return render(request, "orders/pay.html", {"deal": deal, "banks": BANKS})


def _report(request: PersonalRequest, number: str, form: ProblemForm) -> None:
    message, pictures = form.cleaned_data["message"], form.cleaned_data["pictures"]
    actions.report_problem(number, message=message, pictures=pictures, access=request.access, at=clock.now())


def _language() -> str:
    return get_language() or "id"
