"""Bringing both databases up to date with the owners' logins, and giving the program's logins their rights."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from kindr.web.servers import CannotRun
from kindr.web.servers.grants import grant_rights

OWNERS = {"owner": "default", "keys_owner": "keys"}
ONE_AT_A_TIME = 0x6B696E6472  # "kindr": the number of the advisory lock


class NoOwnerLogin(CannotRun):
    """Migrations need the owners' logins, and the configuration names none."""


def migrate_both(*, verbosity: int = 1) -> bool:
    """Apply what is missing on both servers, then the rights; says whether there was anything to apply."""
    missing = [alias for alias in OWNERS if alias not in connections.databases]
    if missing:
        raise NoOwnerLogin("set OWNER_DATABASE_URL and KEYS_OWNER_DATABASE_URL for this command")
    applied = [_migrate(owner, program, verbosity) for owner, program in OWNERS.items()]
    return any(applied)


def unapplied(alias: str) -> list[str]:
    """The migrations that the database behind `alias` still lacks, as `app.name`."""
    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _migrate(owner: str, program: str, verbosity: int) -> bool:
    connection = connections[owner]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            has_work = bool(unapplied(owner))
            if has_work:
                call_command("migrate", database=owner, interactive=False, verbosity=verbosity)
            grant_rights(connection, login=str(connections[program].settings_dict["USER"]))
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    return has_work
