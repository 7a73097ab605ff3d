"""A pair of servers of our own, like those of the tests but waiting for the disk as in earnest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import sql

from kindr.web.servers.logins import connect_as_superuser

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


@contextmanager
def tables_of_its_own() -> Iterator[None]:
    """Takes away the tables that a subject made: an erasure refuses to end while there is a table nobody declared."""
    before = _tables()
    yield
    from tests import databases

    for server in databases.servers().both:
        with connect_as_superuser(server, databases.OUR_NAME) as connection:
            for name in sorted(_tables()[server.name] - before[server.name]):
                connection.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(name)))


def _tables() -> dict[str, set[str]]:
    from tests import databases

    found = {}
    for server in databases.servers().both:
        with connect_as_superuser(server, databases.OUR_NAME) as connection:
            rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        found[server.name] = {str(name) for (name,) in rows}
    return found
