"""What the worker does for the log: every minute a turn and a signature, every night the whole check."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.privacy.evidence import upkeep

logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="evidence.sign_the_log")
@no_personal_data("gives rows their places by their hashes; opens nothing")
def sign_the_log(timestamp: int) -> None:  # noqa: ARG001  # the queue passes when it was due
    """Gives new rows their places and signs the head of the tree."""
    upkeep.keep_up(at=clock.now())


@app.periodic(cron="41 19 * * *")  # UTC: in the small hours of Jakarta
@app.task(queueing_lock="evidence.check_the_log")
@no_personal_data("makes the leaves of rows again in memory; shows nobody anything")
def check_the_log(timestamp: int) -> None:  # noqa: ARG001  # the queue passes when it was due
    """Looks for rows that were missed, and holds all rows against the tree."""
    _check_all()


@app.task
@no_personal_data("makes the leaves of rows again in memory; shows nobody anything")
def check_the_log_now() -> None:
    """The same, because an officer asks for it."""
    _check_all()


def _check_all() -> None:
    upkeep.keep_up(at=clock.now(), thorough=True)
    found = upkeep.check_and_tell(at=clock.now())
    logger.info("checked %d leaves of the log: %d findings", found.size, len(found.findings))
