"""What the worker does for fulfilments: takes up those that stopped, were blocked, or waited for somebody."""

from __future__ import annotations

import logging
import uuid

from procrastinate.contrib.django import app

from kindr.base import clock
from kindr.privacy.access.declare import task_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.rights.fulfilment import actions

logger = logging.getLogger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="rights.resume_fulfilments")
@task_for_purpose("show_my_data")
def resume_fulfilments(timestamp: int, *, access: Access) -> None:  # noqa: ARG001  # the queue passes when it was due
    """Goes on with every fulfilment but deletions that has not ended; one that fails does not hold up the others."""
    _go_on_with(actions.under_way(is_erasure=False), access)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="rights.resume_deletions")
@task_for_purpose("erase_my_data")
def resume_deletions(timestamp: int, *, access: Access) -> None:  # noqa: ARG001  # the queue passes when it was due
    """Goes on with every deletion that was asked for and has not ended."""
    _go_on_with(actions.under_way(is_erasure=True), access)


def _go_on_with(runs: list[uuid.UUID], access: Access) -> None:
    for run in runs:
        try:
            actions.resume(run, access=access, at=clock.now())
        except Exception:
            logger.exception("fulfilment %s stopped again", run)
