"""What the worker does for requests: letters, what can be done at once, and the clock."""

from __future__ import annotations

import logging
import uuid

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kindr.base import clock
from kindr.privacy.access.declare import task_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.rights.requests import actions, queries
from kindr.privacy.rights.requests.actions import letters

TRY_AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)

logger = logging.getLogger(__name__)


@app.task(queue="letters", retry=TRY_AGAIN)
@task_for_purpose("deliver_letters")
def write_receipt(request_id: str, *, access: Access) -> None:
    """The letter with number and deadline."""
    letters.write_receipt(uuid.UUID(request_id), access=access, at=clock.now())


@app.task(queue="letters", retry=TRY_AGAIN)
@task_for_purpose("deliver_letters")
def write_proof(request_id: str, *, access: Access) -> None:
    """The letter with a new link and code."""
    letters.write_proof(uuid.UUID(request_id), access=access, at=clock.now())


@app.task(queue="letters", retry=TRY_AGAIN)
@task_for_purpose("deliver_letters")
def write_result(request_id: str, *, access: Access) -> None:
    """The letter that says how it ended."""
    letters.write_result(uuid.UUID(request_id), access=access, at=clock.now())


@app.task(queue="letters", retry=TRY_AGAIN)
@task_for_purpose("deliver_letters")
def tell_everybody(request_id: str, *, access: Access) -> None:
    """The letter to every other address on file."""
    letters.tell_everybody(uuid.UUID(request_id), access=access, at=clock.now())


@app.task(retry=TRY_AGAIN)
@task_for_purpose("answer_requests")
def stop_at_receipt(request_id: str, *, access: Access) -> None:
    """Stops what a withdrawal without a proof may stop."""
    actions.stop_at_receipt(uuid.UUID(request_id), access=access, at=clock.now())


@app.task(retry=TRY_AGAIN)
@task_for_purpose("answer_requests")
def carry_on(request_id: str, *, access: Access) -> None:
    """Does what can be done at once."""
    actions.carry_on(uuid.UUID(request_id), access=access, at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="requests.keep_going")
@task_for_purpose("answer_requests")
def keep_going(timestamp: int, *, access: Access) -> None:  # noqa: ARG001  # the queue passes when it was due
    """Goes on with whatever waits for a machine, then looks at the clocks; one that fails does not hold up others."""
    for request in queries.to_carry_on():
        try:
            actions.carry_on(request, access=access, at=clock.now())
        except Exception:
            logger.exception("request %s stopped again", request)
    actions.settle_erasures(access=access, at=clock.now())
    actions.look_at_clocks(access=access, at=clock.now())
