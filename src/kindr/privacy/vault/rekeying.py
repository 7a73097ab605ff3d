"""Forgetting one record among several: the rest is sealed under a new key, then the old key is shredded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kindr.privacy import registry
from kindr.privacy.vault import keyrings, opening
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.records import PersonalRecord, sealed_columns
from kindr.privacy.vault.sealing import DataCipher


def forget(record: PersonalRecord, *, at: datetime) -> None:
    """Deletes a record for good: no copy of its ciphertext can be opened afterwards, in a backup neither.

    Each step may be the last before a crash: the next orphan sweep shreds an older generation that seals nothing.
    """
    slot = record.slot
    if not _others_in(slot, but=record):
        keyrings.shred([slot], at=at)
        record.delete()
        return
    old = keyrings.fetch(slots=[slot])
    new = keyrings.renew(slot, at=at)
    generation = keyrings.newest_generation(slot)
    with transaction.atomic():
        record.delete()
        for other in _others_in(slot, but=record):
            _seal_again(other, old, new)
    keyrings.shred([slot], at=at, below=generation)


def _others_in(slot: Slot, *, but: PersonalRecord) -> list[PersonalRecord]:
    """The other rows under the same key, whichever record class they are of."""
    models = [model for model in registry.personal_records() if model.clause == slot.clause]
    return [
        row
        for model in models
        for row in model._default_manager.filter(person_id=slot.person, covers=slot.period)
        if row.pk != but.pk
    ]


def _seal_again(record: PersonalRecord, old: keyrings.Ring, new: DataCipher) -> None:
    opened = opening.opened(record, old)
    if opened.is_forgotten:
        return
    opening.seal_into(record, opened.values(), new)
    record.save(update_fields=list(sealed_columns(type(record))))
