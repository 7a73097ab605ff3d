"""What the worker does for incidents: the radius, the letters and the clock."""

from __future__ import annotations

import uuid

from procrastinate.contrib.django import app

from kindr.base import clock
from kindr.privacy.access.declare import system_access, task_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.incidents import actions


@app.task(lock="incidents.radius")
@task_for_purpose("prove_compliance")
def compute_radius(incident_id: str, *, access: Access) -> None:
    """Whose which data were opened or within reach; `keep_computing` tries again what fails."""
    actions.compute_asked(uuid.UUID(incident_id), access=access, at=clock.now())


@app.periodic(cron="2-59/5 * * * *")
@app.task(queueing_lock="incidents.keep_computing", lock="incidents.radius")
@task_for_purpose("prove_compliance")
def keep_computing(timestamp: int, *, access: Access) -> None:  # noqa: ARG001  # the queue passes when it was due
    """Goes on with every radius that was asked for and is not there, until it is."""
    actions.go_on_with_radii(access=access, at=clock.now())


@app.task(queue="letters", lock="incidents.letters")
@task_for_purpose("deliver_letters")
def send_letters(incident_id: str, *, access: Access) -> None:
    """The letters of one incident; one worker at a time sends them, and `keep_going` tries again."""
    actions.send_letters(uuid.UUID(incident_id), access=access, at=clock.now())


@app.task(queue="letters", lock="incidents.letters")
@task_for_purpose("prove_compliance")
def send_to_authority(incident_id: str, *, access: Access) -> None:
    """The notice to the authority; what the mail provider refuses is tried again by `keep_going`."""
    actions.send_to_authority(uuid.UUID(incident_id), access=access, at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queue="letters", queueing_lock="incidents.keep_going", lock="incidents.letters")
@task_for_purpose("deliver_letters")
def keep_going(timestamp: int, *, access: Access) -> None:  # noqa: ARG001  # the queue passes when it was due
    """Goes on with letters that wait, and looks at the clocks."""
    proving = system_access("prove_compliance")
    actions.go_on_to_authority(access=proving, at=clock.now())
    actions.go_on(access=access, at=clock.now())
    actions.look_at_clocks(access=proving, at=clock.now())
