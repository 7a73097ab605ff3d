"""The accountant's invoices: by month, without names until they are opened, and as a file for the books."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kindr.base import clock
from kindr.base.cells import safe_cell
from kindr.base.money import Rupiah
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.shop.desk import rules
from kindr.shop.desk.views.showing import number_in, show
from kindr.shop.orders import queries as orders
from kindr.shop.orders.queries import BookLine, InvoiceMonth


@for_staff(*rules.BOOKKEEPING)
@require_GET
def invoices(request: PersonalRequest) -> HttpResponse:
    """The invoices of a year or one of its months, without names, with what they come to."""
    years = orders.invoice_years()
    newest = years[0].year if years else clock.jakarta_year(clock.now())
    year = number_in(request.GET["year"]) if "year" in request.GET else newest
    month, months = _month(request.GET.get("month", "")), orders.invoice_months(year)
    found = orders.invoices_in(year, month, page=number_in(request.GET.get("page", "")))
    counted = [each for each in months if month in (None, each.month)]
    given: dict[str, Any] = {"years": years, "year": year, "months": months, "month": month, "found": found}
    return show(request, "invoices.html", counted=counted, sums=_sums(counted), **given)


@for_staff(*rules.BOOKKEEPING)
@require_POST
def invoice_file(request: PersonalRequest) -> HttpResponse:
    """The same list as a file; with names only when they are asked for, which is recorded for every customer in it."""
    year, month = number_in(request.POST.get("year", "")), _month(request.POST.get("month", ""))
    is_named = request.POST.get("names") == "yes"
    if is_named:
        lines: Iterable[BookLine] = orders.opened_book_lines(year, month, access=request.access, at=clock.now())
    else:
        lines = orders.book_lines(year, month)
    answer = HttpResponse(_table(lines, is_named=is_named), content_type="text/csv; charset=utf-8")
    name = f"kindr-{year}" + (f"-{month:02}" if month else "")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


@for_staff(*rules.BOOKKEEPING)
@require_POST
def invoice(request: PersonalRequest, number: str) -> HttpResponse:
    """One invoice, opened for the tax books; it opens even when the account is gone."""
    language, at = get_language() or "id", clock.now()
    found = orders.invoice_page(number, access=request.access, at=at, language=language)
    return show(request, "invoice.html", invoice=found, at=at)


@for_staff(*rules.BOOKKEEPING)
@require_POST
def invoice_paper(request: PersonalRequest, number: str) -> HttpResponse:
    """The same invoice as a PDF, as the customer has it; opening it is recorded."""
    paper = orders.invoice_pdf(number, access=request.access, at=clock.now(), language=get_language() or "id")
    return HttpResponse(paper.content, content_type="application/pdf", headers=dict(paper.headers_to_save))


def _sums(months: Sequence[InvoiceMonth]) -> dict[str, Any]:
    total, tax = (sum((getattr(each, name) for each in months), Rupiah(0)) for name in ("total", "tax"))
    return {"number": sum(each.number for each in months), "total": total, "tax": tax, "before_tax": total - tax}


def _month(text: str) -> int | None:
    """The month in an address, None for a whole year."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 and 1 <= int(text) <= 12 else None


def _table(lines: Iterable[BookLine], *, is_named: bool) -> str:
    """The lines as a spreadsheet reads them; a cell that begins like a formula is made plain text."""
    file = io.StringIO()
    # All cells stand in quotes: a comma in a name begins no new cell where commas part them.
    table = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
    heading = [_("Number"), _("Date"), _("Order"), _("Before tax"), _("PPN included"), _("Total")]
    table.writerow([*heading, *([_("Made out to"), _("Address")] if is_named else [])])
    for line in lines:
        row = line.row
        amounts = [str(each.amount) for each in (line.before_tax, row.tax, row.total)]
        names = [line.name or _("forgotten"), ", ".join(line.address)] if is_named else []
        cells = [row.number, row.issued_at.astimezone(clock.JAKARTA).date().isoformat(), row.order, *amounts, *names]
        table.writerow([safe_cell(cell) for cell in cells])
    # The mark at the start tells spreadsheets that the letters are UTF-8.
    return f"\ufeff{file.getvalue()}"
