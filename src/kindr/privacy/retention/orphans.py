"""Keys that seal nothing: made for a write that never came, or left behind by a crash while the rest was re-keyed.

A writer who still holds such a key notices after its commit that the key is gone, and seals again (`vault.rekeying`).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import Q

from kindr.base.clock import JAKARTA
from kindr.privacy import registry
from kindr.privacy.access import log
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.consent import ledger
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.retention.queries import LivingKey, closed_among, keys_made_before, newest_generations
from kindr.privacy.vault import files, keyrings, opening
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.records import PersonalRecord
from kindr.privacy.vault.wrapping import columns

GRACE = timedelta(days=1)
BOOKS: dict[str, Any] = {log.CLAUSE: AccessEntry, ledger.CLAUSE: ConsentEvent}
ASKED = (
    "WITH asked AS MATERIALIZED (SELECT *, CASE WHEN period ~ '^[0-9]{4}$' THEN period::int END AS year"
    " FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS every(person_id, clause, period)) "
)
IN_THE_YEAR = (
    f"r.at >= make_timestamptz(a.year, 1, 1, 0, 0, 0, '{JAKARTA.key}')"
    f" AND r.at < make_timestamptz(a.year + 1, 1, 1, 0, 0, 0, '{JAKARTA.key}')"
)


def old_enough(at: datetime) -> datetime:
    """Keys and ciphertext younger than this may still be waiting for their row."""
    return at - GRACE


def sweep(*, at: datetime) -> int:
    """Shreds keys older than a day that seal nothing anywhere; counts them."""
    gone = 0
    for batch in keys_made_before(old_enough(at)):
        # What an erased person still has is there for a reason: a law, or a parcel that will need the key.
        closed = closed_among({key.slot.person for key in batch})
        batch = [key for key in batch if key.slot.person not in closed]
        slots = {key.slot for key in batch}
        used = _used_slots(slots)
        gone += keyrings.shred(slots - used, at=at)
        gone += _shred_older(batch, used, at=at)
    return gone


def _shred_older(batch: Collection[LivingKey], used: Collection[Slot], *, at: datetime) -> int:
    """Older generations that seal nothing any more, once everything was sealed again under the newest."""
    newest = newest_generations(used)
    older = [key for key in batch if key.generation < newest.get(key.slot, 0)]
    gone = 0
    for slot in {key.slot for key in older}:
        sealing = _key_ids_in(slot)
        if not any(key.id in sealing for key in older if key.slot == slot):
            gone += keyrings.shred([slot], at=at, below=newest[slot])
    return gone


def _used_slots(slots: Collection[Slot]) -> set[Slot]:
    """Those of the slots under which something lies: one query, which stops at the first row of each."""
    if not slots:
        return set()
    clauses = {slot.clause for slot in slots}
    models = tuple(model for model in registry.personal_records() if model.clause in clauses)
    with connections["default"].cursor() as cursor:
        cursor.execute(_question(models), columns(slots))
        return {Slot(*row) for row in cursor.fetchall()}


@lru_cache(maxsize=64)
def _question(models: tuple[type[PersonalRecord], ...]) -> str:
    parts = [
        *(_lies_in(model._meta.db_table, "r.covers = a.period", model.clause) for model in models),
        _lies_in(SealedFile._meta.db_table, "(r.clause, r.covers) = (a.clause, a.period)"),
        *(_lies_in(book._meta.db_table, IN_THE_YEAR, clause) for clause, book in BOOKS.items()),
    ]
    return ASKED + " UNION ALL ".join(parts)


def _lies_in(table: str, covered: str, clause: str = "") -> str:
    """The slots that were asked for and have a row in a table; names come from the source text."""
    of_clause = f"a.clause = '{clause}' AND " if clause else ""
    row = f"SELECT 1 FROM {table} r WHERE r.person_id = a.person_id AND {covered}"  # noqa: S608  # as above
    return f"SELECT a.person_id, a.clause, a.period FROM asked a WHERE {of_clause}EXISTS ({row})"  # noqa: S608  # as above


def _key_ids_in(slot: Slot) -> set[UUID]:
    """The ids of the keys that the rows, files and lines of a slot name."""
    found: set[UUID] = set()
    here = Q(person_id=slot.person, covers=slot.period)
    for model in registry.personal_records():
        if model.clause == slot.clause:
            found |= opening.key_ids(model._default_manager.filter(here))
    for file in SealedFile.objects.filter(here, clause=slot.clause):
        named = files.key_id(file)
        found |= {named} if named else set()
    return found
