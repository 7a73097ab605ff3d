"""The accountant's invoices and the data protection officer's oversight."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.shop.desk import queries, rules
from kindr.shop.desk.views.showing import number_in, show
from kindr.shop.desk.views.words import KINDS, VERBS
from kindr.shop.orders import queries as orders


@for_staff(*rules.BOOKKEEPING)
@require_GET
def invoices(request: PersonalRequest) -> HttpResponse:
    """The invoices of a year, without names."""
    years = orders.invoice_years()
    newest = years[0].year if years else clock.jakarta_year(clock.now())
    year = number_in(request.GET["year"]) if "year" in request.GET else newest
    found = orders.invoices_of(year, page=number_in(request.GET.get("page", "")))
    return show(request, "invoices.html", years=years, year=year, found=found)


@for_staff(*rules.BOOKKEEPING)
@require_POST
def invoice(request: PersonalRequest, number: str) -> HttpResponse:
    """One invoice, opened for the tax books; it opens even when the account is gone."""
    language = get_language() or "id"
    found = orders.invoice_page(number, access=request.access, at=clock.now(), language=language)
    return show(request, "invoice.html", invoice=found)


@for_staff(*rules.OVERSEEING)
@require_http_methods(["GET", "POST"])
def oversight(request: PersonalRequest) -> HttpResponse:
    """Counts and the policy's table; the newest lines of the log when they are asked for, which is logged."""
    lines, only = None, request.POST.get("only") == "refusals"
    if request.method == "POST":
        lines = queries.happenings(refusals_only=only, access=request.access, at=clock.now())
    found = queries.overview(at=clock.now())
    table = queries.who_may_open()
    return show(request, "oversight.html", found=found, lines=lines, table=table, kinds=KINDS, verbs=VERBS)
