"""The replay after a restore, killed before each of its writes: the next one ends it, and nobody comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from kindr.base import clock
from kindr.privacy.access.declare import system_access
from kindr.privacy.rights import restoring
from kindr.web.commands.backup import source_here
from kindr.web.servers.logins import connect_as_superuser
from tests import databases
from tests.cast import Player
from tests.faults.killing import Work, killed_at_every_step
from tests.faults.restoring import erased, name_of, nothing_has_come_back

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keys", "owner", "keys_owner"]),
    pytest.mark.slow,
]
Connection = psycopg.Connection[tuple[object, ...]]


TABLES = (
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    " AND tablename ~ '^(privacy|vault|accounts|orders)_'"
    " AND tablename NOT IN ('privacy_accessentry', 'privacy_logleaf', 'privacy_logsubtree')"
)
COLUMNS = (
    "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
    " AND NOT attisdropped AND attgenerated = ''"
)
"""Columns that the server computes are left to it."""


class Moment:
    """Both servers as they were, put back table by table: what a restore does, without a dump."""

    def __init__(self, servers: list[Connection]) -> None:
        self._rows = [(server, [(table, _copied(server, table)) for table in _tables(server)]) for server in servers]

    def put_back(self) -> None:
        for server, tables in self._rows:
            with server.transaction():
                server.execute("SET LOCAL session_replication_role = replica; SET LOCAL lock_timeout = '10s'")
                for table, rows in tables:
                    server.execute(sql.SQL("DELETE FROM public.{}").format(sql.Identifier(table)))
                    with server.cursor().copy(_copy("COPY public.{} ({}) FROM STDIN", server, table)) as copy:
                        copy.write(rows)


def _tables(server: Connection) -> list[str]:
    return sorted(str(row[0]) for row in server.execute(TABLES))


def _copied(server: Connection, table: str) -> bytes:
    with server.cursor().copy(_copy("COPY public.{} ({}) TO STDOUT", server, table)) as copy:
        return b"".join(copy)


def _copy(statement: LiteralString, server: Connection, table: str) -> sql.Composed:
    columns = [sql.Identifier(str(row[0])) for row in server.execute(COLUMNS, [f"public.{table}"])]
    return sql.SQL(statement).format(sql.Identifier(table), sql.SQL(", ").join(columns))


@contextmanager
def a_moment() -> Iterator[Moment]:
    with ExitStack() as stack:
        servers = [
            stack.enter_context(connect_as_superuser(server, databases.OUR_NAME)) for server in databases.servers().both
        ]
        yield Moment(servers)


def test_a_replay_killed_before_any_write_is_ended_by_the_next(mara: Player, ilse: Player) -> None:
    name = name_of(ilse)
    with a_moment() as moment:
        journal = source_here().journal
        # The tests before this one share the journal; what they forgot is no part of what is killed here.
        earlier = len(journal.entries())
        erased(mara)

        def replay() -> object:
            since = journal.entries()[earlier:]
            return restoring.replay(since, access=system_access("erase_my_data"), at=clock.now())

        def prepare() -> tuple[Work, Callable[[], None]]:
            moment.put_back()
            assert name_of(mara)

            def go_on() -> None:
                replay()
                nothing_has_come_back(mara)
                assert name_of(ilse) == name

            return replay, go_on

        assert killed_at_every_step(prepare) >= 20
