"""What the worker does for payments: closes those whose time is over, looks for lost news, tells of refunds."""

from __future__ import annotations

import uuid

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.shop.payments import actions

NAMES_NOBODY = "payments are random ids and amounts; the card is not opened"


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="payments.expire_waiting")
@no_personal_data(NAMES_NOBODY)
def expire_waiting(timestamp: int) -> None:  # noqa: ARG001  # the queue passes the moment it was due
    """Closes payments whose time is over."""
    actions.expire_due(at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="payments.look_for_lost_news")
@no_personal_data(NAMES_NOBODY)
def look_for_lost_news(timestamp: int) -> None:  # noqa: ARG001  # the queue passes the moment it was due
    """Asks the gateway about open payments, late money and refunds on their way."""
    actions.reconcile(at=clock.now())


@app.task(retry=RetryStrategy(max_attempts=8, exponential_wait=4))
@no_personal_data(NAMES_NOBODY)
def tell_gateway_of_refund(refund_id: str) -> None:
    """Tells the gateway about one refund; tried again while it does not answer."""
    actions.send_refund(uuid.UUID(refund_id), at=clock.now())
