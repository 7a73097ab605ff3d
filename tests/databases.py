"""The tests' own pair of PostgreSQL servers: one migrated template, cloned for each test run and each parallel worker.

The servers do not wait for the disk (`fsync=off`), so that a test may do whatever it likes with its clone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql

from kindr.web.servers.locks import locked
from kindr.web.servers.logins import connect_as_superuser, make_database
from kindr.web.servers.places import (
    LOGINS,
    PrivateServer,
    PrivateServers,
    make_data_folder,
    private_folder,
    private_servers,
)
from kindr.web.servers.postgres import start_both, stop_both

PROJECT = Path(__file__).resolve().parents[1]
BASE = Path(os.environ.get("KINDR_TEST_DATA") or PROJECT / ".kindr" / "test")
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": 200}
LARGE = 2**20
STILL_THERE = """
SELECT session.pid, session.state, session.query FROM pg_stat_activity session
WHERE session.datname = current_database() AND session.pid <> pg_backend_pid()
AND (session.xact_start IS NOT NULL
     OR EXISTS (SELECT 1 FROM pg_locks held WHERE held.pid = session.pid AND held.locktype = 'advisory'))
"""
"""Sessions on our own clone that run a transaction or hold a lock of their own."""
"""Bytes above which a table is truncated; to truncate a small one takes fifty times as long as to delete its rows."""
SEEDED: dict[str, frozenset[str]] = {}
OUR_NAME = f"kindr_run_{os.getpid()}"
SETTINGS_OF_OTHERS = ("PORT", "HOST", "SECRET_KEY", "KINDR_DEBUG", "KINDR_ALLOWED_HOSTS", "KINDR_BASE_URL")


def servers() -> PrivateServers:
    """The tests' own pair; nothing is started."""
    make_data_folder(BASE.parent)
    return private_servers(make_data_folder(BASE))


def run_folder() -> Path:
    """The data folder of this process."""
    return private_folder(BASE, "runs", str(os.getpid()))


def use_own_databases() -> None:
    """Point this process, and every program that it starts, at the databases of this test run."""
    pair = servers()
    for name in SETTINGS_OF_OTHERS:
        os.environ.pop(name, None)
    os.environ.update(
        KINDR_DATA=str(run_folder()),
        KINDR_DEVELOPMENT="1",
        DATABASE_URL=pair.data.url("app", OUR_NAME),
        OWNER_DATABASE_URL=pair.data.url("owner", OUR_NAME),
        KEYS_DATABASE_URL=pair.keys.url("keys", OUR_NAME),
        KEYS_OWNER_DATABASE_URL=pair.keys.url("owner", OUR_NAME),
    )


def make_own_databases() -> None:
    """Start the servers, make the template when migrations have changed, and clone it for this process."""
    with locked(BASE / "runs.lock", seconds=300):
        pair = servers()
        start_both(pair, FAST)
        _sweep(pair)
        template = f"kindr_template_{fingerprint()}"
        if not all(template in _databases(server) for server in pair.both):
            _make_template(pair, template)
        for server in pair.both:
            _clone(server, template, OUR_NAME)
            with connect_as_superuser(server, OUR_NAME) as connection:
                SEEDED[server.name] = frozenset(_filled(connection))


def drop_own_databases() -> None:
    """Drop this process's clones, and stop the servers when no other test run uses them."""
    with locked(BASE / "runs.lock", seconds=300):
        pair = servers()
        for server in pair.both:
            _drop(server, [OUR_NAME])
        shutil.rmtree(run_folder(), ignore_errors=True)
        if not any(_process_of(name) for server in pair.both for name in _databases(server)):
            stop_both(pair)


