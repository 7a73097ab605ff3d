"""Locks on exactly one slot: what a legal hold keeps beyond its time, and nothing beside it (policy 6.3.9)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import connections

from kindr.privacy.vault.ports import Forgetting, ShredJournal
from kindr.privacy.vault.wrapping import KEYS, Slot, columns

LOCK = (
    "UPDATE vault_datakey k SET hold = 'locked'"
    " FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS asked(person_id, clause, period)"
    " WHERE (k.person_id, k.clause, k.period) = (asked.person_id, asked.clause, asked.period)"
)


def not_locked(slots: Collection[Slot]) -> list[Slot]:
    """Those of the slots that have a key which is not locked."""
    if not slots:
        return []
    with connections[KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT person_id, clause, period FROM vault_datakey"
            " JOIN unnest(%s::uuid[], %s::text[], %s::text[]) AS asked(person_id, clause, period)"
            " USING (person_id, clause, period) WHERE hold <> 'locked'",
            columns(slots),
        )
        return [Slot(*row) for row in cursor.fetchall()]


def lock(slots: Collection[Slot], *, journal: ShredJournal, at: datetime) -> int:
    """Locks the keys of exactly these slots, after the journal says so; counts the keys."""
    journal.append([Forgetting("hold", *slot, 0, at, "locked") for slot in slots])
    with connections[KEYS].cursor() as cursor:
        cursor.execute(LOCK, columns(slots))
        return int(cursor.rowcount)


def lock_again(slot: Slot, *, made_before: datetime) -> None:
    """After a restore: the keys that the slot had at that moment are locked again."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute(f"{LOCK} AND k.made_at <= %s", [*columns([slot]), made_before])
