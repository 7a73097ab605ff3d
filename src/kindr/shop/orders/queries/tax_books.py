"""The accountant's view of invoices: months with their totals, lists without names, and whole months with names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import ExtractMonth

from kindr.base.clock import JAKARTA
from kindr.base.money import Rupiah
from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.shop.orders.models import Invoice
from kindr.shop.orders.queries.books import PAGE, InvoiceList, InvoiceRow, invoice_row

BATCH = 500


@dataclass(frozen=True)
class InvoiceMonth:
    """What the invoices of one month come to; paid-back money is not taken off."""

    month: int
    number: int
    total: Rupiah
    tax: Rupiah


@dataclass(frozen=True)
class BookLine:
    """One invoice as the tax books want it; the name is empty when it is forgotten or was not asked for."""

    row: InvoiceRow
    before_tax: Rupiah
    name: str = field(repr=False, default="")
    address: tuple[str, ...] = field(repr=False, default=())


def invoice_months(year: int) -> list[InvoiceMonth]:
    """The months of a year that have invoices. One query."""
    months = _of(year).annotate(month=ExtractMonth("issued_at", tzinfo=JAKARTA)).order_by().values_list("month")
    found = months.annotate(Count("pk"), Sum("order__total"), Sum("order__tax")).order_by("month")
    return [InvoiceMonth(month, number, Rupiah(total), Rupiah(tax)) for month, number, total, tax in found]


def invoices_in(year: int, month: int | None = None, *, page: int = 1) -> InvoiceList:
    """The invoices of a year or of one of its months, the newest first, without names. Two queries."""
    found = _of(year, month)
    last = max(1, -(-found.count() // PAGE))
    number = min(max(1, page), last)
    rows = found.order_by("-serial")[(number - 1) * PAGE : number * PAGE]
    return InvoiceList(tuple(invoice_row(each) for each in rows), number, last)


def book_lines(year: int, month: int | None = None) -> Iterator[BookLine]:
    """The invoices in the order of their numbers, without names; nothing is opened."""
    for invoice in _of(year, month).order_by("serial").iterator(chunk_size=BATCH):
        yield _line(invoice)


def opened_book_lines(year: int, month: int | None = None, *, access: Access, at: datetime) -> list[BookLine]:
    """The same with names and addresses: of each five hundred one query for the keys and one insert into the log.

    Raises Refused and LogUnavailable.
    """
    invoices = _of(year, month).order_by("serial").iterator(chunk_size=BATCH)
    lines = []
    while batch := list(islice(invoices, BATCH)):
        for each in gates.read_many(batch, access=access, at=at):
            known = {} if each.is_forgotten else {"name": each.name, "address": tuple(each.address)}
            lines.append(_line(each.record, **known))
    return lines


def _of(year: int, month: int | None = None) -> QuerySet[Invoice]:
    found = Invoice.objects.filter(year=year).select_related("order")
    if month is None:
        return found
    return found.annotate(month=ExtractMonth("issued_at", tzinfo=JAKARTA)).filter(month=month)


def _line(invoice: Invoice, *, name: str = "", address: tuple[str, ...] = ()) -> BookLine:
    row = invoice_row(invoice)
    return BookLine(row, row.total - row.tax, name, address)
