"""What the worker does for accounts: letters, and the daily sweep of what was never finished."""

from __future__ import annotations

import uuid

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kindr.base import clock
from kindr.privacy.access.declare import task_for_purpose
from kindr.privacy.access.terms import Access
from kindr.shop.accounts.actions import growing_up, letters, sweeping

LETTERS = RetryStrategy(max_attempts=8, exponential_wait=3)
"""Waits of 3, 9, 27 ... seconds: a code that comes after ten minutes is not sent any more."""


@app.task(queue="letters", retry=LETTERS)
@task_for_purpose("deliver_letters")
def send_code(attempt_id: str, *, access: Access) -> None:
    """Mails the code that somebody waits for."""
    letters.send_code(uuid.UUID(attempt_id), access=access, at=clock.now())


@app.task(queue="letters", retry=LETTERS)
@task_for_purpose("deliver_letters")
def send_farewell(attempt_id: str, *, access: Access) -> None:
    """Tells an old address that it is no longer used."""
    letters.send_farewell(uuid.UUID(attempt_id), access=access, at=clock.now())


@app.periodic(cron="17 20 * * *")
@app.task(queueing_lock="sweep_accounts")
@task_for_purpose("keep_systems_running")
def sweep_accounts(_timestamp: int, *, access: Access) -> None:
    """Forgets what was begun and never finished; daily at 03:17 in Jakarta."""
    sweeping.sweep(access=access, at=clock.now())


@app.periodic(cron="0 * * * *")
@app.task(queueing_lock="look_for_grown")
@task_for_purpose("answer_requests")
def look_for_grown(_timestamp: int, *, access: Access) -> None:
    """Ends what guardians may do for children whose month has come; at midnight in Jakarta, and every hour after."""
    growing_up.note_older_births(access=access, at=clock.now())
    growing_up.look_for_grown(access=access, at=clock.now())


@app.task(queue="letters", retry=LETTERS)
@task_for_purpose("deliver_letters")
def write_of_coming_of_age(child_id: str, *, access: Access) -> None:
    """Tells a guardian that a child is of age, and what that changes."""
    letters.write_of_coming_of_age(uuid.UUID(child_id), access=access, at=clock.now())
