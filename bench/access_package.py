"""The package of somebody who wants to see everything: page, JSON and tables, sealed, until it can be fetched."""

from __future__ import annotations

import statistics
import time
import uuid
from collections.abc import Iterator

from bench.histories import own_access, person_with
from bench.measuring import Claim
from kindr.base import clock
from kindr.privacy.rights.fulfilment import actions
from kindr.privacy.rights.fulfilment.terms import Kind, State

SIZES = {65: 15, 1_000: 9}
"""Rows of history, and how often."""
BASE_MS, ROW_MS = 50.0, 0.020


def claims() -> Iterator[Claim]:
    """For each size, beside fifty milliseconds and twenty microseconds a row."""
    _made(person_with(1))
    for rows, rounds in SIZES.items():
        person = person_with(rows)
        took = statistics.median(_made(person) for _ in range(rounds))
        most = BASE_MS + ROW_MS * rows
        said = f"an access package of {rows:,} rows, from the request to the sealed file, beside the promise"
        yield Claim(said, took, "ms", most, took / most, 1)


def _made(person: uuid.UUID) -> float:
    access, began = own_access(person, "show_my_data"), time.perf_counter()
    outcome = actions.carry_out(kind=Kind.ACCESS, person=person, request=uuid.uuid4(), access=access, at=clock.now())
    if outcome.state is not State.DONE:
        raise RuntimeError(f"the package is {outcome.state}: {outcome.steps}")
    return (time.perf_counter() - began) * 1000
