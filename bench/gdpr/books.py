"""What a regulator asks for: the newest lines of the log, each proven, and that a record is gone."""

from __future__ import annotations

from datetime import datetime

from bench.gdpr.tables import Record
from kindr.base import merkle
from kindr.privacy import gates
from kindr.privacy.access import log
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import SYSTEM, Access
from kindr.privacy.evidence import actions
from kindr.privacy.evidence.books import BOOKS
from kindr.privacy.evidence.models import LogLeaf
from kindr.privacy.evidence.tree import KeptTree
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.models import Tombstone


def newest(count: int, *, at: datetime) -> int:
    """How many of the newest lines of the log open, say what their leaf commits to, and stand under the signed head."""
    signed = actions.newest()
    if signed is None:
        return 0
    leaves = LogLeaf.objects.filter(book=BOOKS[0].number, index__lt=signed.size).order_by("-index")[:count]
    by_row = {leaf.row: leaf for leaf in leaves}
    entries = list(AccessEntry.objects.filter(pk__in=by_row))
    people = {entry.person_id for entry in entries}
    gates.open_books(people, clauses=[log.CLAUSE], access=Access(SYSTEM, "prove_compliance"), at=at)
    lines = log.opened(entries, keyrings.fetch(ids=log.key_ids(entries)))
    tree = KeptTree()
    return sum(_is_in(tree, by_row[line.id], signed.size, signed.root) for line in lines)


def _is_in(tree: KeptTree, leaf: LogLeaf, size: int, head: bytes) -> bool:
    path = tree.inclusion_proof(leaf.index, size)
    return merkle.includes(bytes(leaf.hash), leaf.index, size, path, head)


def is_forgotten(key: int, slot: Slot | None) -> bool:
    """Whether no row is there, no key opens what copies there are, and a tombstone says so."""
    if Record.objects.filter(key=key).exists():
        return False
    if slot is None:
        return True
    named = {"person_id": slot.person, "clause": slot.clause, "period": slot.period}
    return keyrings.newest_id(slot) is None and Tombstone.objects.using(keyrings.KEYS).filter(**named).exists()


def openings_for_purposes(people: list[object]) -> int:
    """How many lines of the log say that something was opened for a purpose of GDPRbench."""
    lines = log.lines_about_people(people, limit=10**9)  # type: ignore[arg-type]  # ids of people
    return sum(line.verb == "read" and line.purpose.startswith("gdpr_") and not line.refused_by for line in lines)
