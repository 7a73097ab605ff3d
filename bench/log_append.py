"""A line of the access log as it is written, beside the same insert into a table that feeds no tree."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import connections

from bench.measuring import Claim, by_turns
from kindr.base import clock
from kindr.privacy.access import connection, log, rows
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.log import Note

PLAIN = "bench_plainlog"
PAGE = 50


def claims() -> Iterator[Claim]:
    """One line, and a page of fifty; at least 0.8 times as many a second are at most 1.25 times as long."""
    with connections["owner"].cursor() as owner:
        owner.execute(f"CREATE TABLE IF NOT EXISTS {PLAIN} (id uuid PRIMARY KEY, person_id uuid NOT NULL,"
                      " at timestamptz NOT NULL, payload bytea NOT NULL, leaf bytea NOT NULL)")  # fmt: skip
        owner.execute(f"CREATE INDEX IF NOT EXISTS bench_plain_person ON {PLAIN} (person_id, at DESC)")
        owner.execute(f"CREATE INDEX IF NOT EXISTS bench_plain_at ON {PLAIN} USING brin (at)")
        owner.execute(f"GRANT INSERT, SELECT ON {PLAIN} TO PUBLIC")
    access = system_access("keep_systems_running")
    for many, name in ((1, "one line"), (PAGE, "a page of fifty lines")):
        notes = [Note(uuid.uuid4(), "read", {"profile": ["name"]}) for _ in range(many)]
        log.write(notes, access=access, at=clock.now())

        def append(into: str, notes: list[Note] = notes) -> None:
            made = log.rows(notes, access=access, at=clock.now())
            connection.write(rows.INSERT.replace(rows.TABLE, into), made)

        yield by_turns(
            f"{name} of the access log, beside the same insert into a table that feeds no tree",
            lambda append=append: append(rows.TABLE),
            lambda append=append: append(PLAIN),
            target=1.25,
        )