def fingerprint() -> str:
    """What the template depends on: every migration of every app, the data beside them, and the rights."""
    from django.apps import apps

    from kindr.web.servers import grants

    digest = hashlib.sha256(Path(grants.__file__).read_bytes())
    digest.update(",".join(sorted(grants.append_only_tables())).encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for path in _sources_of(Path(app.path)):
            digest.update(f"{app.label}/{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _sources_of(app: Path) -> Iterable[Path]:
    return sorted([*(app / "migrations").glob("*.py"), *(path for path in (app / "data").glob("*") if path.is_file())])


def _make_template(pair: PrivateServers, template: str) -> None:
    from kindr.web.servers.migrating import migrate_both

    draft = "kindr_template_draft"
    for server in pair.both:
        _drop(server, [name for name in _databases(server) if name.startswith("kindr_template_")])
        _clone(server, "template0", draft)
    with django_connected_to(draft):
        migrate_both(verbosity=0)
    for server in pair.both:
        with connect_as_superuser(server) as connection:
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(sql.Identifier(draft), sql.Identifier(template)))


@contextmanager
def django_connected_to(database: str) -> Iterator[None]:
    """Let all of Django's aliases mean `database` for a while."""
    from django.db import connections

    connections.close_all()
    before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    try:
        for alias in connections:
            connections[alias].settings_dict["NAME"] = database
        yield
    finally:
        connections.close_all()
        for alias, name in before.items():
            connections[alias].settings_dict["NAME"] = name


def _clone(server: PrivateServer, template: str, name: str) -> None:
    _drop(server, [name])
    with connect_as_superuser(server) as connection:
        make_database(connection, name, LOGINS[server.name], template=template)


def _drop(server: PrivateServer, names: Iterable[str]) -> None:
    with connect_as_superuser(server) as connection:
        for name in names:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _databases(server: PrivateServer) -> list[str]:
    with connect_as_superuser(server) as connection:
        return [str(row[0]) for row in connection.execute("SELECT datname FROM pg_database")]


def _process_of(database: str) -> int | None:
    number = database.removeprefix("kindr_run_")
    return int(number) if number.isdigit() and psutil.pid_exists(int(number)) else None


def _sweep(pair: PrivateServers) -> None:
    """Remove what test runs left behind that were killed."""
    for server in pair.both:
        left = [name for name in _databases(server) if name.startswith("kindr_run_") and _process_of(name) is None]
        _drop(server, left)
    for folder in private_folder(BASE, "runs").iterdir():
        if _process_of(f"kindr_run_{folder.name}") is None:
            shutil.rmtree(folder, ignore_errors=True)


def empty_the_databases() -> None:
    """Empty every table that was empty in the template; the program's login has no right to, so the owner does."""
    for server in servers().both:
        with connect_as_superuser(server, OUR_NAME) as connection:
            written = {table: size for table, size in _written(connection) if table not in SEEDED[server.name]}
            if written:
                _empty(connection, [name for name, size in written.items() if size <= LARGE], "DELETE FROM {}")
                _empty(connection, [name for name, size in written.items() if size > LARGE], "TRUNCATE {} CASCADE")


def _empty(connection: psycopg.Connection[tuple[Any, ...]], tables: list[str], how: str) -> None:
    """Waits for whoever still writes, then takes all rows away; no trigger runs, so the catalogue's edition is told."""
    with connection.transaction():
        connection.execute("SET LOCAL lock_timeout = '60s'; SET LOCAL session_replication_role = replica")
        for table in tables:
            connection.execute(sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(sql.Identifier(table)))
            connection.execute(sql.SQL(how).format(sql.Identifier(table)))
        if any(table.startswith("catalog_") for table in tables):
            connection.execute("UPDATE catalog_edition SET mark = gen_random_uuid()")


def _written(connection: psycopg.Connection[tuple[Any, ...]]) -> list[tuple[str, int]]:
    """The tables that have, or had, rows, and their bytes."""
    return connection.execute(
        "SELECT relname, pg_relation_size(oid) FROM pg_class"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"
    ).fetchall()


def horizon() -> int:
    """The number below which every transaction of this process's data clone has ended.

    PostgreSQL's own horizon spans the whole server, so another worker's open test would hold the log's turn back. The
    order matters: whatever began before the snapshot and still runs is seen running afterwards.
    """
    with connect_as_superuser(servers().data, OUR_NAME) as connection:
        row = connection.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint").fetchone()
        running = connection.execute(
            "SELECT backend_xid::text::bigint FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_xid IS NOT NULL"
        ).fetchall()
    assert row is not None
    return min([int(row[0]), *(int(number) for (number,) in running)])


def await_the_end_of_the_killed(*, seconds: float = 120.0) -> None:
    """Waits until the servers have noticed who was killed: for a moment its transactions and locks outlive it.

    Raises:
        AssertionError: somebody still holds a lock or runs a transaction.
    """
    ends_at = time.monotonic() + seconds
    for server in servers().both:
        with connect_as_superuser(server, OUR_NAME) as connection:
            while found := connection.execute(STILL_THERE).fetchall():
                assert time.monotonic() < ends_at, found
                time.sleep(0.005)


def _filled(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    tables = [str(row[0]) for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    questions = [
        sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})").format(sql.Literal(table), sql.Identifier(table))
        for table in tables
    ]
    return [str(row[0]) for row in connection.execute(sql.SQL(" UNION ALL ").join(questions))] if questions else []
