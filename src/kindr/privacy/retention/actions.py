"""The daily sweep: records whose time is over, calendar years that are due, keys that seal nothing, more.

What a legal hold keeps is locked instead (policy 6.3.9), and every run writes down what it did.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import Any

from kindr.privacy import gates, registry
from kindr.privacy.access import log
from kindr.privacy.access.terms import Access, Restricted
from kindr.privacy.consent import ledger
from kindr.privacy.retention import due, held, holds, locking, orphans, rules, sweeps
from kindr.privacy.retention.held import Held
from kindr.privacy.retention.models import SweepRun
from kindr.privacy.retention.queries import due_slots
from kindr.privacy.terms import Period
from kindr.privacy.vault import files, keyrings
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.records import PersonalRecord

EVIDENCE = frozenset({log.CLAUSE, ledger.CLAUSE})
"""The two books: that they expire is written in the shred journal, since a line in the log would never let it end."""
BATCH = 200

Counts = Mapping[str, int]
Parts = Mapping[str, Callable[[], Counts | int]]
"""What one part of the sweep counts: by clause, or as one number."""

logger = logging.getLogger(__name__)


def sweep(*, access: Access, at: datetime, now: Callable[[], datetime] | None = None) -> SweepRun:
    """Everything that is due at a moment. A part that fails is named and tried again the next day.

    `now` tells when it ended; what was due after `at` is the next sweep's.
    """
    failed: list[str] = []
    clauses: Parts = {
        "holds": lambda: _hold_back(access=access, at=at),
        **{model._meta.label: _of_model(model, access=access, at=at) for model in registry.personal_records()},
        "files": lambda: sweep_files(access=access, at=at),
        "years": lambda: sweep_years(access=access, at=at),
    }
    beside: Parts = {
        "stray files": lambda: files.sweep(before=orphans.old_enough(at)),
        "orphan keys": lambda: orphans.sweep(at=at),
        **{name: _of_others(name, access=access, at=at) for name in sweeps.names()},
    }
    gone, others = _done(clauses, failed), _done(beside, failed)
    found = due.due_within(0, at=at)
    without_end = _done({clause: _of_left(clause, at=at) for clause in sweeps.watched()}, failed)
    return SweepRun.objects.create(
        began_at=at,
        ended_at=now() if now else at,
        gone=gone,
        beside=others,
        held={each.clause: each.held for each in found if each.held},
        left={each.clause: each.left_over for each in found if each.left_over} | without_end,
        left_since=min((each.since for each in found if each.since), default=at if without_end else None),
        failed=failed,
    )


def sweep_records(model: type[PersonalRecord], *, access: Access, at: datetime) -> int:
    """Forgets the records of one table whose own time is over; counts them."""
    if model.period is not Period.RECORD:
        return 0
    gone = 0
    for batch in _batches(_due_records(model, at, held.in_force(at))):
        alone = [record for record in batch if record.covers == str(record.pk)]
        gone += _expire_together(alone, access=access, at=at)
        gone += sum(_expire(record, access=access, at=at) for record in batch if record not in alone)
        _drop_files([record.slot for record in batch])
    return gone


def sweep_files(*, access: Access, at: datetime) -> Counts:
    """Forgets files with a key of their own whose time is over; those of a record go with it."""
    gone, keeping = Counter[str](), held.in_force(at)
    clauses = {key: clause for key, clause in registry.policy().clauses.items() if clause.keep.period is Period.RECORD}
    for key, clause in clauses.items():
        rows = SealedFile.objects.filter(clause=key, stored_at__lte=rules.latest_event(clause.keep, at))
        for file in rows.exclude(keeping.rows(key)).order_by("stored_at", "pk"):
            if file.covers == str(file.pk):
                with suppress(Restricted):  # held in this very moment
                    gates.expire_file(file, access=access, at=at)
                    gone[key] += 1
    return gone


def sweep_years(*, access: Access, at: datetime) -> Counts:
    """Forgets whole calendar years that are due: their keys, and the rows that these sealed; counts keys."""
    gone, keeping = Counter[str](), held.in_force(at)
    for key, clause in registry.policy().clauses.items():
        if clause.keep.period is not Period.CALENDAR_YEAR:
            continue
        slots = due_slots(key, until=rules.last_due_year(clause.keep, at))
        for batch in _batches(slot for slot in slots if not keeping.covers(slot)):
            gone[key] += _erase_together(batch, access=access, at=at)
        _drop_rows(key, rules.due_years(clause.keep, at), keeping)
    return gone


def _hold_back(*, access: Access, at: datetime) -> int:
    """Ends the holds whose last day is past, and locks what the others keep beyond its time."""
    holds.end_what_is_over(at=at)
    return locking.lock_what_is_held(access=access, at=at)


def _done(parts: Parts, failed: list[str]) -> dict[str, int]:
    """Does each part, whatever happens to the others; counts by clause, or by the part's own name."""
    counts = Counter[str]()
    for name, part in parts.items():
        try:
            found = part()
        except Exception:
            logger.exception("the sweep of %s failed", name)
            failed.append(name)
            continue
        counts.update({name: found} if isinstance(found, int) else found)
    return {name: number for name, number in counts.items() if number}


