"""One at a time on one thing: whoever comes second waits; whoever is killed lets go with the connection.

No transaction lies around the work: a key that has gone could not be taken back with one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def in_turn(thing: str) -> Iterator[None]:
    """The work within is done by one process at a time."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [thing])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [thing])
