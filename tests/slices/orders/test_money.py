"""Payments and orders together: whatever comes in whatever order, money and stock are conserved."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kindr.adapters.payments.messages import Message
from kindr.adapters.payments.simulator import Deed, Simulator
from kindr.base import clock
from kindr.base.money import Rupiah
from kindr.privacy.access.declare import system_access
from kindr.shop.catalog.models import StockMovement, Variant
from kindr.shop.orders import actions
from kindr.shop.orders.actions import NotPayable, StepNotAllowed
from kindr.shop.orders.models import Invoice, Order, OrderEvent
from kindr.shop.orders.rules import Refund, State
from kindr.shop.payments import actions as payments
from kindr.shop.payments import ports
from kindr.shop.payments.models import Payment, RefundRow
from tests.buying import a_garment, guest_order, paid, run_tasks
from tests.cast import Player

pytestmark = pytest.mark.django_db

SAM = "sam@elsewhere.example"
DAY = timedelta(days=1)


def simulator() -> Simulator:
    gateway = ports.gateway()
    assert isinstance(gateway, Simulator)
    return gateway


def deliver(messages: list[Message], at: datetime) -> None:
    for body, headers in messages:
        payments.receive_notification(body, headers, at=at, access=system_access("take_payment"))


def started(number: str, *, at: datetime, method: str = "qris") -> Payment:
    payment = actions.pay(number, access=system_access("take_payment"), at=at, method=method, bank="")
    return Payment.objects.get(pk=payment)


def the_order() -> Order:
    return Order.objects.get()


def settle(at: datetime) -> None:
    actions.settle_up(the_order().id, access=system_access("take_payment"), at=at)


def test_money_pays_the_order_once_and_writes_one_invoice() -> None:
    order = paid(guest_order(SAM), method="qris")
    run_tasks()
    settle(clock.now())
    actions.issue_invoice(order.order_id, access=system_access("place_order"), at=clock.now())
    assert the_order().state == State.PAID
    assert Invoice.objects.get().serial == 1
    assert OrderEvent.objects.filter(step="pay").count() == 1


def test_invoice_numbers_of_a_year_have_no_gaps() -> None:
    for _ in range(3):
        paid(guest_order(SAM))
    assert sorted(Invoice.objects.values_list("serial", flat=True)) == [1, 2, 3]
    assert {invoice.number[:9] for invoice in Invoice.objects.all()} == {f"INV/{clock.jakarta_year(clock.now())}/"}


def test_an_expired_payment_cancels_the_order_and_gives_the_pieces_back() -> None:
    garment = a_garment(stock=3)
    placed, at = guest_order(SAM, garment), clock.now()
    started(placed.number, at=at)
    payments.expire_due(at=at + DAY)
    settle(at + DAY)
    assert the_order().state == State.CANCELLED
    assert the_order().closed_at is not None
    assert Variant.objects.get().stock == 3


def test_a_failed_payment_leaves_the_order_waiting_for_another_try() -> None:
    placed, at = guest_order(SAM), clock.now()
    first = started(placed.number, at=at)
    deliver(simulator().play(first.reference, Deed.FAIL, at=at), at)
    settle(at)
    assert the_order().state == State.AWAITING_PAYMENT
    second = started(placed.number, at=at)
    assert second.id != first.id
    deliver(simulator().play(second.reference, Deed.PAY, at=at), at)
    settle(at)
    assert the_order().paid_by == second.id


def test_an_order_whose_payment_never_started_does_not_hold_its_pieces_for_ever() -> None:
    garment = a_garment(stock=2)
    guest_order(SAM, garment)
    access = system_access("take_payment")
    assert actions.close_unpaid(access=access, at=clock.now()) == 0
    assert actions.close_unpaid(access=access, at=clock.now() + timedelta(hours=2)) == 1
    assert the_order().state == State.CANCELLED
    assert Variant.objects.get().stock == 2


def late_money(garment_left: int) -> Order:
    placed, at = guest_order(SAM, a_garment(stock=1)), clock.now()
    payment = started(placed.number, at=at)
    payments.expire_due(at=at + DAY)
    settle(at + DAY)
    if not garment_left:
        guest_order("other@elsewhere.example", Variant.objects.get())
    simulator_row = simulator().play(payment.reference, Deed.PAY_LATE, at=at + DAY)
    deliver(simulator_row, at + DAY)
    order = Order.objects.get(pk=placed.order_id)
    actions.settle_up(order.id, access=system_access("take_payment"), at=at + DAY)
    return Order.objects.get(pk=placed.order_id)


def test_late_money_revives_the_order_while_its_pieces_are_there() -> None:
    order = late_money(garment_left=1)
    assert order.state == State.PAID
    assert order.closed_at is None
    assert Variant.objects.get().stock == 0


def test_late_money_goes_back_when_the_pieces_are_gone() -> None:
    order = late_money(garment_left=0)
    assert (order.state, order.refund) == (State.CANCELLED, Refund.DUE)
    refund = RefundRow.objects.get()
    payments.send_refund(refund.id, at=clock.now() + DAY)
    actions.settle_up(order.id, access=system_access("take_payment"), at=clock.now() + DAY)
    order.refresh_from_db()
    assert order.refund == Refund.DONE
    assert Variant.objects.get().stock == 0


def test_money_that_comes_twice_is_kept_once() -> None:
    placed, at = guest_order(SAM), clock.now()
    first = started(placed.number, at=at)
    second = started(placed.number, at=at, method="card")
    deliver(simulator().play(second.reference, Deed.PAY, at=at), at)
    settle(at)
    deliver(simulator().play(first.reference, Deed.PAY_LATE, at=at), at)
    settle(at)
    assert the_order().paid_by == second.id
    assert RefundRow.objects.get().payment_id == first.id
    assert the_order().refund == Refund.NONE


def test_a_paid_order_is_cancelled_until_it_is_packed_and_its_money_goes_back(bima: Player) -> None:
    garment = a_garment(stock=2)
    placed = paid(guest_order(SAM, garment))
    buyer = system_access("place_order")
    actions.cancel(placed.number, access=buyer, at=clock.now())
    assert (the_order().state, the_order().refund) == (State.CANCELLED, Refund.DUE)
    assert Variant.objects.get().stock == 2
    run_tasks()
    assert the_order().refund == Refund.DONE
    other = paid(guest_order(SAM, garment))
    actions.pack(other.number, access=bima.access("fulfil_order"), at=clock.now())
    with pytest.raises(StepNotAllowed):
        actions.cancel(other.number, access=buyer, at=clock.now())


def test_a_refund_restocks_only_when_asked_to(ratna: Player) -> None:
    garment = a_garment(stock=5)
    access = ratna.access("refund_payment")
    actions.refund(paid(guest_order(SAM, garment)).number, access=access, at=clock.now())
    assert Variant.objects.get().stock == 4
    actions.refund(paid(guest_order(SAM, garment)).number, access=access, at=clock.now(), restock=True)
    assert Variant.objects.get().stock == 4
    run_tasks()
    assert set(Order.objects.values_list("refund", flat=True)) == {Refund.DONE}


def test_a_part_can_be_paid_back_and_no_more_than_was_paid(ratna: Player) -> None:
    placed, access = paid(guest_order(SAM)), ratna.access("refund_payment")
    actions.refund(placed.number, amount=Rupiah(1_000), access=access, at=clock.now())
    run_tasks()
    assert the_order().refund == Refund.PARTLY
    with pytest.raises(actions.NothingToRefund):
        actions.refund(placed.number, amount=Rupiah(10**9), access=access, at=clock.now())
    with pytest.raises(actions.OnlyWholeOrdersReturn):
        actions.refund(placed.number, amount=Rupiah(1), restock=True, access=access, at=clock.now())
    actions.refund(placed.number, access=access, at=clock.now())
    run_tasks()
    assert the_order().refund == Refund.DONE
    assert Payment.objects.get().refunded == the_order().total


class OrdersAndPayments(RuleBasedStateMachine):
    """One order of two pieces of three, any payments, any news in any order, any passing of time."""

    STOCK = 3

    @initialize()
    def place(self) -> None:
        self.at = clock.now()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.garment = a_garment(stock=self.STOCK)
        self.order_id = guest_order(SAM, self.garment).order_id
        self.undelivered: list[Message] = []
        self.delivered: list[Message] = []

    @property
    def order(self) -> Order:
        return Order.objects.get(pk=self.order_id)

    def of_order(self) -> list[Payment]:
        return list(Payment.objects.filter(order=self.order_id).order_by("started_at", "id"))

    @rule(method=st.sampled_from(["qris", "card"]), deed=st.sampled_from([*Deed, None]), is_told=st.booleans())
    def pay(self, method: str, deed: Deed | None, is_told: bool) -> None:
        """A payment is started, the buyer's bank acts or not, and the shop is told at once or later."""
        try:
            payment = started(self.order.number, at=self.at, method=method)
        except NotPayable:
            assert self.order.state != State.AWAITING_PAYMENT or any(each.received for each in self.of_order())
            return
        messages = simulator().play(payment.reference, deed, at=self.at) if deed else []
        deliver(messages if is_told else [], self.at)
        self.undelivered += [] if is_told else messages

    @precondition(lambda self: self.of_order())
    @rule(data=st.data(), deed=st.sampled_from(list(Deed)))
    def the_bank_acts_later(self, data: Any, deed: Deed) -> None:
        payment = data.draw(st.sampled_from(self.of_order()))
        self.undelivered += simulator().play(payment.reference, deed, at=self.at)

    @precondition(lambda self: self.undelivered or self.delivered)
    @rule(data=st.data())
    def news_comes_in_any_order_and_again(self, data: Any) -> None:
        message = data.draw(st.sampled_from(self.undelivered + self.delivered))
        deliver([message], self.at)
        if message in self.undelivered:
            self.undelivered.remove(message)
        self.delivered.append(message)

    @rule(hours=st.sampled_from([0.1, 0.5, 2, 30]))
    def time_passes(self, hours: float) -> None:
        self.at += timedelta(hours=hours)
        payments.expire_due(at=self.at)
        actions.close_unpaid(access=system_access("take_payment"), at=self.at)

    @rule()
    def the_worker_looks(self) -> None:
        actions.settle_up(self.order_id, access=system_access("take_payment"), at=self.at)

    @rule()
    def lost_news_is_looked_for(self) -> None:
        payments.reconcile(at=self.at)

    @rule()
    def refunds_are_sent(self) -> None:
        for refund in RefundRow.objects.filter(payment__order=self.order_id, state="asked"):
            payments.send_refund(refund.id, at=self.at)

    @rule()
    def the_buyer_cancels(self) -> None:
        try:
            actions.cancel(self.order.number, access=system_access("place_order"), at=self.at)
        except StepNotAllowed:
            assert self.order.state == State.CANCELLED

    @rule(restock=st.booleans())
    def the_staff_refund(self, restock: bool) -> None:
        try:
            with transaction.atomic():
                actions.refund(self.order.number, access=system_access("refund_payment"), at=self.at, restock=restock)
        except (StepNotAllowed, actions.NothingToRefund):
            return

    @rule()
    def somebody_else_buys(self) -> None:
        try:
            with transaction.atomic():
                guest_order(f"{uuid.uuid4()}@elsewhere.example", self.garment)
        except actions.SoldOut:
            self.garment.refresh_from_db()
            assert self.garment.stock == 0

    @invariant()
    def stock_is_conserved(self) -> None:
        if not hasattr(self, "garment"):
            return
        self.garment.refresh_from_db()
        booked = StockMovement.objects.filter(variant=self.garment).aggregate(all=Sum("quantity"))["all"]
        assert self.garment.stock == booked
        assert 0 <= self.garment.stock <= self.STOCK
        held = StockMovement.objects.filter(order=self.order.stock_hold).aggregate(all=Sum("quantity"))["all"] or 0
        restocked = StockMovement.objects.filter(order=self.order.stock_hold, reason="returned").exists()
        is_held = self.order.state != State.CANCELLED and not restocked
        assert held == (-1 if is_held else 0)

    @invariant()
    def money_is_conserved(self) -> None:
        if not hasattr(self, "garment"):
            return
        order = self.order
        if order.state == State.PAID:
            assert Payment.objects.get(pk=order.paid_by).received == order.total
        if order.refund == Refund.DONE:
            assert Payment.objects.get(pk=order.paid_by).refunded == order.total

    def teardown(self) -> None:
        if not hasattr(self, "garment"):
            return
        try:
            self._everything_settles()
        finally:
            transaction.set_rollback(True)
            self.rollback.__exit__(None, None, None)

    def _everything_settles(self) -> None:
        """When all news has come and all time has passed, the shop holds the money of exactly one living order."""
        for _ in range(3):
            deliver(self.undelivered, self.at)
            self.at += timedelta(days=3)
            payments.expire_due(at=self.at)
            payments.reconcile(at=self.at)
            self.the_worker_looks()
            self.refunds_are_sent()
            self.the_worker_looks()
        kept = sum(each.received - each.refunded for each in self.of_order())
        order = self.order
        assert order.state != State.AWAITING_PAYMENT
        assert kept == (order.total if order.state == State.PAID and order.refund == Refund.NONE else 0)


@pytest.mark.slow
def test_any_sequence_of_news_and_time_conserves_money_and_stock() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        OrdersAndPayments,
        settings=settings(
            max_examples=80, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
