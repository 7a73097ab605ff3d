"""What promise tests look at: the raw rows of both servers, and what the access log says."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.db import connections

from kindr.privacy.access import log
from kindr.privacy.access.log import Line

COUNTED_BY_THE_SERVER = r"nextval\(|pg_current_xact_id\("
RANDOM_ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
Committing = Callable[[], AbstractContextManager[object]]
"""The fixture `committing`: what is done inside counts as committed afterwards."""


def tables_with(marker: str) -> set[str]:
    """The tables of both servers that hold a text somewhere, in clear or as bytes.

    Numbers are looked for as whole numbers: chance puts any five digits into some random id sooner or later. What a
    server counts by itself is nobody's number either, nor is a group of digits in a random id.
    """
    pattern = rf"(^|[^0-9a-f]){marker}($|[^0-9a-f])" if marker.isdigit() else f"***={marker}"
    return {
        f"{alias}.{table}"
        for alias in ("default", "keys")
        for table in _tables(alias)
        if _has(alias, table, pattern, marker)
    }


def _tables(alias: str) -> list[str]:
    with connections[alias].cursor() as cursor:
        return list(connections[alias].introspection.table_names(cursor))


def _has(alias: str, table: str, pattern: str, marker: str) -> bool:
    """Whether a column that holds words or numbers has the text, or a column of bytes has it as UTF-8."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
            " AND data_type NOT IN ('uuid', 'timestamp with time zone', 'date', 'boolean')"
            " AND is_identity = 'NO' AND coalesce(column_default, '') !~ %s",
            [table, COUNTED_BY_THE_SERVER],
        )
        columns = cursor.fetchall()
        tests = [
            f'position(%s::bytea IN "{name}") > 0'
            if kind == "bytea"
            else f"""regexp_replace("{name}"::text, '{RANDOM_ID}', '', 'g') ~ %s"""
            for name, kind in columns
        ]
        wanted = [marker.encode() if kind == "bytea" else pattern for _, kind in columns]
        cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}" WHERE {" OR ".join(tests) or "false"})', wanted)
        return bool(cursor.fetchone()[0])


def lines_about(person: uuid.UUID | None) -> list[Line]:
    """What the log says about somebody, oldest first."""
    assert person is not None
    return sorted(log.lines_about(person), key=lambda line: (line.at, line.id))


def last_line(person: uuid.UUID | None, *, verb: str) -> Line:
    """The newest line of one verb."""
    return [line for line in lines_about(person) if line.verb == verb][-1]


def columns_of(table: str) -> set[str]:
    """The columns of a table of the data server."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
        return {str(row[0]) for row in cursor.fetchall()}
