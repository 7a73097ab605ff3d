"""System checks of the configuration: each wrong setting has an id and a hint."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.utils import DatabaseError

from kindr.base.key_history import HistoryTampered
from kindr.base.signing import KeyReplaced
from kindr.privacy.rights import journal_copies
from kindr.privacy.rights.journal import JournalTampered
from kindr.privacy.signing_keys import signing_keys
from kindr.web.configuration import configuration
from kindr.web.servers.connections import data_connections, keys_connections


@register()
def every_setting_can_be_used(**_: Any) -> list[CheckMessage]:
    """What was found wrong while the environment was read."""
    return [Error(problem.message, hint=problem.hint, id=problem.number) for problem in configuration().problems]


@register()
def the_outside_parties_are_real(**_: Any) -> list[CheckMessage]:
    """Outside development letters must reach people, and payments a bank."""
    if configuration().is_development:
        return []
    found: list[CheckMessage] = [
        Warning(
            "Payments go to the practice gateway, which nobody can pay outside development.",
            hint="Bind a real gateway in kindr.web.wiring before the shop opens.",
            id="kindr.W013",
        )
    ]
    if not os.environ.get("KINDR_SMTP_URL"):
        found.append(
            Warning(
                "Letters stay in the trial mailbox, which nobody can read outside development.",
                hint="Set KINDR_SMTP_URL to a mail server.",
                id="kindr.W012",
            )
        )
    return found


@register()
def the_key_that_signs_is_the_newest(**_: Any) -> list[CheckMessage]:
    """Keys put back from before a turn sign nothing, so that no erasure could be written down: found before serving.

    So is a file of keys, or a journal, that is damaged or that this login may not read.
    """
    try:
        signing_keys().check_newest()
        journal_copies.journal().check_end()
    except (KeyReplaced, HistoryTampered, JournalTampered, OSError) as problem:
        hint = "The newest copies of keys/roots.json and keys/roots.json.signers belong there (docs/operations.md)."
        return [Error(str(problem), hint=hint, id="kindr.E011")]
    return []


@register(Tags.database)
def the_connections_fit(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Threads of web and worker, with the log's connections, fit in each server's max_connections."""
    needed = {"default": data_connections(configuration()), "keys": keys_connections(configuration())}
    found: list[CheckMessage] = []
    for alias in set(databases or ()) & set(needed) & set(connections.databases):
        offered = _offered(alias)
        if offered is not None and offered < needed[alias]:
            found.append(
                Error(
                    f"The {alias} database offers {offered} connections, but {needed[alias]} may be needed.",
                    hint="Raise max_connections on that server, or lower KINDR_WEB_THREADS or KINDR_WORKER_TASKS.",
                    id="kindr.E010",
                )
            )
    return found


def _offered(alias: str) -> int | None:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('max_connections')::int, current_setting('superuser_reserved_connections')::int"
            )
            offered, reserved = cursor.fetchone()
            return int(offered) - int(reserved)
    except DatabaseError:
        return None
