"""A refund is told to the gateway by the worker, queued in the transaction that asked for it."""

from __future__ import annotations

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kindr.adapters.payments.simulator import Deed, Simulator
from kindr.shop.payments import actions, queries, tasks
from kindr.shop.payments.rules import State
from tests.slices.payments.people import NOON, a_payment, as_system, mara

pytestmark = pytest.mark.django_db


def paid(simulator: Simulator) -> queries.PaymentShown:
    payment = a_payment(mara())
    for message in simulator.play(payment.reference, Deed.PAY, at=NOON):
        actions.receive_notification(*message, at=NOON, access=as_system())
    return payment


def refund_jobs() -> list[dict[str, object]]:
    jobs = ProcrastinateJob.objects.filter(task_name__endswith="tell_gateway_of_refund")
    return list(jobs.values_list("args", flat=True))


def test_asking_for_money_back_queues_the_task_with_a_random_id_only(simulator: Simulator) -> None:
    refund = actions.refund(paid(simulator).id, at=NOON, access=as_system("refund_payment"))
    assert refund_jobs() == [{"refund_id": str(refund)}]


def test_a_transaction_that_is_taken_back_queues_nothing(simulator: Simulator) -> None:
    payment = paid(simulator)
    with transaction.atomic():
        actions.refund(payment.id, at=NOON, access=as_system("refund_payment"))
        transaction.set_rollback(True)
    assert refund_jobs() == []


def test_the_worker_tells_the_gateway_and_may_be_run_twice(simulator: Simulator) -> None:
    payment = paid(simulator)
    refund = actions.refund(payment.id, at=NOON, access=as_system("refund_payment"))
    for _ in range(2):
        tasks.tell_gateway_of_refund(str(refund))
    assert queries.payments_of_order(payment.order_id)[0].state is State.REFUNDED


def test_the_clocks_tasks_close_what_is_over(simulator: Simulator) -> None:
    payment = a_payment(mara())
    tasks.look_for_lost_news(0)
    tasks.expire_waiting(0)
    state = queries.payments_of_order(payment.order_id)[0].state
    assert state is (State.EXPIRED if payment.expires_at < tasks.clock.now() else State.WAITING)
