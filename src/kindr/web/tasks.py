"""What the worker does for itself: it takes up the jobs of workers that died, and looks at the promises."""

from __future__ import annotations

from procrastinate.contrib.django import app

from kindr.privacy.access.declare import no_personal_data
from kindr.web.promises import tasks as promises

__all__ = ["promises", "take_up_stalled_jobs"]


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="web.take_up_stalled_jobs")
@no_personal_data("jobs are names and random ids; each job declares its own purpose when it runs again")
async def take_up_stalled_jobs(timestamp: int) -> None:  # noqa: ARG001  # the queue passes the moment it was due
    """Put back every job whose worker has given no sign of life for half a minute."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
