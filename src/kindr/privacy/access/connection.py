"""The access log's own connection: autocommit, so that a row stays when the request rolls back."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connections

LOCK_TIMEOUT = "2s"

_local = threading.local()


class LogUnavailable(Exception):
    """The access log could not be written; nothing personal may be released."""


def write(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Runs one INSERT, commits it and gives what it returns; a lost connection is made anew once.

    Raises LogUnavailable.
    """
    for attempt in (1, 2):
        try:
            answer = of_this_thread().execute(statement, parameters)
            return answer.fetchall() if answer.description else []
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            lost = _connection_is_lost()
            close()
            if attempt == 2 or not lost:
                raise LogUnavailable("the access log cannot be written") from error
        except psycopg.Error as error:
            raise LogUnavailable("the access log cannot be written") from error
    raise LogUnavailable("the access log cannot be written")


def close() -> None:
    """Closes this thread's log connection, if it has one."""
    connection: psycopg.Connection[Any] | None = getattr(_local, "connection", None)
    _local.connection = None
    if connection is not None:
        connection.close()


def of_this_thread() -> psycopg.Connection[Any]:
    """This thread's log connection, made anew when it was lost."""
    connection: psycopg.Connection[Any] | None = getattr(_local, "connection", None)
    if connection is None or connection.closed:
        connection = psycopg.connect(**_parameters(), autocommit=True)
        connection.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
        _local.connection = connection
    return connection


def _parameters() -> dict[str, Any]:
    parameters = connections["default"].get_connection_params()
    known = ("host", "port", "user", "password", "dbname")
    return {name: parameters[name] for name in known if parameters.get(name)}


def _connection_is_lost() -> bool:
    connection: psycopg.Connection[Any] | None = getattr(_local, "connection", None)
    return connection is None or connection.closed or connection.broken
