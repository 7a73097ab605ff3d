"""What the program's own login may not do to the books: the log of openings and the ledger of consents."""

from __future__ import annotations

from datetime import datetime

from django.db import connections

from kindr.privacy.evidence import queries as evidence
from kindr.web.promises.probes.looking import Broken, Probe
from kindr.web.servers.grants import append_only_tables

CHANGES = ("UPDATE", "DELETE", "TRUNCATE")


def the_program_may_add_to_logs_and_ledgers_and_change_nothing_in_them(at: datetime) -> str:  # noqa: ARG001
    """Rights as the server itself tells them, for every table that says it is append-only."""
    tables = sorted(append_only_tables())
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT t, r FROM unnest(%s::text[]) t, unnest(%s::text[]) r"
            " WHERE to_regclass(t) IS NOT NULL AND has_table_privilege(t, r)",
            [tables, list(CHANGES)],
        )
        allowed = [f"{table}: {right}" for table, right in cursor.fetchall()]
    if allowed:
        raise Broken(f"the program's login may do this: {', '.join(allowed)}")
    return f"{len(tables)} tables can only be added to"


def the_program_owns_no_table_and_is_no_superuser(at: datetime) -> str:  # noqa: ARG001
    """Whoever owns a table may give themselves any right on it."""
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT rolsuper OR rolcreaterole OR rolbypassrls FROM pg_roles WHERE rolname = current_user),"
                " (SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user),"
                " has_schema_privilege('public', 'CREATE')"
            )
            is_mighty, owned, may_create = cursor.fetchone()
        if is_mighty or owned or may_create:
            raise Broken(f"the login on the {alias} server owns {owned} tables or may make itself mightier")
    return "the program's logins own nothing on either server"


def the_log_is_signed_anew_every_few_minutes(at: datetime) -> str:
    """The newest checkpoint bears this log's signature and is not old; whoever changed a row would have to sign too."""
    health = evidence.health(at=at)
    if health.newest is None or health.is_late:
        raise Broken("the newest checkpoint is missing, old, or not signed by this log")
    if health.checked is not None and health.checked.findings:
        raise Broken("the last check of the log found rows and tree to disagree")
    return f"checkpoint {health.newest.number} over {health.newest.size} lines"


PROBES = (
    Probe(the_log_is_signed_anew_every_few_minutes, ("5.3.1", "5.3.3")),
    Probe(the_program_may_add_to_logs_and_ledgers_and_change_nothing_in_them, ("5.3.1", "5.3.2", "9.1.4")),
    Probe(the_program_owns_no_table_and_is_no_superuser, ("5.3.3",)),
)
