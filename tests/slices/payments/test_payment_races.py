"""Two of everything at once: tabs, messages and rounds of the worker."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connections

from kindr.adapters.payments.simulator import Deed, Simulator
from kindr.base.facts import Fact
from kindr.privacy.access import connection as log_connection
from kindr.shop.payments import actions, queries
from kindr.shop.payments.facts import PaidLate, PaymentExpired, PaymentSettled
from kindr.shop.payments.models import Payment, PaymentNotification
from kindr.shop.payments.personal import CardUsed
from kindr.shop.payments.ports import CardFacts
from kindr.shop.payments.rules import Method, State
from tests.slices.payments.people import NOON, a_payment, as_system, mara

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CARD = CardFacts(token="sim_0123", brand="Visa", last4="1111", expiry="08/29", holder="MARA WIJAYA")
T = TypeVar("T")


def at_once(*deeds: Callable[[], T]) -> list[T]:
    """Does all deeds in threads that start together."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], T]) -> T:
        start.wait()
        try:
            return deed()
        finally:
            connections.close_all()
            log_connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_two_tabs_start_one_payment(simulator: Simulator) -> None:
    person, order = mara(), uuid.uuid4()
    started = at_once(*[lambda: a_payment(person, order_id=order) for _ in range(4)])
    assert len({payment.id for payment in started}) == 1
    assert Payment.objects.count() == 1


def test_two_tabs_with_different_methods_leave_one_open_payment(simulator: Simulator) -> None:
    person, order = mara(), uuid.uuid4()
    wishes = [lambda m=m: a_payment(person, m, order_id=order) for m in (Method.QRIS, Method.VIRTUAL_ACCOUNT)]
    at_once(*wishes)
    states = Counter(payment.state for payment in queries.payments_of_order(order))
    assert states[State.WAITING] == 1


def test_the_same_message_at_once_counts_once_and_seals_one_card(simulator: Simulator, told: list[Fact]) -> None:
    payment = a_payment(mara(), Method.CARD)
    [message] = simulator.play(payment.reference, Deed.PAY, at=NOON, card=CARD)
    at_once(*[lambda: actions.receive_notification(*message, at=NOON, access=as_system()) for _ in range(4)])
    assert told == [PaymentSettled(payment.id, payment.order_id)]
    assert PaymentNotification.objects.count() == 1
    assert CardUsed.objects.count() == 1


def test_money_and_expiry_at_once_end_with_the_money(simulator: Simulator, told: list[Fact]) -> None:
    payment = a_payment(mara())
    [message] = simulator.play(payment.reference, Deed.PAY, at=NOON)

    def hear() -> None:
        actions.receive_notification(*message, at=payment.expires_at, access=as_system())

    def expire() -> None:
        actions.expire_due(at=payment.expires_at)

    at_once(hear, expire)
    assert queries.payments_of_order(payment.order_id)[0].state is State.PAID
    assert {type(fact) for fact in told} in ({PaymentSettled}, {PaymentExpired, PaidLate})


def test_one_refund_asked_by_two_people_at_once_pays_back_once(simulator: Simulator) -> None:
    payment = a_payment(mara())
    for message in simulator.play(payment.reference, Deed.PAY, at=NOON):
        actions.receive_notification(*message, at=NOON, access=as_system())

    def ask() -> bool:
        try:
            actions.send_refund(actions.refund(payment.id, at=NOON, access=as_system("refund_payment")), at=NOON)
        except actions.NothingToRefund:
            return False
        return True

    assert sorted(at_once(ask, ask, ask)) == [False, False, True]
    status = simulator.status(payment.reference)
    assert status is not None
    assert sum(amount.amount for amount in status.refunds.values()) == payment.amount.amount
