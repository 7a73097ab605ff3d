"""A fact and the tasks that it sets off are one: both are committed, or neither."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from kindr.base.facts import publish
from kindr.shop.orders.facts import OrderPaid


class Undone(Exception):
    """What happened is rolled back."""


@contextmanager
def as_in_the_worker() -> Iterator[None]:
    """The queue as a task of the worker finds it."""
    queue = app.connector
    assert isinstance(queue, DjangoConnector)
    with app.replace_connector(queue.get_worker_connector()), app.open():
        yield


def queued(order: uuid.UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args->>'order_id' = %s", [str(order)])
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", [nullcontext, as_in_the_worker], ids=["web", "worker"])
def test_a_task_is_queued_by_the_same_commit_as_its_fact_or_not_at_all(place: Any) -> None:
    kept, undone = uuid.uuid4(), uuid.uuid4()
    with place():
        with transaction.atomic():
            publish(OrderPaid(order_id=kept))
        with suppress(Undone), transaction.atomic():
            publish(OrderPaid(order_id=undone))
            raise Undone
    assert (queued(kept), queued(undone)) == (2, 0)
