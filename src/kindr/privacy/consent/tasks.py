"""What the worker does for consents: proves each stop in a process of its own, and finishes what a crash left."""

from __future__ import annotations

import uuid

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from kindr.base import clock
from kindr.privacy.access.declare import task_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import actions

MOST_SECONDS = 300


class UntilProven(BaseRetryStrategy):
    """Tries again for as long as it takes, soon and then every five minutes: keys may be wrong for weeks (9.1.3)."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:  # noqa: ARG002
        """When the stop is tried again."""
        return RetryDecision(retry_in={"seconds": min(3 ** (min(job.attempts, 9) + 1), MOST_SECONDS)})


@app.task(retry=UntilProven())
@task_for_purpose("erase_my_data")
def confirm_stop(event: str, person: str, *, access: Access) -> None:  # noqa: ARG001  # the action takes its own
    """Tries the gate here as well, and runs what has to stop if nobody has."""
    actions.confirm_stop(uuid.UUID(event), uuid.UUID(person), at=clock.now())
