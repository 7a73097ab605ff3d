"""The gates that forget, called as `gates.expire`: check, record, do, and no hold slips in between (policy 6.3.9)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from kindr.privacy import counted
from kindr.privacy.access import log, notes
from kindr.privacy.access.log import Note
from kindr.privacy.access.terms import Access
from kindr.privacy.retention import held
from kindr.privacy.vault import keyrings, rekeying
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.records import PersonalRecord, take_away


def expire(record: PersonalRecord, *, access: Access, at: datetime) -> None:
    """Forgets one record: its row and its key go, and what else the key covered is sealed again. Raises Refused."""
    noted = notes.of_page([record], verb="expire")
    notes.guard(lambda: notes.check_use(noted, access, at=at), noted, access=access, at=at)
    with held.undisturbed([record.person_id]):
        _free([record.slot], noted, access=access, at=at)
        rekeying.forget(record, at=at)


def expire_many(records: Sequence[PersonalRecord], *, access: Access, at: datetime) -> int:
    """Forgets records whose keys are their own, all of one table, in one go; counts them. Raises Refused."""
    noted = notes.of_page(records, verb="expire")
    notes.guard(lambda: notes.check_use(noted, access, at=at), noted, access=access, at=at)
    people, slots = [note.person for note in noted], [record.slot for record in records]
    with held.undisturbed(people):
        notes.guard(lambda: held.check(slots, at=at), noted, access=access, at=at)
        counted.take_out(slots, access=access, at=at)
        ring, known = keyrings.fetch_to_shred(slots, beside=log.slots_of(people, at))
        log.write(noted, access=access, at=at, ring=ring)
        keyrings.shred(slots, at=at, known=known)
    return take_away(type(records[0]), [record.pk for record in records])


def erase(slots: Collection[Slot], *, access: Access, at: datetime) -> int:
    """Forgets keys, whatever they sealed and wherever copies lie; counts them. Raises Refused, LogUnavailable."""
    noted = notes.by_person(slots, "erase")
    notes.guard_claim(noted, slots, access=access, at=at)
    with held.undisturbed(slot.person for slot in slots):
        _free(slots, noted, access=access, at=at)
        return keyrings.shred(slots, at=at)


def _free(slots: Collection[Slot], noted: Sequence[Note], *, access: Access, at: datetime) -> None:
    """No hold keeps any of it, no sum counts it, and the log says that it goes; raises Restricted, LogUnavailable."""
    notes.guard(lambda: held.check(slots, at=at), noted, access=access, at=at)
    counted.take_out(slots, access=access, at=at)
    log.write(noted, access=access, at=at)
