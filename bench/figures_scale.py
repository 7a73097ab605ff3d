"""A thousand buyers are erased: how many of the shop's figures change by it, and what an erasure costs."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from bench.measuring import Claim

scale = True
ERASURES = int(os.environ.get("KINDR_ERASURES", "1000"))
MOST_MS = 1000.0


def claims() -> Iterator[Claim]:
    """The test of the same figures with eight, in earnest."""
    from tests import cast
    from tests.privacy import test_statistics as books

    books.sell_to(ERASURES, by=cast.colleague("Bima"))
    before, began = books.figures(), time.perf_counter()
    erased = books.erase_buyers()
    took = (time.perf_counter() - began) / erased * 1000
    after = books.figures()
    changed = sum(before[name] != after[name] for name in before)
    yield Claim(f"figures of {len(before)} that {erased:,} erasures changed", changed, "figures", 0, float(changed), 0)
    yield Claim(
        "one of these erasures, with its receipt, beside what it may take", took, "ms", MOST_MS, took / MOST_MS, 1
    )
