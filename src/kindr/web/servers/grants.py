"""What the program's logins may do: no table is theirs, and what was written into ledgers and logs stays as it is."""

from __future__ import annotations

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import atomic
from psycopg import sql

BOOKS_OF_DJANGO = ("django_migrations",)


def append_only_tables() -> frozenset[str]:
    """The tables of every model that says `append_only = True`."""
    return frozenset(
        model._meta.db_table for model in apps.get_models(include_auto_created=True) if is_append_only(model)
    )


def is_append_only(model: type) -> bool:
    """Whether the program may only add rows to this model's table."""
    return bool(getattr(model, "append_only", False))


def grant_rights(connection: BaseDatabaseWrapper, *, login: str) -> None:
    """Give `login` exactly its rights on every table of the schema; running it again changes nothing."""
    with atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = sorted(row[0] for row in cursor.fetchall())
        kept = append_only_tables()
        for statement in _statements(login, tables, kept):
            cursor.execute(statement.as_string(connection.connection))


def _statements(login: str, tables: list[str], kept: frozenset[str]) -> list[sql.Composed]:
    program = sql.Identifier(login)
    everything = [
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC",
        "REVOKE CREATE ON SCHEMA public FROM {}",
        "GRANT USAGE ON SCHEMA public TO {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}",
        # A table that is not yet known to be append-only starts as if it were.
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
    ]
    found = [sql.SQL(text).format(program) for text in everything]
    for table in tables:
        name = sql.Identifier(table)
        if table in kept:
            found.append(sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(name, program))
        if table in BOOKS_OF_DJANGO:
            found.append(sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}").format(name, program))
    return found
