"""The logins and the database of a private server: an owner for migrations and one login for the running program."""

from __future__ import annotations

import psycopg
from psycopg import sql

from kindr.web.servers.places import LOGINS, SUPERUSER, PrivateServer


def connect_as_superuser(server: PrivateServer, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
    """A connection for making logins and databases; nothing else uses the superuser."""
    return psycopg.connect(server.url(SUPERUSER, database), autocommit=True)


def make_logins(server: PrivateServer) -> None:
    """Make the logins, their passwords and the empty database, as far as they are missing."""
    with connect_as_superuser(server) as connection:
        for login in LOGINS[server.name]:
            _make_login(connection, login, server.passwords[login])
        if not _exists(connection, "pg_database", "datname", server.database):
            make_database(connection, server.database, LOGINS[server.name])


def make_database(
    connection: psycopg.Connection[tuple[object, ...]],
    name: str,
    logins: tuple[str, str],
    *,
    template: str = "template0",
) -> None:
    """Make the database `name` for `logins` (owner, then the program's), open to no other login."""
    owner, program = map(sql.Identifier, logins)
    database = sql.Identifier(name)
    for statement in (
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(database, owner, sql.Identifier(template)),
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, program),
    ):
        connection.execute(statement)


def _make_login(connection: psycopg.Connection[tuple[object, ...]], login: str, password: str) -> None:
    if not _exists(connection, "pg_roles", "rolname", login):
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(login)))
    # Only the salted verifier travels, so that no log, view or dump of statements can hold the password.
    verifier = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    connection.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(login), sql.Literal(verifier)),
    )


def _exists(connection: psycopg.Connection[tuple[object, ...]], table: str, column: str, value: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(sql.Identifier(table), sql.Identifier(column))
    return connection.execute(query, [value]).fetchone() is not None
