"""The two servers: that they are two, and that neither writes values into its log (engine settings of both)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connections

from kindr.web.promises.probes.looking import Broken, Probe

SERVERS = ("default", "keys")


def is_off(value: str) -> bool:
    return value in ("off", "none", "-1", "0")


QUIET: dict[str, Callable[[str], bool]] = {
    "log_statement": lambda value: value in ("none", "ddl"),
    "log_min_duration_statement": is_off,
    "log_min_duration_sample": is_off,
    "log_transaction_sample_rate": is_off,
    "log_parameter_max_length": lambda value: value == "0",
    "log_parameter_max_length_on_error": lambda value: value == "0",
    "log_min_error_statement": lambda value: value in ("panic", "fatal"),
    "log_error_verbosity": lambda value: value == "terse",
}
"""Settings by which a server would copy statements or their values into its log, and what each must be."""
COPYISTS = ("auto_explain", "pgaudit", "pg_stat_statements")
"""Libraries that keep statements; a loaded one shows by its settings."""


def keys_and_data_lie_on_two_servers(at: datetime) -> str:  # noqa: ARG001
    """Two servers started at two moments, and say so under two names or addresses."""
    data, keys = (_identity(alias) for alias in SERVERS)
    if data == keys:
        raise Broken("data and keys answer from one and the same server")
    return "data and keys answer from two servers"


def the_servers_copy_no_values_into_their_logs(at: datetime) -> str:  # noqa: ARG001
    """Every setting that would do so is off, on both."""
    wrong = []
    for alias in SERVERS:
        found = dict(_rows(alias, "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(QUIET)]))
        wrong += [f"{alias}: {name} is {value}" for name, value in found.items() if not QUIET[name](value)]
        loaded = _rows(alias, "SELECT DISTINCT split_part(name, '.', 1) FROM pg_settings WHERE name LIKE '%%.%%'", [])
        wrong += [f"{alias}: {library} is loaded" for (library,) in loaded if library in COPYISTS]
    if wrong:
        raise Broken("; ".join(wrong))
    return f"{len(QUIET)} settings are as they must be on both servers"


def no_login_gets_in_without_a_password(at: datetime) -> str:  # noqa: ARG001
    """The program reached both servers with a password that they keep as a salted hash."""
    for alias in SERVERS:
        if _rows(alias, "SELECT current_setting('password_encryption')")[0][0] != "scram-sha-256":
            raise Broken(f"the {alias} server keeps passwords in an old form")
    return "both servers keep passwords as salted hashes"


def _identity(alias: str) -> tuple[Any, ...]:
    return tuple(
        _rows(
            alias,
            "SELECT pg_postmaster_start_time(), inet_server_addr()::text, inet_server_port(),"
            " current_setting('cluster_name')",
        )[0]
    )


def _rows(alias: str, question: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())


PROBES = (
    Probe(keys_and_data_lie_on_two_servers, ("1.4",)),
    Probe(the_servers_copy_no_values_into_their_logs, ("1.4", "5.4.2")),
    Probe(no_login_gets_in_without_a_password, ("5.3.1",)),
)
