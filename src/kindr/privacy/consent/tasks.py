"""What the worker does for consents: proves each stop in a process of its own, and finishes what a crash left."""

from __future__ import annotations

import uuid

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kindr.base import clock
from kindr.privacy.access.declare import task_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import actions

AGAIN = RetryStrategy(max_attempts=12, exponential_wait=3)


@app.task(retry=AGAIN)
@task_for_purpose("erase_my_data")
def confirm_stop(event: str, person: str, *, access: Access) -> None:  # noqa: ARG001  # the action takes its own
    """Tries the gate here as well, and runs what has to stop if nobody has."""
    actions.confirm_stop(uuid.UUID(event), uuid.UUID(person), at=clock.now())
