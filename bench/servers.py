"""A pair of servers of our own, like those of the tests but waiting for the disk as in earnest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
LASTING = {"max_connections": 200}


@contextmanager
def own_servers() -> Iterator[None]:
    """Django set up on freshly migrated databases of this run, which are dropped at the end."""
    os.environ["KINDR_TEST_DATA"] = str(PROJECT / ".kindr" / "bench")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    from tests import databases

    databases.FAST = LASTING
    import django

    django.setup()
    from django.db import connections

    from kindr.privacy.access import connection

    databases.make_own_databases()
    try:
        yield
    finally:
        connection.close()
        connections.close_all()
        databases.drop_own_databases()
