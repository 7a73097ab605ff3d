"""Cancelling an order and paying money back (policy 4.7.6)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kindr.base.money import Rupiah
from kindr.privacy.access import checks
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Access, ActorKind, PurposeNotAllowed
from kindr.shop.catalog import actions as catalog
from kindr.shop.catalog.queries.stock import pieces_out
from kindr.shop.orders.actions import money, steps
from kindr.shop.orders.models import Order, OrderLine
from kindr.shop.orders.rules import NOT_GOING_BACK, State, Step, StepNotAllowed
from kindr.shop.payments import actions as payments
from kindr.shop.payments import queries as payment_queries
from kindr.shop.payments.actions import NothingToRefund

__all__ = ["NothingToRefund", "OnlyWholeOrdersReturn", "cancel", "refund", "refund_pieces"]


class OnlyWholeOrdersReturn(ValueError):
    """Pieces go back into the stock with a refund of all the money only."""


def cancel(number: str, *, access: Access, at: datetime) -> None:
    """Cancels an order that is not packed yet; its pieces return and money that came goes back.

    By its buyer or by staff. Raises NoSuchOrder, StepNotAllowed and Refused.
    """
    steps.check_claim(access, "place_order", "answer_customer", "refund_payment")
    order_id = steps.order_id_of(number)
    with transaction.atomic():
        order = steps.locked(order_id)
        checks.check_reach([order.person_id], access)
        was_paid = order.state == State.PAID
        money.give_up(order, access=access, at=at)
        # Where all the money is on its way back already, cancelling owes nothing more.
        if was_paid and order.standing.refund in NOT_GOING_BACK:
            steps.take(order, Step.OWE, access=access, at=at)
            money.settle_up(order_id, access=access, at=at)
    payments.cancel_open_payments(order_id, at=at)


def refund(
    number: str,
    *,
    access: Access,
    at: datetime,
    amount: Rupiah | None = None,
    restock: bool = False,
    key: uuid.UUID | None = None,
) -> None:
    """Pays a part of a paid order's money back, or all that is left; `restock` puts its pieces back into the stock.

    The same key pays once, so that a form sent twice does not pay twice.
    Raises OnlyWholeOrdersReturn, NothingToRefund, NoSuchOrder, StepNotAllowed and Refused.
    """
    steps.check_claim(access, "refund_payment")
    if access.actor.kind is ActorKind.PERSON:
        raise PurposeNotAllowed("money is paid back by our staff, when you ask for it", clause="4.7.6")
    if restock and amount is not None:
        raise OnlyWholeOrdersReturn("pieces return with all the money only")
    with transaction.atomic():
        order = steps.locked(steps.order_id_of(number))
        if order.paid_by is None:
            raise StepNotAllowed(order.standing, Step.OWE)
        if _is_asked(order.paid_by, key):
            return
        left = payment_queries.payment(order.paid_by, access=system_access("refund_payment")).refundable
        is_whole = amount is None or amount == left
        if is_whole:
            steps.take(order, Step.OWE, access=access, at=at)
        payments.refund(order.paid_by, at=at, access=access, amount=amount, key=key)
        if restock:
            _restock(order, at=at)


def refund_pieces(
    number: str,
    *,
    pieces: Mapping[int, int],
    access: Access,
    at: datetime,
    restock: bool = False,
    key: uuid.UUID | None = None,
) -> None:
    """Pays back what some pieces cost (variant -> pieces); `restock` puts just these back into the stock.

    The same key pays once. Pieces that have come back already come back no second time, and pay nothing then.
    Raises NothingToRefund, NoSuchOrder, StepNotAllowed and Refused.
    """
    with transaction.atomic():
        order = steps.locked(steps.order_id_of(number))
        if order.paid_by is not None and _is_asked(order.paid_by, key):
            return
        lines = {line.variant: line for line in order.lines.all()}
        if not pieces or any(not 0 < count <= _sold(lines.get(variant)) for variant, count in pieces.items()):
            raise NothingToRefund("these pieces were not sold with this order")
        amount = sum((Rupiah(lines[variant].price) * count for variant, count in pieces.items()), Rupiah(0))
        refund(number, access=access, at=at, amount=amount, key=key)
        if restock and order.state == State.PAID:
            _give_back(order, pieces, at=at)


def _is_asked(payment: uuid.UUID, key: uuid.UUID | None) -> bool:
    return key is not None and key in {each.id for each in payment_queries.refunds_of(payment)}


def _sold(line: OrderLine | None) -> int:
    return line.pieces if line else 0


def _restock(order: Order, *, at: datetime) -> None:
    # A cancelled order has given its pieces back already.
    if order.state == State.PAID:
        _give_back(order, pieces_out(order.stock_hold, list(steps.pieces_of(order))), at=at)


def _give_back(order: Order, pieces: Mapping[int, int], *, at: datetime) -> None:
    try:
        catalog.return_more(pieces, order=order.stock_hold, at=at)
    except catalog.ReturnedTooMuch:
        raise NothingToRefund("these pieces have come back already") from None
