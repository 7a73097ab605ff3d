"""What the worker does for retention: the daily sweep, in the quiet hours of Jakarta."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from kindr.base import clock
from kindr.privacy.access.declare import task_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.retention import actions

logger = logging.getLogger(__name__)


@app.periodic(cron="17 20 * * *")  # UTC: a quarter past three in Jakarta
@app.task(queueing_lock="retention.sweep_what_is_due")
@task_for_purpose("keep_systems_running")
def sweep_what_is_due(timestamp: int, *, access: Access) -> None:  # noqa: ARG001  # the queue passes when it was due
    """Forgets everything whose time is over."""
    for part, count in actions.sweep(access=access, at=clock.now()).items():
        if count:
            logger.info("swept %s: %d", part, count)
