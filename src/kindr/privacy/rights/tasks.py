"""What the worker does for rights: takes up erasures that stopped, or whose waiting is over."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from kindr.base import clock
from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.access.declare import no_personal_data, task_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.rights import actions, journal_copies
from kindr.privacy.rights.journal import JournalTampered

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


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="rights.copy_the_journal")
@no_personal_data("copies signed lines of random ids and clauses, byte by byte")
def copy_the_journal(timestamp: int) -> None:  # noqa: ARG001  # the queue passes when it was due
    """Copies what is new in the shred journal to its second place; a copy that fails raises one alarm a day."""
    try:
        journal_copies.copy_now()
    except (OSError, JournalTampered, journal_copies.CopyIsAhead) as error:
        logger.exception("the shred journal was not copied")
        why, at = type(error).__name__, clock.now()
        raise_alarm(AlarmKind.COVERAGE, at=at, about={"journal_not_copied": why}, once=f"journal {why} {at:%Y-%m-%d}")
