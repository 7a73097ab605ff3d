"""A payment is started once, news is taken in once, money is conserved, and the card is sealed."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kindr.adapters.payments.messages import HEADER
from kindr.adapters.payments.simulator import Deed, Simulator
from kindr.base.facts import Fact
from kindr.base.money import Rupiah
from kindr.privacy import gates
from kindr.privacy.access.terms import NotYours, PurposeNotAllowed
from kindr.shop.payments import actions, queries
from kindr.shop.payments.facts import (
    PaidLate,
    PaymentExpired,
    PaymentFailed,
    PaymentRefunded,
    PaymentSettled,
    RefundAsked,
)
from kindr.shop.payments.models import Payment, PaymentNotification
from kindr.shop.payments.personal import CardUsed
from kindr.shop.payments.ports import CardFacts, GatewayUnavailable, SignatureRefused
from kindr.shop.payments.rules import Method, RefundState, State
from tests.slices.payments.people import NOON, PRICE, a_payment, as_customer, as_system, mara

pytestmark = pytest.mark.django_db

CARD = CardFacts(token="sim_0123", brand="Visa", last4="1111", expiry="08/29", holder="MARA WIJAYA")
SOON = NOON + timedelta(minutes=3)
LATER = NOON + timedelta(days=1, minutes=1)


def bring(simulator: Simulator, reference: str, deed: Deed, card: CardFacts | None = None) -> None:
    for body, headers in simulator.play(reference, deed, at=SOON, card=card):
        actions.receive_notification(body, headers, at=SOON, access=as_system())


def state_of(payment_id: uuid.UUID) -> str:
    return Payment.objects.get(pk=payment_id).state


def test_the_same_wish_gives_the_same_payment(simulator: Simulator) -> None:
    person, order = mara(), uuid.uuid4()
    first = a_payment(person, order_id=order)
    second = a_payment(person, order_id=order, at=SOON)
    assert (first.id, first.instruction) == (second.id, second.instruction)
    assert first.instruction.startswith("000201")


def test_another_way_of_paying_replaces_the_open_one_here_and_at_the_gateway(simulator: Simulator) -> None:
    person, order = mara(), uuid.uuid4()
    first = a_payment(person, order_id=order)
    second = a_payment(person, Method.VIRTUAL_ACCOUNT, order_id=order)
    status = simulator.status(first.reference)
    assert (state_of(first.id), second.state) == (State.CANCELLED, State.WAITING)
    assert status is not None
    assert status.kind == "cancelled"


def test_a_paid_order_is_not_paid_again(simulator: Simulator) -> None:
    person, order = mara(), uuid.uuid4()
    bring(simulator, a_payment(person, order_id=order).reference, Deed.PAY)
    with pytest.raises(actions.AlreadyPaid):
        a_payment(person, Method.CARD, order_id=order)


def test_nobody_pays_in_the_name_of_somebody_else(simulator: Simulator) -> None:
    sam = as_customer(mara())
    with pytest.raises(NotYours):
        a_payment(mara(), access=sam)


def test_a_silent_gateway_keeps_the_payment_for_another_try(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_: object) -> None:
        raise GatewayUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(simulator, "start", silent)
        payment = a_payment(mara())
    assert (payment.state, payment.instruction) == (State.WAITING, "")
    assert actions.instruct(payment.id).instruction


def test_money_settles_the_payment_once_however_often_it_is_told(simulator: Simulator, told: list[Fact]) -> None:
    payment = a_payment(mara())
    bring(simulator, payment.reference, Deed.PAY_TWICE)
    assert state_of(payment.id) == State.PAID
    assert told == [PaymentSettled(payment.id, payment.order_id)]
    assert PaymentNotification.objects.filter(payment_id=payment.id).count() == 1


def test_money_after_the_end_is_told_as_late(simulator: Simulator, told: list[Fact]) -> None:
    payment = a_payment(mara())
    bring(simulator, payment.reference, Deed.PAY_LATE)
    assert state_of(payment.id) == State.PAID
    assert [type(fact) for fact in told] == [PaymentExpired, PaidLate]


def test_a_refusal_of_the_bank_ends_the_payment(simulator: Simulator, told: list[Fact]) -> None:
    payment = a_payment(mara(), Method.CARD)
    bring(simulator, payment.reference, Deed.FAIL)
    assert state_of(payment.id) == State.FAILED
    assert told == [PaymentFailed(payment.id, payment.order_id)]


def test_a_message_that_was_changed_on_its_way_is_refused(simulator: Simulator) -> None:
    payment = a_payment(mara())
    [(body, headers)] = simulator.play(payment.reference, Deed.PAY, at=SOON)
    with pytest.raises(SignatureRefused):
        actions.receive_notification(body.replace(b"129000", b"129001"), headers, at=SOON, access=as_system())
    assert state_of(payment.id) == State.WAITING


def test_a_message_about_an_unknown_payment_is_not_taken_in(simulator: Simulator) -> None:
    payment = a_payment(mara())
    [message] = simulator.play(payment.reference, Deed.PAY, at=SOON)
    Payment.objects.filter(pk=payment.id).update(reference="ANOTHER")
    with pytest.raises(actions.UnknownReference):
        actions.receive_notification(*message, at=SOON, access=as_system())


def test_the_card_is_sealed_and_only_payments_may_open_it(simulator: Simulator) -> None:
    payment = a_payment(mara(), Method.CARD)
    bring(simulator, payment.reference, Deed.PAY_TWICE, CARD)
    record = CardUsed.objects.get(payment_id=payment.id)
    assert str(record.last4) == "•••"
    assert gates.read(record, access=as_system("refund_payment"), at=SOON).last4 == "1111"
    with pytest.raises(PurposeNotAllowed):
        gates.read(record, access=as_system("fulfil_order"), at=SOON)


def test_a_forgotten_card_does_not_come_back_with_a_repeated_message(simulator: Simulator) -> None:
    payment = a_payment(mara(), Method.CARD)
    [message] = simulator.play(payment.reference, Deed.PAY, at=SOON, card=CARD)
    actions.receive_notification(*message, at=SOON, access=as_system())
    gates.expire(CardUsed.objects.get(payment_id=payment.id), access=as_system("refund_payment"), at=SOON)
    actions.receive_notification(*message, at=SOON, access=as_system())
    assert not CardUsed.objects.filter(payment_id=payment.id).exists()


def test_a_payment_whose_time_is_over_expires_once(simulator: Simulator, told: list[Fact]) -> None:
    payment = a_payment(mara())
    assert actions.expire_due(at=NOON) == 0
    assert actions.expire_due(at=payment.expires_at) == 1
    assert actions.expire_due(at=LATER) == 0
    assert told == [PaymentExpired(payment.id, payment.order_id)]


def test_lost_news_of_money_is_found_before_the_payment_expires(simulator: Simulator, told: list[Fact]) -> None:
    payment = a_payment(mara())
    bring(simulator, payment.reference, Deed.PAY_UNHEARD)
    assert actions.expire_due(at=payment.expires_at) == 0
    assert told == [PaymentSettled(payment.id, payment.order_id)]


def test_lost_news_of_money_is_found_by_the_round(simulator: Simulator, told: list[Fact]) -> None:
    payment = a_payment(mara())
    bring(simulator, payment.reference, Deed.PAY_UNHEARD)
    assert actions.reconcile(at=SOON) == 1
    assert told == [PaymentSettled(payment.id, payment.order_id)]


def test_an_unreachable_gateway_is_waited_for_an_hour(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    payment = a_payment(mara())

    def silent(*_: object) -> None:
        raise GatewayUnavailable

    monkeypatch.setattr(simulator, "status", silent)
    assert actions.expire_due(at=payment.expires_at) == 0
    assert actions.reconcile(at=payment.expires_at) == 0
    assert actions.expire_due(at=payment.expires_at + timedelta(hours=1)) == 1


def test_money_is_paid_back_once_for_each_key(simulator: Simulator, told: list[Fact]) -> None:
    payment = a_payment(mara())
    bring(simulator, payment.reference, Deed.PAY)
    key, access = uuid.uuid4(), as_system("refund_payment")
    for _ in range(2):
        actions.refund(payment.id, amount=Rupiah(29_000), key=key, at=SOON, access=access)
        actions.send_refund(key, at=SOON)
    assert state_of(payment.id) == State.PARTLY_REFUNDED
    later = SOON + timedelta(minutes=1)
    rest = actions.refund(payment.id, at=later, access=access)
    actions.send_refund(rest, at=later)
    assert state_of(payment.id) == State.REFUNDED
    assert [refund.amount.amount for refund in queries.refunds_of(payment.id)] == [29_000, 100_000]
    told_types = [type(fact) for fact in told]
    assert told_types == [PaymentSettled, RefundAsked, PaymentRefunded, RefundAsked, PaymentRefunded]


def test_more_than_was_paid_is_not_paid_back(simulator: Simulator) -> None:
    payment = a_payment(mara())
    access = as_system("refund_payment")
    with pytest.raises(actions.NothingToRefund):
        actions.refund(payment.id, at=SOON, access=access)
    bring(simulator, payment.reference, Deed.PAY)
    with pytest.raises(actions.NothingToRefund):
        actions.refund(payment.id, amount=PRICE + Rupiah(1), at=SOON, access=access)


def test_money_is_paid_back_for_that_purpose_only(simulator: Simulator) -> None:
    payment = a_payment(mara())
    bring(simulator, payment.reference, Deed.PAY)
    with pytest.raises(PurposeNotAllowed):
        actions.refund(payment.id, at=SOON, access=as_system("take_payment"))


def test_a_refund_that_the_gateway_refuses_may_be_asked_again(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = a_payment(mara())
    bring(simulator, payment.reference, Deed.PAY)
    access = as_system("refund_payment")
    with monkeypatch.context() as patch:
        patch.setattr(simulator, "refund", lambda *_, **__: RefundState.REFUSED)
        actions.send_refund(actions.refund(payment.id, at=SOON, access=access), at=SOON)
    assert state_of(payment.id) == State.PAID
    actions.send_refund(actions.refund(payment.id, at=SOON, access=access), at=SOON)
    assert state_of(payment.id) == State.REFUNDED


def test_a_forgotten_refund_is_told_by_the_round(simulator: Simulator) -> None:
    payment = a_payment(mara())
    bring(simulator, payment.reference, Deed.PAY)
    actions.refund(payment.id, at=SOON, access=as_system("refund_payment"))
    actions.reconcile(at=LATER)
    assert state_of(payment.id) == State.REFUNDED


def test_the_attempt_that_brought_money_counts_for_the_order(simulator: Simulator) -> None:
    person, order = mara(), uuid.uuid4()
    first = a_payment(person, order_id=order)
    bring(simulator, first.reference, Deed.FAIL)
    second = a_payment(person, Method.CARD, order_id=order, at=SOON)
    assert queries.payment_of_order(order) == queries.payment(second.id, access=as_customer(person))
    bring(simulator, first.reference, Deed.PAY)
    counting = queries.payment_of_order(order)
    assert counting is not None
    assert counting.id == first.id


@pytest.mark.parametrize(
    "change", [{"amount": 0}, {"state": "lost"}, {"received": 1}, {"refunded": 1}, {"bank": "bca"}, {"method": "cash"}]
)
def test_the_database_refuses_what_cannot_be(simulator: Simulator, change: dict[str, object]) -> None:
    payment = a_payment(mara())
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=payment.id).update(**change)


def test_a_signature_is_named_in_any_case(simulator: Simulator) -> None:
    payment = a_payment(mara())
    [(body, headers)] = simulator.play(payment.reference, Deed.PAY, at=SOON)
    actions.receive_notification(body, {HEADER.lower(): headers[HEADER]}, at=SOON, access=as_system())
    assert state_of(payment.id) == State.PAID
