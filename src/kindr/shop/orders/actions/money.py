"""Money and orders brought together: in whatever order the news of payments came, the end is the same."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import Enum

from django.db import transaction

from kindr.base.ids import new_id
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Access
from kindr.shop.catalog import actions as catalog
from kindr.shop.catalog.actions import Reason, SoldOut
from kindr.shop.orders.actions import steps
from kindr.shop.orders.models import Order
from kindr.shop.orders.rules import TIME_WITHOUT_PAYMENT, Refund, State, Step
from kindr.shop.payments import actions as payments
from kindr.shop.payments import queries as payment_queries
from kindr.shop.payments.queries import PaymentShown

A_ROUND = 200


class Verdict(Enum):
    """What is to be done with an order that has no money yet."""

    WAIT = "wait"
    GIVE_UP = "give up"


def settle_up(order_id: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Looks at every payment of an order and does what follows; doing it again changes nothing.

    Money for a waiting order pays it; late money revives a cancelled one if its pieces are still there; any other money
    goes back; an order without money whose time is over is cancelled and its pieces return. Raises NoSuchOrder.
    """
    with transaction.atomic():
        order = steps.locked(order_id)
        attempts = payment_queries.payments_of_order(order.id)
        held = sorted((each for each in attempts if each.refundable.amount > 0), key=_when_paid)
        if held and order.paid_by is None:
            _take_money(order, held[0], access=access, at=at)
        elif order.state == State.AWAITING_PAYMENT and _verdict(order, attempts, at) is Verdict.GIVE_UP:
            give_up(order, access=access, at=at)
        _note_refunds(order, attempts, access=access, at=at)
        for payment in held:
            if payment.id != order.paid_by or (order.refund == Refund.DUE and order.state == State.CANCELLED):
                _send_back(order, payment, at=at)


def close_unpaid(*, access: Access, at: datetime) -> int:
    """Looks at every order that has waited long for its money; counts them."""
    waiting = Order.objects.filter(state=State.AWAITING_PAYMENT, placed_at__lte=at - TIME_WITHOUT_PAYMENT)
    due = list(waiting.order_by("placed_at", "pk").values_list("id", flat=True)[:A_ROUND])
    for order_id in due:
        settle_up(order_id, access=access, at=at)
    return len(due)


def give_up(order: Order, *, access: Access, at: datetime) -> None:
    """Cancels a locked order and puts its pieces back into the stock."""
    steps.take(order, Step.CANCEL, access=access, at=at)
    _release(order, at=at)


def _take_money(order: Order, payment: PaymentShown, *, access: Access, at: datetime) -> None:
    """The first money of an order: it pays, revives, or is owed back."""
    if order.state == State.AWAITING_PAYMENT:
        order.paid_by = payment.id
        steps.take(order, Step.PAY, access=access, at=at)
    elif _takes_again(order, at=at):
        order.paid_by = payment.id
        steps.take(order, Step.REVIVE, access=access, at=at)
    else:
        order.paid_by = payment.id
        steps.take(order, Step.OWE, access=access, at=at)


def _takes_again(order: Order, *, at: datetime) -> bool:
    """Whether the pieces of a cancelled order could be taken once more."""
    hold = new_id()
    try:
        with transaction.atomic():
            catalog.take_stock(steps.pieces_of(order), order=hold, at=at)
    except SoldOut:
        return False
    order.stock_hold = hold
    return True


def _verdict(order: Order, attempts: list[PaymentShown], at: datetime) -> Verdict:
    """An order waits while a payment waits, and until the time of the last one is over."""
    if any(each.is_waiting for each in attempts):
        return Verdict.WAIT
    ends = [each.expires_at for each in attempts]
    until = max(ends, default=order.placed_at + TIME_WITHOUT_PAYMENT)
    return Verdict.GIVE_UP if at >= until else Verdict.WAIT


def _note_refunds(order: Order, attempts: list[PaymentShown], *, access: Access, at: datetime) -> None:
    """Brings the order's refund into step with what its own payment has paid back."""
    ours = next((each for each in attempts if each.id == order.paid_by), None)
    if ours is None or not ours.refunded.amount or order.refund == Refund.DONE:
        return
    if not ours.refundable.amount:
        steps.take(order, Step.PAY_BACK_ALL, access=access, at=at)
    elif order.refund == Refund.NONE:
        steps.take(order, Step.PAY_BACK_PART, access=access, at=at)


def _send_back(order: Order, payment: PaymentShown, *, at: datetime) -> None:
    key = uuid.uuid5(order.id, f"money back {payment.id}")
    try:
        payments.refund(payment.id, at=at, access=system_access("refund_payment"), key=key)
    except payments.NothingToRefund:
        # All of it is on its way already, asked by the staff.
        return


def _release(order: Order, *, at: datetime) -> None:
    catalog.return_stock(steps.pieces_of(order), order=order.stock_hold, at=at, reason=Reason.RELEASED)


def _when_paid(payment: PaymentShown) -> tuple[datetime, str]:
    return payment.paid_at or payment.started_at, str(payment.id)
