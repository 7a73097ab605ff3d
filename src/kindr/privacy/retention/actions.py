"""The daily sweep: records whose time is over, calendar years that are due, keys that seal nothing, more."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from kindr.privacy import gates, registry
from kindr.privacy.access import log
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import ledger
from kindr.privacy.retention import orphans, rules, sweeps
from kindr.privacy.retention.queries import due_slots
from kindr.privacy.terms import Period
from kindr.privacy.vault import files, keyrings
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.records import PersonalRecord

EVIDENCE = frozenset({log.CLAUSE, ledger.CLAUSE})
"""The two books: that they expire is written in the shred journal, since a line in the log would never let it end."""
BATCH = 200

logger = logging.getLogger(__name__)


def sweep(*, access: Access, at: datetime) -> dict[str, int]:
    """Everything that is due at a moment; counts by part. A part that fails is tried again the next day."""
    parts: dict[str, Callable[[], int]] = {
        "records": lambda: sum(sweep_records(model, access=access, at=at) for model in registry.personal_records()),
        "files": lambda: sweep_files(access=access, at=at),
        "years": lambda: sweep_years(access=access, at=at),
        "orphan keys": lambda: orphans.sweep(at=at),
    }
    counts: dict[str, int] = {}
    for name, part in parts.items():
        try:
            counts[name] = part()
        except Exception:
            logger.exception("the sweep of %s failed", name)
    return {**counts, **sweeps.run_registered(access=access, at=at)}


def sweep_records(model: type[PersonalRecord], *, access: Access, at: datetime) -> int:
    """Forgets the records of one table whose own time is over; counts them."""
    if model.period is not Period.RECORD:
        return 0
    gone = 0
    for batch in _batches(_due_records(model, at)):
        alone = [record for record in batch if record.covers == str(record.pk)]
        gone += gates.expire_many(alone, access=access, at=at) if alone else 0
        for record in batch:
            if record not in alone:
                gates.expire(record, access=access, at=at)
                gone += 1
        _drop_files([record.slot for record in batch])
    return gone


def sweep_files(*, access: Access, at: datetime) -> int:
    """Forgets files with a key of their own whose time is over; those of a record go with it."""
    gone = 0
    clauses = {key: clause for key, clause in registry.policy().clauses.items() if clause.keep.period is Period.RECORD}
    for key, clause in clauses.items():
        rows = SealedFile.objects.filter(clause=key, stored_at__lte=rules.earliest_event(clause.keep, at))
        for file in rows.order_by("stored_at"):
            if file.covers == str(file.pk) and rules.end_after(file.stored_at, clause.keep) <= at:
                gates.expire_file(file, access=access, at=at)
                gone += 1
    return gone + files.sweep(before=orphans.old_enough(at))


def sweep_years(*, access: Access, at: datetime) -> int:
    """Forgets whole calendar years that are due: their keys, and the rows that these sealed; counts keys."""
    gone = 0
    for key, clause in registry.policy().clauses.items():
        if clause.keep.period is not Period.CALENDAR_YEAR:
            continue
        slots = due_slots(key, until=rules.last_due_year(clause.keep, at))
        for batch in _batches(iter(slots)):
            evidence = key in EVIDENCE
            gone += keyrings.shred(batch, at=at) if evidence else gates.erase(batch, access=access, at=at)
        _drop_rows(key, rules.last_due_year(clause.keep, at))
    return gone


def _due_records(model: type[PersonalRecord], at: datetime) -> Iterator[PersonalRecord]:
    keep = registry.clause(model.clause).keep
    rows = model._default_manager.select_related(*model.counts_with) if model.counts_with else model._default_manager
    old = rows.filter(collected_at__lte=rules.earliest_event(keep, at)).order_by("collected_at", "id")
    for record in old.iterator(chunk_size=BATCH):
        end = rules.end_of(keep, period=record.covers, event=record.counts_from())
        if end is not None and end <= at:
            yield record


def _drop_files(slots: Collection[Slot]) -> None:
    """Files that shared the key of a record go with it."""
    periods = [slot.period for slot in slots]
    rows = SealedFile.objects.filter(covers__in=periods, clause__in={slot.clause for slot in slots})
    files.erase([file for file in rows if file.slot in set(slots)])


def _drop_rows(clause: str, year: int) -> None:
    """Rows of years whose keys are gone; the books' own rows stay, as leaves that nobody can read."""
    due = [str(number) for number in range(year - 60, year + 1)]
    for model in registry.personal_records():
        if model.clause == clause:
            model._default_manager.filter(covers__in=due).delete()
    files.erase(SealedFile.objects.filter(clause=clause, covers__in=due))


def _batches(things: Iterator[PersonalRecord] | Iterator[Slot]) -> Iterator[Sequence[Any]]:
    while batch := list(islice(things, BATCH)):
        yield batch
