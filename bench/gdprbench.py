"""GDPRbench, both mixes and every workload, beside PostgreSQL alone with the same indexes, small enough for each day.

Kindr answers through its gates: sealed, logged and durable. PostgreSQL alone does none of that, and says no by a WHERE.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.gdpr import claims as gdpr
from bench.measuring import Claim

RECORDS = OPERATIONS = 100


def claims() -> Iterator[Claim]:
    """Time, and that every answer was right."""
    yield from gdpr.claims(count=RECORDS, operations=OPERATIONS)
