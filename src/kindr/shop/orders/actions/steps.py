"""Taking a step of an order: under its row lock, with a line in its history and the news for the rest of the shop."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from kindr.base.facts import Fact, publish
from kindr.privacy.access.declare import check_may_claim
from kindr.privacy.access.terms import Access, PurposeNotAllowed
from kindr.shop.orders import facts, rules
from kindr.shop.orders.models import Order, OrderEvent
from kindr.shop.orders.queries.finding import NoSuchOrder, order_id_of
from kindr.shop.orders.rules import Step

__all__ = ["NoSuchOrder", "check_claim", "locked", "note", "order_id_of", "pieces_of", "standing_of", "take"]

_MOMENTS: Mapping[Step, str] = {
    Step.PAY: "paid_at",
    Step.REVIVE: "paid_at",
    Step.PACK: "packed_at",
    Step.SHIP: "shipped_at",
    Step.DELIVER: "delivered_at",
}
_NEWS: Mapping[Step, type[Fact]] = {
    Step.PLACE: facts.OrderPlaced,
    Step.PAY: facts.OrderPaid,
    Step.REVIVE: facts.OrderPaid,
    Step.CANCEL: facts.OrderCancelled,
    Step.SHIP: facts.OrderShipped,
    Step.DELIVER: facts.OrderDelivered,
}


def locked(order_id: uuid.UUID) -> Order:
    """The order, locked until the transaction ends; raises NoSuchOrder."""
    order = Order.objects.select_for_update().filter(pk=order_id).first()
    if order is None:
        raise NoSuchOrder("there is no such order")
    return order


def take(order: Order, step: Step, *, access: Access, at: datetime) -> None:
    """Moves a locked order one step; raises StepNotAllowed."""
    now = rules.after(order.standing, step)
    order.state, order.parcel, order.refund = now.state, now.parcel, now.refund
    if step in _MOMENTS:
        setattr(order, _MOMENTS[step], at)
    order.closed_at = (order.closed_at or at) if now.is_closed else None
    order.save()
    note(order, step, access=access, at=at)


def note(order: Order, step: Step, *, access: Access, at: datetime) -> None:
    """Writes the step into the order's history and tells the shop."""
    OrderEvent.objects.create(
        order=order,
        step=step,
        state=order.state,
        parcel=order.parcel,
        refund=order.refund,
        role=access.actor.role,
        at=at,
    )
    if step in _NEWS:
        publish(_NEWS[step](order_id=order.id))  # type: ignore[call-arg]  # every fact of orders has this one id


def check_claim(access: Access, *purposes: str) -> None:
    """Raises PurposeNotAllowed unless the caller acts for one of these purposes and may."""
    if access.purpose not in purposes:
        raise PurposeNotAllowed(f"{access.purpose} does not serve this", clause="5.3")
    check_may_claim(access.actor, access.purpose)


def pieces_of(order: Order) -> dict[int, int]:
    """Variant -> pieces of an order, as the stock book counts them."""
    return dict(order.lines.values_list("variant", "pieces"))


def standing_of(order_id: uuid.UUID) -> rules.Standing:
    """Where an order stands now, for a refusal that names it."""
    return Order.objects.get(pk=order_id).standing
