"""What can be asked about orders; answers are frozen."""

from __future__ import annotations

from kindr.shop.orders.queries.books import (
    InvoiceList,
    InvoiceRow,
    InvoiceYear,
    ReportList,
    ReportPage,
    ReportRow,
    invoice_years,
    orders_by,
    person_of,
    problem_report,
    reports_listed,
    reports_on,
)
from kindr.shop.orders.queries.closet import Closet, closet
from kindr.shop.orders.queries.copies import changeable_deliveries, known_to_courier
from kindr.shop.orders.queries.costing import (
    DeliveryChoice,
    Service,
    Totals,
    arrival,
    delivery_choices,
    missing_for_free_delivery,
    totals_of,
)
from kindr.shop.orders.queries.finding import NoSuchOrder, find_orders, guests_with_address
from kindr.shop.orders.queries.listing import REFUNDS, Wanted, counts_of, listed, people_of, rows_of
from kindr.shop.orders.queries.of_buyer import (
    InvoicePage,
    OrderList,
    OrderPage,
    invoice_page,
    order_page,
    orders_of,
    own_order,
)
from kindr.shop.orders.queries.of_desk import (
    Happening,
    OrderDetail,
    ParcelLabel,
    PickLine,
    Queue,
    QueueRow,
    counts,
    order_detail,
    parcel_label,
    pick_list,
    queue,
    refunds_due,
    with_names,
)
from kindr.shop.orders.queries.opened import Address
from kindr.shop.orders.queries.papers import Paper, invoice_pdf, label_pdf
from kindr.shop.orders.queries.parcels import Labels, parcel_labels
from kindr.shop.orders.queries.problems import Report, problem_picture, reports_of
from kindr.shop.orders.queries.showing import Deal, Line
from kindr.shop.orders.queries.tax_books import (
    BookLine,
    InvoiceMonth,
    book_lines,
    invoice_months,
    invoices_in,
    opened_book_lines,
)
from kindr.shop.orders.queries.under_way import holds
from kindr.shop.orders.rules import Stage

__all__ = [
    "REFUNDS",
    "Address",
    "BookLine",
    "Closet",
    "Deal",
    "DeliveryChoice",
    "Happening",
    "InvoiceList",
    "InvoiceMonth",
    "InvoicePage",
    "InvoiceRow",
    "InvoiceYear",
    "Labels",
    "Line",
    "NoSuchOrder",
    "OrderDetail",
    "OrderList",
    "OrderPage",
    "Paper",
    "ParcelLabel",
    "PickLine",
    "Queue",
    "QueueRow",
    "Report",
    "ReportList",
    "ReportPage",
    "ReportRow",
    "Service",
    "Stage",
    "Totals",
    "Wanted",
    "arrival",
    "book_lines",
    "changeable_deliveries",
    "closet",
    "counts",
    "counts_of",
    "delivery_choices",
    "find_orders",
    "guests_with_address",
    "holds",
    "invoice_months",
    "invoice_page",
    "invoice_pdf",
    "invoice_years",
    "invoices_in",
    "known_to_courier",
    "label_pdf",
    "listed",
    "missing_for_free_delivery",
    "opened_book_lines",
    "order_detail",
    "order_page",
    "orders_by",
    "orders_of",
    "own_order",
    "parcel_label",
    "parcel_labels",
    "people_of",
    "person_of",
    "pick_list",
    "problem_picture",
    "problem_report",
    "queue",
    "refunds_due",
    "reports_listed",
    "reports_of",
    "reports_on",
    "rows_of",
    "totals_of",
    "with_names",
]
