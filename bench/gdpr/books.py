"""What a regulator asks for: the newest lines of the log, each proven, and that a record is gone."""

from __future__ import annotations

from datetime import datetime

from django.db import connections

from bench.gdpr.tables import SEALED
from kindr.base import merkle
from kindr.privacy import statement_gate
from kindr.privacy.access import log
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import SYSTEM, Access
from kindr.privacy.evidence import actions
from kindr.privacy.evidence.books import BOOKS
from kindr.privacy.evidence.tree import KeptTree
from kindr.privacy.vault import asking, keyrings
from kindr.privacy.vault.keyrings import Slot

NEWEST = (
    "SELECT entry.*, leaf.index AS place, leaf.hash FROM (SELECT * FROM privacy_logleaf WHERE book = %s AND index < %s"
    " ORDER BY index DESC LIMIT %s) AS leaf JOIN privacy_accessentry AS entry ON entry.id = leaf.row"
)
FORGOTTEN = (
    "SELECT EXISTS (SELECT 1 FROM vault_tombstone WHERE (person_id, clause, period) = (%s, %s, %s)) AND NOT EXISTS"
    " (SELECT 1 FROM vault_datakey WHERE (person_id, clause, period) = (%s, %s, %s))"
)


def newest(count: int, *, at: datetime) -> int:
    """How many of the newest lines of the log open, say what their leaf commits to, and stand under the signed head."""
    signed = actions.newest()
    if signed is None:
        return 0
    entries = asking.whole(AccessEntry, NEWEST, [BOOKS[0].number, signed.size, count])
    placed = {entry.id: (entry.place, bytes(entry.hash)) for entry in entries}
    lines = statement_gate.read_log(entries, access=Access(SYSTEM, "prove_compliance"), at=at)
    paths = KeptTree().inclusion_proofs([place for place, _ in placed.values()], signed.size)
    found = [placed[line.id] for line in lines]
    return sum(merkle.includes(leaf, place, signed.size, paths[place], signed.root) for place, leaf in found)


def is_forgotten(key: int, slot: Slot | None) -> bool:
    """Whether no row is there, no key opens what copies there are, and a tombstone says so."""
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {SEALED} WHERE key = %s", [key])
        if cursor.fetchone():
            return False
    if slot is None:
        return True
    with connections[keyrings.KEYS].cursor() as cursor:
        cursor.execute(FORGOTTEN, [*slot, *slot])
        return bool(cursor.fetchone()[0])


def openings_for_purposes(people: list[object]) -> int:
    """How many lines of the log say that something was opened for a purpose of GDPRbench."""
    lines = log.lines_about_people(people, limit=10**9)  # type: ignore[arg-type]  # ids of people
    return sum(line.verb == "read" and line.purpose.startswith("gdpr_") and not line.refused_by for line in lines)
