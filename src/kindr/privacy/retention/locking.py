"""Locks what legal holds keep beyond its time: from then on it serves the hold's own purpose only (policy 6.3.9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from kindr.privacy import gates, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.retention import held, rules
from kindr.privacy.retention.held import Held
from kindr.privacy.terms import Period
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.keyrings import Slot


def lock_what_is_held(*, access: Access, at: datetime) -> int:
    """Locks every held slot whose time is over; counts the keys that were not locked before."""
    keeping = held.in_force(at)
    slots = {*_records_over(keeping, at), *_files_over(keeping, at), *_years_over(keeping, at)}
    return gates.lock(sorted(slots, key=str), access=access, at=at) if slots else 0


def _records_over(keeping: Held, at: datetime) -> Iterator[Slot]:
    clauses = {hold.clause for hold in keeping.holds}
    for model in registry.personal_records():
        if model.clause in clauses and model.period is Period.RECORD:
            latest = rules.latest_event(registry.clause(model.clause).keep, at)
            over = model._default_manager.filter(**{f"{model.counts_from_column}__lte": latest})
            for record in over.filter(keeping.rows(model.clause)):
                yield record.slot


def _files_over(keeping: Held, at: datetime) -> Iterator[Slot]:
    for clause in {hold.clause for hold in keeping.holds}:
        keep = registry.clause(clause).keep
        if keep.period is Period.RECORD:
            over = SealedFile.objects.filter(clause=clause, stored_at__lte=rules.latest_event(keep, at))
            for file in over.filter(keeping.rows(clause)):
                yield file.slot


def _years_over(keeping: Held, at: datetime) -> Iterator[Slot]:
    for person in {hold.person_id for hold in keeping.holds}:
        for slot in keyrings.living_slots(person):
            keep = registry.clause(slot.clause).keep
            is_over = keep.period is Period.CALENDAR_YEAR and slot.period in rules.due_years(keep, at)
            if is_over and keeping.covers(slot):
                yield slot
