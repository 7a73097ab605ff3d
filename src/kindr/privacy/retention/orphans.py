"""Keys that seal nothing: made for a write that never came, or left behind by a crash while the rest was re-keyed.

A writer who still holds such a key notices after its commit that the key is gone, and seals again (`vault.rekeying`).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import ExtractYear

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

GRACE = timedelta(days=1)
BOOKS: dict[str, Any] = {log.CLAUSE: AccessEntry, ledger.CLAUSE: ConsentEvent}


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
        used = _used_slots({key.slot for key in batch})
        gone += keyrings.shred({key.slot for key in batch} - used, at=at)
        gone += _shred_older(batch, used, at=at)
    return gone


def _shred_older(batch: Collection[LivingKey], used: Collection[Slot], *, at: datetime) -> int:
    """Older generations that seal nothing any more, once everything was sealed again under the newest."""
    newest = newest_generations({key.slot for key in batch} & set(used))
    older = [key for key in batch if key.generation < newest.get(key.slot, 0)]
    gone = 0
    for slot in {key.slot for key in older}:
        sealing = _key_ids_in(slot)
        if not any(key.id in sealing for key in older if key.slot == slot):
            gone += keyrings.shred([slot], at=at, below=newest[slot])
    return gone


def _used_slots(slots: Collection[Slot]) -> set[Slot]:
    """Those of the slots under which something lies."""
    people = {slot.person for slot in slots}
    clauses = {slot.clause for slot in slots}
    found: set[Slot] = set()
    for model in registry.personal_records():
        if model.clause in clauses:
            rows = model._default_manager.filter(person_id__in=people).values_list("person_id", "covers").distinct()
            found |= {Slot(person, model.clause, covers) for person, covers in rows}
    rows = SealedFile.objects.filter(person_id__in=people).values_list("person_id", "clause", "covers").distinct()
    found |= {Slot(*row) for row in rows}
    for clause, book in BOOKS.items():
        if clause in clauses:
            found |= _used_years(book, clause, people)
    return found & set(slots)


def _used_years(book: Any, clause: str, people: Collection[UUID]) -> set[Slot]:
    years = book.objects.filter(person_id__in=people).annotate(year=ExtractYear("at", tzinfo=JAKARTA))
    return {Slot(person, clause, str(year)) for person, year in years.values_list("person_id", "year").distinct()}


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
