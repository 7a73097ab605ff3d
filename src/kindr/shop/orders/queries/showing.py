"""An order as pages and letters show it: garments, amounts and moments, and nobody's name."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kindr.base.clock import JAKARTA
from kindr.base.money import Rupiah
from kindr.policy.how_long import AFTER_ARRIVAL
from kindr.shop.orders import rules
from kindr.shop.orders.models import Order, OrderLine
from kindr.shop.orders.rules import Promise, Service, Stage, Standing, Step, Totals

KEPT_AFTER_CLOSING = timedelta(days=AFTER_ARRIVAL.days)


@dataclass(frozen=True)
class Line:
    """One line in the words of one language."""

    variant: int
    slug: str
    sku: str
    title: str
    colour_key: str
    colour: str
    size: int
    price: Rupiah
    pieces: int
    tax: Rupiah

    @property
    def sum(self) -> Rupiah:
        """What the line costs."""
        return self.price * self.pieces


@dataclass(frozen=True)
class Deal:
    """One order without its people."""

    id: uuid.UUID
    number: str
    standing: Standing
    service: Service
    promise: Promise
    totals: Totals
    lines: tuple[Line, ...]
    placed_at: datetime
    paid_at: datetime | None
    packed_at: datetime | None
    shipped_at: datetime | None
    delivered_at: datetime | None
    closed_at: datetime | None

    @property
    def stage(self) -> Stage:
        """Where it stands, in one word."""
        return self.standing.stage

    @property
    def pieces(self) -> int:
        """How many garments."""
        return sum(line.pieces for line in self.lines)

    @property
    def forgotten_on(self) -> date | None:
        """The day on which its address and contact are forgotten; None while it is under way."""
        return (self.closed_at + KEPT_AFTER_CLOSING).astimezone(JAKARTA).date() if self.closed_at else None

    @property
    def expected(self) -> tuple[date, date] | None:
        """Between which days a parcel that is under way arrives."""
        shipped_on = self.shipped_at.astimezone(JAKARTA).date() if self.shipped_at else None
        return rules.arrival(self.promise, shipped_on=shipped_on) if shipped_on else None

    @property
    def is_payable(self) -> bool:
        """Whether it waits for its money."""
        return rules.allows(self.standing, Step.PAY)

    @property
    def may_be_cancelled(self) -> bool:
        """Whether it is not packed yet."""
        return rules.allows(self.standing, Step.CANCEL)

    @property
    def may_be_packed(self) -> bool:
        """Whether it is paid and waits to be packed."""
        return rules.allows(self.standing, Step.PACK)

    @property
    def may_be_shipped(self) -> bool:
        """Whether it is packed and waits for the courier."""
        return rules.allows(self.standing, Step.SHIP)

    @property
    def may_be_delivered(self) -> bool:
        """Whether it is on its way."""
        return rules.allows(self.standing, Step.DELIVER)

    @property
    def may_be_refunded(self) -> bool:
        """Whether there is money that could go back."""
        return rules.allows(self.standing, Step.OWE)


def deal_of(order: Order, *, language: str) -> Deal:
    """The order with its lines. One query."""
    return _deal(order, list(order.lines.order_by("id")), language)


def deals_of(orders: Collection[Order], *, language: str) -> list[Deal]:
    """Several orders with their lines, in the order given. One query however many."""
    lines: dict[uuid.UUID, list[OrderLine]] = {order.id: [] for order in orders}
    for line in OrderLine.objects.filter(order__in=list(lines)).order_by("id"):
        lines[line.order_id].append(line)
    return [_deal(order, lines[order.id], language) for order in orders]


def _deal(order: Order, lines: Collection[OrderLine], language: str) -> Deal:
    service = Service(order.service)
    return Deal(
        id=order.id,
        number=order.number,
        standing=order.standing,
        service=service,
        promise=rules.promise(service, near=order.near),
        totals=Totals(Rupiah(order.goods), Rupiah(order.delivery_price), Rupiah(order.tax)),
        lines=tuple(_line(line, language) for line in lines),
        placed_at=order.placed_at,
        paid_at=order.paid_at,
        packed_at=order.packed_at,
        shipped_at=order.shipped_at,
        delivered_at=order.delivered_at,
        closed_at=order.closed_at,
    )


def _line(line: OrderLine, language: str) -> Line:
    in_english = language == "en"
    return Line(
        variant=line.variant,
        slug=line.slug,
        sku=line.sku,
        title=line.title_en if in_english else line.title_id,
        colour_key=line.colour_key,
        colour=line.colour_en if in_english else line.colour_id,
        size=line.size,
        price=Rupiah(line.price),
        pieces=line.pieces,
        tax=Rupiah(line.tax),
    )
