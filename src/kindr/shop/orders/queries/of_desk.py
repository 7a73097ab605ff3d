"""What the desk sees of orders. Lists name nobody unless they are asked to, and then with one key query a page."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from kindr.base.money import Rupiah
from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.vault.opening import Opened
from kindr.shop.orders.models import Delivery, Order, OrderEvent, OrderLine, ProblemReport
from kindr.shop.orders.queries.finding import order_id_of
from kindr.shop.orders.queries.opened import Address, address_in
from kindr.shop.orders.queries.showing import Deal, deal_of
from kindr.shop.orders.rules import Parcel, Refund, Service, Stage, Standing, State
from kindr.shop.payments import queries as payments
from kindr.shop.payments.queries import PaymentShown, RefundShown

PAGE = 50

AT_STAGE: dict[Stage, Q] = {
    Stage.AWAITING_PAYMENT: Q(state=State.AWAITING_PAYMENT),
    Stage.TO_PACK: Q(state=State.PAID, parcel=Parcel.WAITING),
    Stage.PACKED: Q(state=State.PAID, parcel=Parcel.PACKED),
    Stage.SHIPPED: Q(state=State.PAID, parcel=Parcel.SHIPPED),
    Stage.DELIVERED: Q(state=State.PAID, parcel=Parcel.DELIVERED),
    Stage.CANCELLED: Q(state=State.CANCELLED),
}
OLDEST_FIRST = (Stage.AWAITING_PAYMENT, Stage.TO_PACK, Stage.PACKED, Stage.SHIPPED)


@dataclass(frozen=True)
class QueueRow:
    """One order in a list of the desk; `recipient` and `city` are filled only when they were asked for."""

    id: uuid.UUID
    number: str
    standing: Standing
    service: Service
    placed_at: datetime
    pieces: int
    total: Rupiah
    recipient: str = field(repr=False, default="")
    city: str = field(repr=False, default="")
    is_forgotten: bool = False
    since: datetime | None = None
    """Since when it has stood where it stands, where the list asked for that."""
    problems: int = 0
    """Problem reports that nobody has closed, where the list asked for them."""

    @property
    def stage(self) -> Stage:
        """Where it stands, in one word."""
        return self.standing.stage


@dataclass(frozen=True)
class Queue:
    """One page of a list and how many orders it has in all."""

    rows: tuple[QueueRow, ...]
    found: int
    number: int
    last: int


@dataclass(frozen=True)
class PickLine:
    """How many pieces of one variant the orders to pack need, and for which of them."""

    sku: str
    slug: str
    title: str
    colour: str
    size: int
    pieces: int
    orders: tuple[str, ...]


@dataclass(frozen=True)
class ParcelLabel:
    """What is printed on a parcel, opened for fulfilment."""

    number: str
    service: Service
    pieces: int
    address: Address = field(repr=False)


@dataclass(frozen=True)
class Happening:
    """One line of an order's history; `role` is who did it."""

    step: str
    at: datetime
    role: str


@dataclass(frozen=True)
class OrderDetail:
    """One order as the desk sees it: everything but people."""

    deal: Deal
    person_id: uuid.UUID
    history: tuple[Happening, ...]
    payments: tuple[PaymentShown, ...]
    refunds: tuple[RefundShown, ...]
    problems: int
    has_address: bool


def queue(stage: Stage, *, page: int = 1) -> Queue:
    """The orders at one stage, without names. Two queries."""
    return _page_of(Order.objects.filter(AT_STAGE[stage]), page, is_oldest_first=stage in OLDEST_FIRST)


def refunds_due(*, page: int = 1) -> Queue:
    """The orders whose money is on its way back. Two queries."""
    return _page_of(Order.objects.filter(refund=Refund.DUE), page, is_oldest_first=True)


def counts() -> dict[Stage, int]:
    """How many orders stand at each stage. One query."""
    named = {stage.value: Count("id", filter=condition) for stage, condition in AT_STAGE.items()}
    found = Order.objects.aggregate(**named)
    return {stage: found[stage.value] for stage in AT_STAGE}


