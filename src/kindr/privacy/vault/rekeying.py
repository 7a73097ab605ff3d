"""Forgetting one thing among several under one key: the rest is sealed under a new key, then the old key is shredded.

Three steps make it safe beside writers that still hold the old key. Forgetting makes the new key *before* it looks for
what else is there; writers look for a newer key *after* their row is committed (`keep_up`); so whatever slips past one
is seen by the other.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial

from django.db import connections, transaction

from kindr.privacy import registry
from kindr.privacy.terms import Period
from kindr.privacy.vault import files, keyrings, opening
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.keyrings import PersonClosed, Ring, Slot
from kindr.privacy.vault.records import PersonalRecord, sealed_columns
from kindr.privacy.vault.sealing import DataCipher

NOTHING = uuid.UUID(int=0)
"""The id of no row."""


def forget(record: PersonalRecord, *, at: datetime) -> None:
    """Deletes a record for good: no copy of its ciphertext can be opened afterwards, in a backup neither."""
    _forget(record.slot, record.pk, lambda: record.delete(), at=at)


def forget_file(file: SealedFile, *, at: datetime) -> None:
    """Deletes a file for good, as `forget` does with a record."""
    _forget(file.slot, file.pk, lambda: files.erase([file]), at=at)


def keep_up(record: PersonalRecord, values: Mapping[str, object], key: DataCipher) -> None:
    """Once the record is committed: when its key was replaced meanwhile, seals what was written under the newer one."""
    if record.period is not Period.RECORD:
        transaction.on_commit(partial(_keep_up, record, dict(values), key.id))


def keep_file_up(file: SealedFile, key: DataCipher) -> None:
    """`keep_up` for a file."""
    if file.covers != str(file.pk):
        transaction.on_commit(partial(_keep_file_up, file, key))


def _forget(slot: Slot, row: uuid.UUID, take_away: Callable[[], object], *, at: datetime) -> None:
    """Each step may be the last before a crash: the next orphan sweep shreds an older generation that seals nothing."""
    if slot.period == str(row):
        keyrings.shred([slot], at=at)
        take_away()
        return
    with transaction.atomic():
        one_at_a_time(slot)
        new = keyrings.renew(slot, at=at)
        generation = keyrings.newest_generation(slot)
        old = keyrings.fetch(slots=[slot])
        take_away()
        _seal_the_rest_again(slot, row, old, new)
    transaction.on_commit(partial(keyrings.shred, [slot], at=at, below=generation, row=row))


def one_at_a_time(slot: Slot) -> None:
    """Of two at once in one slot, the second waits until the first has committed: it must find the newer key."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"rekey {slot}"])


def forget_again(slot: Slot, rows: Collection[uuid.UUID], *, at: datetime) -> None:
    """After a restore: takes out rows that had been forgotten, and seals the rest under a key that no line names."""
    with transaction.atomic():
        one_at_a_time(slot)
        new = keyrings.renew(slot, at=at)
        old = keyrings.fetch(slots=[slot])
        for model in registry.personal_records():
            if model.clause == slot.clause:
                model._default_manager.filter(pk__in=rows).delete()
        files.erase(SealedFile.objects.filter(pk__in=rows))
        _seal_the_rest_again(slot, NOTHING, old, new)


def _seal_the_rest_again(slot: Slot, but: uuid.UUID, old: Ring, new: DataCipher) -> None:
    """The other rows and files under the same key, whichever record class they are of; rows stay locked meanwhile."""
    for model in registry.personal_records():
        if model.clause == slot.clause:
            rows = model._default_manager.select_for_update(of=("self",))
            for record in rows.filter(person_id=slot.person, covers=slot.period).exclude(pk=but):
                _seal_again(record, old, new)
    for file in SealedFile.objects.filter(person_id=slot.person, clause=slot.clause, covers=slot.period):
        if file.pk != but:
            files.seal_again(file, old, new)


def _seal_again(record: PersonalRecord, old: Ring, new: DataCipher) -> None:
    opened = opening.opened(record, old)
    if opened.is_forgotten:
        return
    opening.seal_into(record, opened.values(), new)
    record.save(update_fields=list(sealed_columns(type(record))))


def _keep_up(record: PersonalRecord, values: Mapping[str, object], key: uuid.UUID) -> None:
    newer = _newer(record.slot, key, at=record.collected_at, take_away=lambda: record.delete())
    if newer is not None:
        opening.seal_into(record, values, newer)
        record.save(update_fields=list(values))


def _keep_file_up(file: SealedFile, key: DataCipher) -> None:
    newer = _newer(file.slot, key.id, at=file.stored_at, take_away=lambda: files.erase([file]))
    if newer is not None:
        with transaction.atomic():
            one_at_a_time(file.slot)
            files.seal_again(file, Ring({key.raw_id: key}, {}), newer)


def _newer(slot: Slot, key: uuid.UUID, *, at: datetime, take_away: Callable[[], object]) -> DataCipher | None:
    """The key that has taken the place of this one; None while it still stands. Raises PersonClosed."""
    if keyrings.newest_id(slot) == key:
        return None
    living = keyrings.fetch(slots=[slot]).by_slot.get(slot)
    try:
        return living or keyrings.for_writing([slot], at=at)[slot]
    except PersonClosed:
        take_away()
        raise
