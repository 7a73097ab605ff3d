"""From the click on delete until nothing of the person opens in another process, with ten rows and ten thousand."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from bench.histories import own_access, person_with
from bench.measuring import Claim
from bench.other_process import Other, other_process
from kindr.base import clock
from kindr.privacy.rights import actions
from kindr.privacy.rights.models import ErasureState

FEW, MANY = 10, 10_000
ROUNDS = {FEW: 7, MANY: 3}
MOST_MS = 50.0
ROWS_GONE_MS = 1000.0
"""For ten thousand rows."""


def claims() -> Iterator[Claim]:
    """Until nothing opens, how that grows, and until the rows are gone as well."""
    with other_process() as other:
        _forget(other, FEW)
        measured = {rows: [_forget(other, rows) for _ in range(rounds)] for rows, rounds in ROUNDS.items()}
    closed = {rows: statistics.median(one for one, _ in found) for rows, found in measured.items()}
    for rows, took in closed.items():
        said = f"from the click on delete until nothing opens in another process, {rows:,} rows of history"
        yield Claim(f"{said}, beside the promise", took, "ms", MOST_MS, took / MOST_MS, 1)
    few, many = closed[FEW], closed[MANY]
    yield Claim(f"the same, {MANY:,} rows beside {FEW}", many, "ms", few, many / few, 1.5)
    gone = statistics.median(answered for _, answered in measured[MANY])
    yield Claim(
        f"{MANY:,} rows of ciphertext gone and the receipt signed, beside the promise",
        gone, "ms", ROWS_GONE_MS, gone / ROWS_GONE_MS, 1,
    )  # fmt: skip


def _forget(other: Other, rows: int) -> tuple[float, float]:
    person = person_with(rows)

    def click() -> None:
        access = own_access(person, "erase_my_data")
        erasure = actions.delete_account(person, language="id", access=access, at=clock.now())
        if erasure.state != ErasureState.DONE:
            raise RuntimeError(f"the erasure is {erasure.state}")

    return other.until_refused(f"forget {person}", click)
