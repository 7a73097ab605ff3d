"""What the worker does for retention: the daily sweep, in the quiet hours of Jakarta."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data, task_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.retention import actions, clocks, watching
from kindr.privacy.retention.clocks import ClockDoubtful

logger = logging.getLogger(__name__)


@app.periodic(cron="17 20 * * *")  # UTC: a quarter past three in Jakarta
@app.task(queueing_lock="retention.sweep_what_is_due")
@task_for_purpose("keep_systems_running")
def sweep_what_is_due(timestamp: int, *, access: Access) -> None:  # noqa: ARG001  # the queue passes when it was due
    """Forgets everything whose time is over; by a clock that a server contradicts nothing goes."""
    at = clock.now()
    try:
        clocks.check(at)
    except ClockDoubtful as doubtful:
        logger.error("no sweep: %s", doubtful)
        watching.tell_of_doubtful_clock(doubtful, at=at)
        return
    run = actions.sweep(access=access, at=at, now=clock.now)
    for part, count in {**run.gone, **run.beside}.items():
        logger.info("swept %s: %d", part, count)
    watching.tell_of_left_over(run)


@app.periodic(cron="33 21 * * *")  # an hour and a quarter after the sweep was due
@app.task(queueing_lock="retention.watch_the_sweep")
@no_personal_data("counts what should be gone, and the rows of past sweeps")
def watch_the_sweep(timestamp: int) -> None:  # noqa: ARG001  # the queue passes when it was due
    """Raises an alarm when last night's sweep did not come."""
    watching.tell_of_missing_sweep(at=clock.now())


def sweep_soon() -> None:
    """Queues the sweep that a standstill left out, so that what is due does not wait for another night."""
    if watching.is_sweep_to_be_made_up_for(at=clock.now()):
        try:
            sweep_what_is_due.defer(timestamp=int(clock.now().timestamp()))
        except AlreadyEnqueued:
            return
