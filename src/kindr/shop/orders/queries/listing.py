"""The queue of the desk with its filters: by stage, delivery, waiting time, problems and pieces. It names nobody."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from kindr.base.money import Rupiah
from kindr.shop.orders.models import Order, OrderLine, ProblemReport
from kindr.shop.orders.queries.of_desk import AT_STAGE, OLDEST_FIRST, Queue, QueueRow
from kindr.shop.orders.rules import Parcel, Refund, Service, Stage, State

PAGE = 50
REFUNDS = "refunds"
"""What stands for the orders whose money is on its way back, beside the stages."""
SORTS: Mapping[str, tuple[str, ...]] = {
    "oldest": ("since", "id"),
    "newest": ("-since", "id"),
    "pieces": ("-held", "since", "id"),
    "total": ("-total", "since", "id"),
}
PIECES: Mapping[str, Q] = {"one": Q(held=1), "few": Q(held__gte=2, held__lte=3), "many": Q(held__gte=4)}
SINCE = Case(
    When(state=State.PAID, parcel=Parcel.WAITING, then=F("paid_at")),
    When(state=State.PAID, parcel=Parcel.PACKED, then=F("packed_at")),
    When(state=State.PAID, parcel=Parcel.SHIPPED, then=F("shipped_at")),
    When(state=State.AWAITING_PAYMENT, then=F("placed_at")),
    default=Coalesce(F("closed_at"), F("placed_at")),
    output_field=DateTimeField(),
)
"""Since when an order has stood where it stands."""


@dataclass(frozen=True)
class Wanted:
    """What a list shall show; empty values ask for nothing. A `stage` is one of `Stage`, or `REFUNDS`."""

    stage: str = Stage.TO_PACK
    service: str = ""
    waiting: int = 0
    """Whole days that an order has waited at least."""
    problem: str = ""
    """`open`: only orders with a problem report that nobody has closed."""
    pieces: str = ""
    sort: str = ""

    @property
    def is_plain(self) -> bool:
        """True when nothing but the stage is asked for."""
        return self == Wanted(self.stage)


def listed(wanted: Wanted, *, page: int = 1, at: datetime) -> Queue:
    """One page of the orders that are wanted, without names. Two queries."""
    found = _counted(_orders(), wanted, at).filter(_stage(wanted.stage))
    number_of = found.count()
    last = max(1, -(-number_of // PAGE))
    number = min(max(1, page), last)
    rows = found.order_by(*SORTS[wanted.sort or _usual_sort(wanted.stage)])[(number - 1) * PAGE : number * PAGE]
    return Queue(tuple(_row(order) for order in rows), number_of, number, last)


def people_of(wanted: Wanted, *, at: datetime) -> frozenset[uuid.UUID]:
    """Everybody whose orders are wanted, on whatever page they would stand. One query."""
    found = _counted(_orders(), wanted, at).filter(_stage(wanted.stage))
    return frozenset(found.order_by().values_list("person", flat=True).distinct())


def counts_of(wanted: Wanted, *, at: datetime) -> dict[str, int]:
    """How many orders each stage has under the same filters. One query."""
    stages = [*(stage.value for stage in Stage), REFUNDS]
    named = {stage: Count("id", filter=_stage(stage)) for stage in stages}
    return dict(_counted(_orders(), wanted, at).aggregate(**named))


def rows_of(numbers: Collection[str]) -> list[QueueRow]:
    """The named orders as rows, in the order in which they are named. One query."""
    found = {order.number: _row(order) for order in _orders().filter(number__in=list(numbers))}
    return [found[number] for number in dict.fromkeys(numbers) if number in found]


def _orders() -> QuerySet[Any]:
    lines = OrderLine.objects.filter(order=OuterRef("pk")).values("order").annotate(all=Sum("pieces"))
    problems = ProblemReport.objects.filter(order=OuterRef("pk"), closed_at=None).values("order")
    return Order.objects.annotate(
        since=SINCE,
        held=Coalesce(Subquery(lines.values("all")), Value(0)),
        troubles=Coalesce(Subquery(problems.annotate(all=Count("pk")).values("all")), Value(0)),
    )


def _counted(orders: QuerySet[Any], wanted: Wanted, at: datetime) -> QuerySet[Any]:
    if wanted.service:
        orders = orders.filter(service=wanted.service)
    if wanted.waiting:
        orders = orders.filter(since__lte=at - timedelta(days=wanted.waiting))
    if wanted.problem:
        orders = orders.filter(troubles__gt=0)
    return orders.filter(PIECES[wanted.pieces]) if wanted.pieces else orders


def _stage(stage: str) -> Q:
    return Q(refund=Refund.DUE) if stage == REFUNDS else AT_STAGE[Stage(stage)]


def _usual_sort(stage: str) -> str:
    return "oldest" if stage == REFUNDS or Stage(stage) in OLDEST_FIRST else "newest"


def _row(order: Any) -> QueueRow:
    return QueueRow(
        order.id,
        order.number,
        order.standing,
        Service(order.service),
        order.placed_at,
        order.held,
        Rupiah(order.total),
        since=order.since,
        problems=order.troubles,
    )
