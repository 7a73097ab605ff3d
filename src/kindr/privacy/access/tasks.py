"""What the worker does for access: it writes to the officers about alarms."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kindr.base import clock
from kindr.privacy.access.actions import alarms
from kindr.privacy.access.declare import task_for_purpose
from kindr.privacy.access.terms import Access


@app.task(queue="letters", retry=RetryStrategy(max_attempts=5, exponential_wait=3))
@task_for_purpose("deliver_letters")
def tell_officers(*, access: Access) -> None:
    """Writes about an urgent alarm at once."""
    alarms.tell_officers(access=access, at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="access.tell_of_waiting")
@task_for_purpose("deliver_letters")
def tell_of_waiting(timestamp: int, *, access: Access) -> None:  # noqa: ARG001  # the queue passes when it was due
    """Writes about alarms that could wait, and about any that a broken transaction left without a letter."""
    alarms.tell_officers(access=access, at=clock.now())