def with_names(found: Queue, *, access: Access, at: datetime) -> Queue:
    """The same page with recipients and cities: one query for the rows, one for the keys, one line of the log each.

    Raises Refused and LogUnavailable.
    """
    # What is not fetched is not opened: the list shows two of an address's ten columns.
    shown = Delivery.objects.only("id", "person", "order", "covers", "recipient", "city")
    deliveries = list(shown.filter(order__in=[row.id for row in found.rows]))
    opened = gates.read_usable(deliveries, access=access, at=at)
    named = {each.record.order_id: each for each in opened if not each.is_forgotten}
    return Queue(tuple(_named(row, named.get(row.id)) for row in found.rows), found.found, found.number, found.last)


def pick_list(numbers: Collection[str] | None = None, *, language: str) -> list[PickLine]:
    """What to take from the shelves for the named orders, or for all that wait to be packed. One query, no names."""
    wanted = Q(order__state=State.PAID, order__parcel=Parcel.WAITING)
    if numbers is not None:
        wanted &= Q(order__number__in=numbers)
    lines = OrderLine.objects.filter(wanted).select_related("order").order_by("sku", "order__placed_at", "pk")
    by_sku: dict[str, list[OrderLine]] = {}
    for line in lines:
        by_sku.setdefault(line.sku, []).append(line)
    return [_pick_line(same, language) for same in by_sku.values()]


def parcel_label(number: str, *, access: Access, at: datetime) -> ParcelLabel:
    """The label of one parcel, its address opened and logged; raises NoSuchOrder, Refused and Forgotten."""
    order = Order.objects.get(pk=order_id_of(number))
    delivery = Delivery.objects.filter(order=order).first()
    if delivery is None:
        raise gates.Forgotten(f"the address of {number} is forgotten")
    address = address_in(gates.read(delivery, access=access, at=at))
    if address is None:
        raise gates.Forgotten(f"the address of {number} is forgotten")
    pieces = order.lines.aggregate(all=Sum("pieces"))["all"] or 0
    return ParcelLabel(order.number, Service(order.service), pieces, address)


def order_detail(number: str, *, language: str) -> OrderDetail:
    """One order for the desk, opening nothing; raises NoSuchOrder."""
    order = Order.objects.get(pk=order_id_of(number))
    attempts = payments.payments_of_order(order.id)
    events = OrderEvent.objects.filter(order=order).order_by("at", "id")
    return OrderDetail(
        deal=deal_of(order, language=language),
        person_id=order.person_id,
        history=tuple(Happening(each.step, each.at, each.role) for each in events),
        payments=tuple(attempts),
        refunds=tuple(payments.refunds_of(order.paid_by)) if order.paid_by else (),
        problems=ProblemReport.objects.filter(order=order).count(),
        has_address=Delivery.objects.filter(order=order).exists(),
    )


def _page_of(orders: QuerySet[Order], page: int, *, is_oldest_first: bool) -> Queue:
    found = orders.count()
    last = max(1, -(-found // PAGE))
    number = min(max(1, page), last)
    of_order = OrderLine.objects.filter(order=OuterRef("pk")).values("order")
    counted = orders.annotate(held=Subquery(of_order.annotate(all=Sum("pieces")).values("all")))
    start = (number - 1) * PAGE
    rows = counted.order_by("placed_at" if is_oldest_first else "-placed_at", "id")[start : start + PAGE]
    return Queue(tuple(_row(order) for order in rows), found, number, last)


def _row(order: Order) -> QueueRow:
    pieces: int = getattr(order, "held", 0) or 0
    service = Service(order.service)
    return QueueRow(order.id, order.number, order.standing, service, order.placed_at, pieces, Rupiah(order.total))


def _named(row: QueueRow, opened: Opened[Delivery] | None) -> QueueRow:
    if opened is None:
        return replace(row, is_forgotten=True)
    return replace(row, recipient=opened.recipient, city=opened.city)


def _pick_line(same: list[OrderLine], language: str) -> PickLine:
    first, in_english = same[0], language == "en"
    return PickLine(
        sku=first.sku,
        slug=first.slug,
        title=first.title_en if in_english else first.title_id,
        colour=first.colour_en if in_english else first.colour_id,
        size=first.size,
        pieces=sum(line.pieces for line in same),
        orders=tuple(line.order.number for line in same),
    )
