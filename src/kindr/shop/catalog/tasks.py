"""What the worker does for the catalogue: long work, a few lines at a time."""

from __future__ import annotations

import uuid

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.shop.catalog import actions


@app.task(retry=RetryStrategy(max_attempts=6, exponential_wait=3))
@no_personal_data("prices, pieces, words and drawings of goods; who asked stands in the errand as a random id")
def carry_on(errand_id: str) -> None:
    """Does what is left of an errand; killed in between, the next run goes on after the last lines written."""
    while actions.do_some(uuid.UUID(errand_id), at=clock.now()):
        pass
