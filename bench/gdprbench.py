"""GDPRbench, both mixes and every workload, small enough for each day; `bench/gdprbench_scale.py` has its own size.

Three sides do the same trace by turns through the same connection of Django's, with `synchronous_commit = on`, and each
answer is held against a plain model (`bench/gdpr/shadow.py`), so that nobody is quick by being wrong.

Kindr answers through its gates: sealed, logged and durable; consents are evidence in a ledger; what is deleted can be
opened in no backup. Beside it stand two baselines, as published ones are of both kinds (`bench/gdpr/plain.py`):

- plain PostgreSQL with the same indexes, one statement an operation. It seals and logs nothing, and says no by a WHERE.
  Its reads write nothing, so they wait for no disk: it is what keeping no promise would cost.
- PostgreSQL with the same log written: every statement adds a line for each owner it touched, in the same round trip
  and the same commit. GDPRbench's own compliant PostgreSQL logs every access as well: this is keeping one promise.

The target, at most twice as long, is held against both; where it is missed,
`docs/adr/0017-a-promise-costs-ways-to-the-servers.md` says why.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.gdpr import claims as gdpr
from bench.measuring import Claim

RECORDS = OPERATIONS = 100


def claims() -> Iterator[Claim]:
    """Time, and that every answer was right."""
    yield from gdpr.claims(count=RECORDS, operations=OPERATIONS)
