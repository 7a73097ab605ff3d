"""What promise tests look at: the raw rows of both servers, and what the access log says."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.db import connections

from kindr.privacy.access import log
from kindr.privacy.access.log import Line

Committing = Callable[[], AbstractContextManager[object]]
"""The fixture `committing`: what is done inside counts as committed afterwards."""


def tables_with(marker: str) -> set[str]:
    """The tables of both servers that hold a text somewhere, in clear or as bytes."""
    found = set()
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(
                    f'SELECT EXISTS (SELECT 1 FROM "{table}" AS row WHERE row::text LIKE %s OR row::text LIKE %s)',
                    [f"%{marker}%", f"%{marker.encode().hex()}%"],
                )
                if cursor.fetchone()[0]:
                    found.add(f"{alias}.{table}")
    return found


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
