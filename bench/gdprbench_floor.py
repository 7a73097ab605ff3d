"""The least that an operation of GDPRbench can take while two promises are kept, beside both of its baselines.

Nothing is asked here that could be left out: no policy, no consent, no object, and every statement is prepared. What
is left is the price of two promises alone: keys lie on a second server, so that forgetting reaches backups, and the
line of the log is on the disk before anything opens. Kindr cannot be quicker
(`docs/adr/0017-a-promise-costs-ways-to-the-servers.md`).
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from django.db import connections

from bench.gdpr.claims import TARGET, WHY
from bench.histories import person_with
from bench.measuring import Claim, by_turns
from kindr.base import clock
from kindr.base.clock import jakarta_year
from kindr.base.ids import new_id
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access.rows import CLAUSE, TABLE
from kindr.privacy.vault import sealing, wrapping
from kindr.privacy.vault.keyrings import KEYS
from kindr.privacy.vault.sealing import DataCipher
from kindr.shop.accounts.personal import SavedAddress

ADDRESSES, PLAIN, PLAIN_LOG = SavedAddress._meta.db_table, "bench_floor", "bench_floor_log"
ROW = f"SELECT id, recipient FROM {ADDRESSES} WHERE person_id = %s"
KEY = (
    f"SELECT {wrapping.COLUMNS} FROM vault_datakey WHERE person_id = %s AND (id = %s OR (clause = %s AND period = %s))"
)
LINE = f"INSERT INTO {TABLE} (id, person_id, at, payload, leaf) VALUES (%s, %s, %s, %s, %s)"
CHANGE = f"WITH line AS ({LINE}) UPDATE {ADDRESSES} SET recipient = %s WHERE id = %s"
PLAIN_ROW = f"SELECT id, person_id, recipient FROM {PLAIN} WHERE person_id = %s"
PLAIN_CHANGE = f"UPDATE {PLAIN} SET recipient = %s WHERE person_id = %s RETURNING person_id"
LOGGED = (
    "WITH found AS ({}), lines AS"
    f" (INSERT INTO {PLAIN_LOG} SELECT gen_random_uuid(), person_id, now(), %s FROM found) SELECT * FROM found"
)
SAID = "x" * 260
"""As much as a line says."""


def claims() -> Iterator[Claim]:
    """A read and a change, each beside plain PostgreSQL and beside PostgreSQL with the same log."""
    least = _Least(person_with(1))
    _make_tables()
    try:
        for name, ours, statement, values in (
            ("read", least.read, PLAIN_ROW, [least.person]),
            ("change", least.change, PLAIN_CHANGE, ["Mara Melati", least.person]),
        ):
            for beside, theirs in (
                ("plain PostgreSQL", _asking(statement, values)),
                ("PostgreSQL with the same log written", _asking(LOGGED.format(statement), [*values, SAID])),
            ):
                said = f"the least that a {name} can take, two servers and a log and nothing else, beside {beside}"
                found = by_turns(said, ours, theirs, target=TARGET, rounds=80)
                yield Claim(found.claim, found.value, found.unit, found.baseline, found.ratio, TARGET, owed=WHY)
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"DROP TABLE {PLAIN}, {PLAIN_LOG}")


class _Least:
    """One person's one address, opened and changed by prepared statements."""

    def __init__(self, person: uuid.UUID) -> None:
        self.person, self.at = person, clock.now()
        for alias in ("default", KEYS):
            connections[alias].ensure_connection()
        self._data, self._keys = (psycopg.Cursor(connections[alias].connection) for alias in ("default", KEYS))
        self._log = psycopg.Cursor(log_connection.of_this_thread())

    def read(self) -> bytes:
        """The row, its key, a line that is on the disk, the value."""
        row, sealed, key, log_key = self._found()
        self._log.execute(LINE, self._line(log_key), prepare=True)
        return sealing.open_sealed(sealed, key=key, place=self._place(row))

    def change(self) -> None:
        """The row, its key, and the new value together with its line."""
        row, _sealed, key, log_key = self._found()
        new = sealing.seal(b'"Mara Melati"', key=key, place=self._place(row))
        self._data.execute(CHANGE, [*self._line(log_key), new, row], prepare=True)

    def _found(self) -> tuple[uuid.UUID, bytes, DataCipher, DataCipher]:
        row, sealed = self._data.execute(ROW, [self.person], prepare=True).fetchall()[0]
        key_id = sealing.raw_key_id(sealed)
        asked = [self.person, uuid.UUID(bytes=key_id), CLAUSE, str(jakarta_year(self.at))]
        keys = [wrapping.unwrap(found, {}) for found in self._keys.execute(KEY, asked, prepare=True).fetchall()]
        [key] = [each for each in keys if each and each.raw_id == key_id]
        [log_key] = [each for each in keys if each and each.raw_id != key_id]
        return row, sealed, key, log_key

    def _line(self, key: DataCipher) -> list[Any]:
        row = new_id()
        place = sealing.place(table=TABLE, column="payload", person=self.person, row=row, clause=CLAUSE)
        return [row, self.person, self.at, sealing.seal(SAID.encode(), key=key, place=place), os.urandom(32)]

    def _place(self, row: uuid.UUID) -> bytes:
        clause = SavedAddress.clause
        return sealing.place(table=ADDRESSES, column="recipient", person=self.person, row=row, clause=clause)


def _asking(statement: str, values: list[Any]) -> Callable[[], object]:
    """As GDPRbench's baselines ask: through Django's connection."""

    def ask() -> object:
        with connections["default"].cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()

    return ask


def _make_tables() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"CREATE TABLE {PLAIN} AS SELECT id, person_id, ''::text AS recipient FROM {ADDRESSES}")
        cursor.execute(f"CREATE INDEX ON {PLAIN} (person_id)")
        cursor.execute(f"CREATE TABLE {PLAIN_LOG} (id uuid PRIMARY KEY, usr uuid, at timestamptz, said text)")
        cursor.execute(f"CREATE INDEX ON {PLAIN_LOG} (usr, at DESC)")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE ON {PLAIN}, {PLAIN_LOG} TO app")
