"""What the worker does for rights: takes up erasures that stopped, or whose waiting is over."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from kindr.base import clock
from kindr.privacy.access.declare import task_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.rights import actions

logger = logging.getLogger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="rights.resume_erasures")
@task_for_purpose("erase_my_data")
def resume_erasures(timestamp: int, *, access: Access) -> None:  # noqa: ARG001  # the queue passes when it was due
    """Goes on with every erasure that is not done; one that fails does not hold up the others."""
    for erasure in actions.erasures_under_way():
        try:
            actions.take_up_again(erasure, access=access, at=clock.now())
        except Exception:
            logger.exception("erasure %s stopped again", erasure)
