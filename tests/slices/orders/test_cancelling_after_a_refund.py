"""An order whose money is already on its way back can still be cancelled, and is paid back once only."""

from __future__ import annotations

import pytest

from kindr.base import clock
from kindr.privacy.access.declare import system_access
from kindr.shop.orders import actions
from kindr.shop.orders.models import Order
from kindr.shop.orders.rules import State
from kindr.shop.payments import queries as payments
from tests.buying import order_of, paid
from tests.cast import Player

pytestmark = pytest.mark.django_db


def test_cancelling_after_all_the_money_was_asked_back_asks_for_nothing_more(mara: Player) -> None:
    placed = paid(order_of(mara))
    actions.refund(placed.number, access=system_access("refund_payment"), at=clock.now())
    actions.cancel(placed.number, access=system_access("place_order"), at=clock.now())
    order = Order.objects.get(pk=placed.order_id)
    assert order.state == State.CANCELLED
    assert len(payments.refunds_of(order.paid_by)) == 1
