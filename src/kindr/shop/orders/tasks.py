"""What the worker does for orders: bring money and orders together, invoices, letters, and what time does."""

from __future__ import annotations

import uuid

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kindr.base import clock
from kindr.privacy.access.declare import task_for_purpose
from kindr.privacy.access.terms import Access
from kindr.shop.orders import actions
from kindr.shop.orders.actions import Occasion

TRY_AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(retry=TRY_AGAIN)
@task_for_purpose("take_payment")
def settle_up(order_id: str, payment_id: str, *, access: Access) -> None:  # noqa: ARG001  # part of the fact
    """News of a payment: looks at all payments of its order and does what follows."""
    actions.settle_up(uuid.UUID(order_id), access=access, at=clock.now())


@app.task(retry=TRY_AGAIN)
@task_for_purpose("place_order")
def issue_invoice(order_id: str, *, access: Access) -> None:
    """Writes the invoice of a paid order."""
    actions.issue_invoice(uuid.UUID(order_id), access=access, at=clock.now())


@app.task(queue="letters", retry=TRY_AGAIN)
@task_for_purpose("deliver_letters")
def write_of_order(order_id: str, *, access: Access) -> None:
    """The letter that confirms an order."""
    actions.write_letter(uuid.UUID(order_id), Occasion.PLACED, access=access, at=clock.now())


@app.task(queue="letters", retry=TRY_AGAIN)
@task_for_purpose("deliver_letters")
def write_of_payment(order_id: str, *, access: Access) -> None:
    """The letter that says that the money has come."""
    actions.write_letter(uuid.UUID(order_id), Occasion.PAID, access=access, at=clock.now())


@app.task(queue="letters", retry=TRY_AGAIN)
@task_for_purpose("deliver_letters")
def write_of_shipment(order_id: str, *, access: Access) -> None:
    """The letter with the courier's number."""
    actions.write_letter(uuid.UUID(order_id), Occasion.SHIPPED, access=access, at=clock.now())


@app.task(queue="letters", retry=TRY_AGAIN)
@task_for_purpose("deliver_letters")
def write_of_cancelling(order_id: str, *, access: Access) -> None:
    """The letter that says that an order was cancelled."""
    actions.write_letter(uuid.UUID(order_id), Occasion.CANCELLED, access=access, at=clock.now())


@app.task(retry=TRY_AGAIN)
@task_for_purpose("keep_systems_running")
def forget_closed(order_id: str, *, access: Access) -> None:
    """Forgets where a parcel went when its buyer was erased while it was under way."""
    actions.forget_closed(uuid.UUID(order_id), access=access, at=clock.now())


@app.task(retry=TRY_AGAIN)
@task_for_purpose("place_order")
def claim_guest_orders(person_id: str, *, access: Access) -> None:
    """Brings what somebody ordered as a guest to the account that has proven the same address."""
    actions.claim_guest_orders(uuid.UUID(person_id), access=access, at=clock.now())


@app.task(retry=TRY_AGAIN)
@task_for_purpose("place_order")
def claim_order(order_id: str, *, access: Access) -> None:
    """Brings an order that somebody placed without signing in to their account."""
    actions.claim_order(uuid.UUID(order_id), access=access, at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="orders.close_unpaid")
@task_for_purpose("take_payment")
def close_unpaid(timestamp: int, *, access: Access) -> None:  # noqa: ARG001  # given by the queue
    """Gives the pieces of orders back that nobody paid."""
    actions.close_unpaid(access=access, at=clock.now())


@app.periodic(cron="30 19 * * *")
@app.task(queueing_lock="orders.presume_delivered")
@task_for_purpose("fulfil_order")
def presume_delivered(timestamp: int, *, access: Access) -> None:  # noqa: ARG001  # given by the queue
    """Takes parcels for arrived that nobody reported; daily at 02:30 in Jakarta."""
    actions.presume_delivered(access=access, at=clock.now())


@app.periodic(cron="50 19 * * *")
@app.task(queueing_lock="orders.look_for_outgrown")
@task_for_purpose("measure_sizes")
def look_for_outgrown(timestamp: int, *, access: Access) -> None:  # noqa: ARG001  # given by the queue
    """Sees what children have outgrown, where their guardians consent; daily at 02:50 in Jakarta."""
    actions.look_for_outgrown(access=access, at=clock.now())
