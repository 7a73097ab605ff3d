"""What the worker does for baskets."""

from __future__ import annotations

from procrastinate.contrib.django import app

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.shop.checkout import actions


@app.periodic(cron="50 19 * * *")
@app.task(queueing_lock="checkout.sweep_baskets")
@no_personal_data("a basket is a random id with garments; nobody is joined to it")
def sweep_baskets(timestamp: int) -> None:  # noqa: ARG001  # given by the queue
    """Throws away baskets that nobody touched for 30 days; daily at 02:50 in Jakarta."""
    actions.sweep(at=clock.now())
