"""Lists for the desk that name nobody: a person's orders, a year's invoices, problem reports; and one opened."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, QuerySet, Sum

from kindr.base.money import Rupiah
from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.vault.files import SealedFile
from kindr.shop.orders.models import Invoice, Order, ProblemReport
from kindr.shop.orders.queries.finding import NoSuchOrder
from kindr.shop.orders.queries.problems import CLAUSE
from kindr.shop.orders.queries.showing import Deal, deals_of
from kindr.shop.orders.rules import Standing

PAGE = 50
NEWEST = 50


@dataclass(frozen=True)
class InvoiceYear:
    """How many invoices one tax year has, and what they come to; paid-back money is not taken off."""

    year: int
    number: int
    total: Rupiah


@dataclass(frozen=True)
class InvoiceRow:
    """One invoice in a list; whom it was made out to stays sealed."""

    number: str
    order: str
    issued_at: datetime
    total: Rupiah
    tax: Rupiah
    standing: Standing


@dataclass(frozen=True)
class InvoiceList:
    """One page of the invoices of a year, the newest first."""

    rows: tuple[InvoiceRow, ...]
    number: int
    last: int


@dataclass(frozen=True)
class ReportRow:
    """One problem report in a list; what was written stays sealed."""

    id: uuid.UUID
    order: str
    person: uuid.UUID
    reported_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class ReportList:
    """One page of the reports that are open, or closed, and how many there are of both."""

    rows: tuple[ReportRow, ...]
    open: int
    closed: int
    number: int
    last: int


@dataclass(frozen=True)
class ReportPage:
    """One problem report, opened; `pictures` are the ids of its files, each opened by itself."""

    row: ReportRow
    message: str = field(repr=False)
    pictures: tuple[uuid.UUID, ...]


def person_of(number: str) -> uuid.UUID:
    """The random id of whoever placed an order; raises NoSuchOrder."""
    found = Order.objects.filter(number=number.strip().upper()).values_list("person_id", flat=True).first()
    if found is None:
        raise NoSuchOrder(number)
    return found


def orders_by(person: uuid.UUID, *, language: str) -> list[Deal]:
    """The newest orders of one person, for the desk. Opens nothing; two queries."""
    return deals_of(
        list(Order.objects.filter(person_id=person).order_by("-placed_at", "-pk")[:NEWEST]), language=language
    )


def invoice_years() -> list[InvoiceYear]:
    """The years that have invoices, the newest first. One query."""
    years = Invoice.objects.order_by().values_list("year").annotate(Count("pk"), Sum("order__total"))
    return [InvoiceYear(year, number, Rupiah(total)) for year, number, total in years.order_by("-year")]


def invoice_row(invoice: Invoice) -> InvoiceRow:
    """An invoice as a list shows it, its order fetched along."""
    order = invoice.order
    return InvoiceRow(
        invoice.number, order.number, invoice.issued_at, Rupiah(order.total), Rupiah(order.tax), order.standing
    )


def reports_listed(*, is_closed: bool, page: int = 1) -> ReportList:
    """The open reports, the longest waiting first, or the closed ones, the newest first. Two queries."""
    counts = ProblemReport.objects.aggregate(all=Count("pk"), closed=Count("closed_at"))
    numbers = {True: counts["closed"], False: counts["all"] - counts["closed"]}
    last = max(1, -(-numbers[is_closed] // PAGE))
    number = min(max(1, page), last)
    rows = (
        _reports().filter(closed_at__isnull=not is_closed).order_by("-closed_at" if is_closed else "collected_at", "pk")
    )
    shown = tuple(_report_row(each) for each in rows[(number - 1) * PAGE : number * PAGE])
    return ReportList(shown, numbers[False], numbers[True], number, last)


def problem_report(report: uuid.UUID, *, access: Access, at: datetime) -> ReportPage:
    """One report with its message, opened and logged; raises NoSuchOrder, Refused and Forgotten."""
    row = _reports().filter(pk=report).first()
    if row is None:
        raise NoSuchOrder(str(report))
    pictures = SealedFile.objects.filter(clause=CLAUSE, covers=str(row.pk)).order_by("id").values_list("id", flat=True)
    return ReportPage(_report_row(row), gates.read(row, access=access, at=at).message, tuple(pictures))


def reports_on(orders: Collection[uuid.UUID]) -> list[ReportRow]:
    """The problem reports on some orders. One query."""
    return [_report_row(each) for each in _reports().filter(order__in=orders).order_by("-collected_at", "-pk")]


def _reports() -> QuerySet[ProblemReport]:
    return ProblemReport.objects.select_related("order")


def _report_row(report: ProblemReport) -> ReportRow:
    return ReportRow(report.id, report.order.number, report.person_id, report.collected_at, report.closed_at)