def _of_model(model: type[PersonalRecord], *, access: Access, at: datetime) -> Callable[[], Counts]:
    return lambda: {model.clause: sweep_records(model, access=access, at=at)}


def _of_others(name: str, *, access: Access, at: datetime) -> Callable[[], int]:
    return lambda: sweeps.run(name, access=access, at=at)


def _of_left(clause: str, *, at: datetime) -> Callable[[], int]:
    return lambda: sweeps.left_over(clause, at=at)


def _due_records(model: type[PersonalRecord], at: datetime, keeping: Held) -> Iterator[PersonalRecord]:
    keep = registry.clause(model.clause).keep
    rows = model._default_manager.select_related(*model.counts_with) if model.counts_with else model._default_manager
    over = rows.filter(**{f"{model.counts_from_column}__lte": rules.latest_event(keep, at)})
    for record in over.exclude(keeping.rows(model.clause)).order_by("collected_at", "id").iterator(chunk_size=BATCH):
        end = rules.end_of(keep, period=record.covers, event=record.counts_from())
        if end is not None and end <= at:
            yield record


def _erase_together(slots: Sequence[Slot], *, access: Access, at: datetime) -> int:
    """Many at once; when one of them was held in this very moment, the others at once."""
    with held.undisturbed(slot.person for slot in slots):
        keeping = held.in_force(at, people={slot.person for slot in slots})
        free = [slot for slot in slots if not keeping.covers(slot)]
        if not free or free[0].clause in EVIDENCE:
            return keyrings.shred(free, at=at)
        return gates.erase(free, access=access, at=at)


def _expire_together(records: Sequence[PersonalRecord], *, access: Access, at: datetime) -> int:
    """Many at once; when one of them was held in this very moment, one by one."""
    if not records:
        return 0
    try:
        return gates.expire_many(records, access=access, at=at)
    except Restricted:
        return sum(_expire(record, access=access, at=at) for record in records)


def _expire(record: PersonalRecord, *, access: Access, at: datetime) -> int:
    try:
        gates.expire(record, access=access, at=at)
    except Restricted:
        return 0
    return 1


def _drop_files(slots: Collection[Slot]) -> None:
    """Files that shared the key of a record go with it."""
    periods = [slot.period for slot in slots]
    rows = SealedFile.objects.filter(covers__in=periods, clause__in={slot.clause for slot in slots})
    files.erase([file for file in rows if file.slot in set(slots)])


def _drop_rows(clause: str, years: Sequence[str], keeping: Held) -> None:
    """Rows of years whose keys are gone; the books' own rows stay, as leaves that nobody can read."""
    for model in registry.personal_records():
        if model.clause == clause:
            model._default_manager.filter(covers__in=years).exclude(keeping.rows(clause)).delete()
    files.erase(SealedFile.objects.filter(clause=clause, covers__in=years).exclude(keeping.rows(clause)))


def _batches(things: Iterator[PersonalRecord] | Iterator[Slot]) -> Iterator[Sequence[Any]]:
    while batch := list(islice(things, BATCH)):
        yield batch
