"""GDPRbench in the size of its repository: ten thousand records, a thousand operations of each workload."""

from __future__ import annotations

from collections.abc import Iterator

from bench.gdpr import claims as gdpr
from bench.measuring import Claim

scale = True
RECORDS, OPERATIONS = 10_000, 1000


def claims() -> Iterator[Claim]:
    """As the small one."""
    yield from gdpr.claims(count=RECORDS, operations=OPERATIONS)
