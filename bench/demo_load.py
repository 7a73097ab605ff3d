"""Loading a large demo: whole chunks by COPY beside the shop's own actions order by order, and beside rows in clear."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction

from bench import addresses
from bench.measuring import Claim
from kindr.base import clock
from kindr.privacy.people import Person, PersonKind
from kindr.shop.catalog.actions.load_catalogue import load_catalogue
from kindr.web.demo import orders as demo_orders
from kindr.web.demo import people as demo_people
from kindr.web.demo import scale as demo_scale
from kindr.web.demo.chunk import ORDERS

SEED = 20
ALONE = 20
"""So many orders are played one by one."""
ROWS = 1000
CHUNKS = 3


def claims() -> Iterator[Claim]:
    """An order through COPY beside an order through actions; a sealed row beside a row in clear through the ORM."""
    addresses.make_tables()
    now = clock.now()
    load_catalogue(seed=SEED, at=now)
    if not demo_people.is_loaded():
        demo_people.load(at=now)
    demo_scale.load(at=now, seed=SEED, times=2)
    # The first chunk has warmed everything up.
    rows: list[int] = []
    copied = _passed(lambda: rows.append(demo_scale.load(at=now, seed=SEED, times=CHUNKS + 2)))
    played = _played_alone(now)
    yield _claim(
        "an order of a large demo, sealed and logged, by COPY beside one through the shop's actions",
        copied / (CHUNKS * ORDERS), played / ALONE, target=0.1,
    )  # fmt: skip
    yield _claim(
        "a row of it, sealed and logged, beside a row in clear that the ORM inserts alone",
        copied / rows[0], _passed(_plain_rows) / ROWS, target=0.9,
    )  # fmt: skip


def _played_alone(now: datetime) -> float:
    """The seconds until the last order stands; the nights that are played afterwards do not count."""
    ends: list[float] = []
    start = time.perf_counter()
    demo_orders.load_year(at=now, seed=SEED, many=ALONE, told=lambda *_: ends.append(time.perf_counter()))
    return ends[-1] - start


def _plain_rows() -> None:
    person = Person.objects.create(kind=PersonKind.PARENT)
    with transaction.atomic():
        for _ in range(ROWS):
            addresses.PlainAddress._default_manager.create(
                id=uuid.uuid4(), person=person, source="account", collected_at=clock.now(), covers="life",
                **addresses.VALUES,
            )  # fmt: skip


def _claim(claim: str, ours: float, baseline: float, *, target: float) -> Claim:
    return Claim(claim, ours * 1000, "ms", baseline * 1000, ours / baseline, target)


def _passed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
