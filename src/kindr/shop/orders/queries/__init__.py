"""What can be asked about orders; answers are frozen."""

from __future__ import annotations

from kindr.shop.orders.queries.costing import (
    DeliveryChoice,
    Service,
    Totals,
    delivery_choices,
    missing_for_free_delivery,
    totals_of,
)
from kindr.shop.orders.queries.finding import NoSuchOrder, find_orders, guests_with_address
from kindr.shop.orders.queries.of_buyer import InvoicePage, OrderPage, invoice_page, order_page, orders_of, own_order
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
from kindr.shop.orders.queries.showing import Deal, Line
from kindr.shop.orders.queries.under_way import holds
from kindr.shop.orders.rules import Stage

__all__ = [
    "Address",
    "Deal",
    "DeliveryChoice",
    "Happening",
    "InvoicePage",
    "Line",
    "NoSuchOrder",
    "OrderDetail",
    "OrderPage",
    "ParcelLabel",
    "PickLine",
    "Queue",
    "QueueRow",
    "Service",
    "Stage",
    "Totals",
    "counts",
    "delivery_choices",
    "find_orders",
    "guests_with_address",
    "holds",
    "invoice_page",
    "missing_for_free_delivery",
    "order_detail",
    "order_page",
    "orders_of",
    "own_order",
    "parcel_label",
    "pick_list",
    "queue",
    "refunds_due",
    "totals_of",
    "with_names",
]
