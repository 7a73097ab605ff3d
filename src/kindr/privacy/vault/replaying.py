"""After a restore: the key server and the rows forget again what the shred journal says, and nothing else."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from kindr.privacy import registry
from kindr.privacy.vault import files, forgetting, keyrings, opening, rekeying
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.ports import Forgetting
from kindr.privacy.vault.records import PersonalRecord

BATCH = 1000


@dataclass
class _Told:
    """What the journal says of one slot."""

    whole: int = 0
    """Keys up to this generation went with everything under them."""
    newest: int = 0
    """The newest generation that any line names."""
    rows: set[uuid.UUID] = field(default_factory=set)
    """Rows that were taken out while the rest was sealed again."""


def replay(entries: Iterable[Forgetting], *, at: datetime) -> int:
    """Holds, shreds and re-keys as the lines say; can be done again after a crash. Counts the keys that went again."""
    told: dict[Slot, _Told] = defaultdict(_Told)
    for entry in entries:
        if entry.verb == "hold":
            forgetting.hold_again(entry)
        else:
            _take_in(told[Slot(entry.person, entry.clause, entry.period)], entry)
    gone = forgetting.forget_again({slot: one.whole for slot, one in told.items()}, at=at)
    for slot, one in told.items():
        gone += _forget_rows(slot, one, at=at)
    return gone


def _take_in(told: _Told, entry: Forgetting) -> None:
    told.newest = max(told.newest, entry.generation)
    if entry.verb == "shred" and entry.note:
        told.rows.add(uuid.UUID(entry.note))
    else:
        told.whole = max(told.whole, entry.generation)


def _forget_rows(slot: Slot, told: _Told, *, at: datetime) -> int:
    """The rest of a slot is kept under a key that no line names; then what cannot be opened any more goes."""
    gone = 0
    if slot.clause == forgetting.CLOSED:
        return gone
    if told.rows and forgetting.living([slot], below=told.newest + 1):
        rekeying.forget_again(slot, told.rows, at=at)
        gone = forgetting.forget_again({slot: told.newest}, at=at)
    _drop_unreadable(slot)
    return gone


def _drop_unreadable(slot: Slot) -> None:
    """Rows and files of a slot whose key is gone: ciphertext that came back and that nobody can open."""
    living = keyrings.fetch(slots=[slot]).by_id.keys()
    for model in registry.personal_records():
        if model.clause == slot.clause:
            for row in model._default_manager.filter(person_id=slot.person, covers=slot.period):
                if not opening.key_ids([row]) <= living:
                    row.delete()
    for file in SealedFile.objects.filter(person_id=slot.person, clause=slot.clause, covers=slot.period):
        if files.key_id(file) not in living:
            files.erase([file])


def closed_records() -> int:
    """How many records lie under keys that are not here or under destroyed roots; nothing is opened to see it."""
    return sum(_closed(batch) for model in registry.personal_records() for batch in _batches(model))


def _closed(batch: Sequence[PersonalRecord]) -> int:
    living = keyrings.fetch(ids=opening.raw_key_ids(batch)).by_raw_id.keys()
    return sum(not opening.raw_key_ids([record]) <= living for record in batch)


def _batches(model: type[PersonalRecord]) -> Iterator[Sequence[PersonalRecord]]:
    rows = model._default_manager.order_by("pk").iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield batch
