"""The accountant's invoices and the data protection officer's oversight."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.shop.desk import rules
from kindr.shop.desk.views.showing import number_in, show
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
