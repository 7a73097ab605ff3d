"""What the worker does for the living policy: a look at the running installation every hour."""

from __future__ import annotations

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.privacy.evidence import upkeep
from kindr.web.promises import proving, results


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="promises.look_at_the_promises")
@no_personal_data("reads settings, rights and counts; opens nothing")
def look_at_the_promises(timestamp: int = 0) -> None:  # noqa: ARG001  # the queue passes when it was due
    """Runs the probes, tells the officer of what broke, and signs what was found."""
    at = clock.now()
    # After a standstill the log may have lines that nobody signed yet; only one that cannot be signed is broken.
    upkeep.keep_up(at=at)
    found = proving.prove(at=at)
    proving.raise_alarms(found, at=at)
    results.write(found, at=at)


def look_soon() -> None:
    """Queues a look where nobody has looked at this program yet: after the first start, and after each new release."""
    if proving.is_due():
        try:
            look_at_the_promises.defer()
        except AlreadyEnqueued:
            return
