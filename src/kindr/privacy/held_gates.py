"""The gate to what a legal hold keeps, records and both books: for its own purpose alone (policy 6.3.9)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeVar

from kindr.privacy import registry
from kindr.privacy.access import checks, log, notes, standing
from kindr.privacy.access.log import Line, Note
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import Access, PurposeNotAllowed
from kindr.privacy.consent import ledger
from kindr.privacy.consent.events import Event
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.retention.held import Held
from kindr.privacy.retention.models import LegalHold
from kindr.privacy.vault import keyrings, opening
from kindr.privacy.vault.keyrings import Ring, Slot
from kindr.privacy.vault.opening import Opened
from kindr.privacy.vault.records import PersonalRecord

R = TypeVar("R", bound=PersonalRecord)
PURPOSE = "prove_compliance"
"""What a hold is for; no clause has to name it, since it is the hold that gives it, and only while it is in force."""
CLAUSE = "6.3.9"


def read_held(records: Sequence[R], *, hold: LegalHold, access: Access, at: datetime) -> list[Opened[R]]:
    """Opens records that a hold keeps, locked or not; the log rows come first. Raises Refused and LogUnavailable."""
    if not records:
        return []
    noted = notes.of_page(records, verb="read")
    wanted = {record.slot for record in records}
    notes.guard(lambda: _check(wanted, noted, hold, access, at=at), noted, access=access, at=at)
    slots = log.slots_of(dict.fromkeys(record.person_id for record in records), at)
    ring = keyrings.fetch(ids=opening.raw_key_ids(records), slots=slots)
    purpose = registry.policy().purposes[PURPOSE]
    notes.guard(
        lambda: notes.check_holds(opening.holds_on(records, ring), purpose, access), noted, access=access, at=at
    )
    log.write(noted, access=access, at=at, ring=ring)
    return [opening.opened(record, ring) for record in records]


def read_held_lines(entries: Sequence[AccessEntry], *, hold: LegalHold, access: Access, at: datetime) -> list[Line]:
    """Opens lines of the access log that a hold keeps, locked or not, as `read_held`; what is opaque by now is left."""
    wanted = {log.slot_of(entry.person_id, entry.at) for entry in entries}
    return log.opened(entries, _book_ring(wanted, log.key_ids(entries), hold, access, at=at)) if entries else []


def read_held_events(rows: Sequence[ConsentEvent], *, hold: LegalHold, access: Access, at: datetime) -> list[Event]:
    """Opens entries of the consent ledger that a hold keeps, as `read_held_lines`."""
    wanted = {ledger.slot_of(row.person_id, row.at) for row in rows}
    return ledger.opened(rows, _book_ring(wanted, ledger.key_ids(rows), hold, access, at=at)) if rows else []


def _book_ring(wanted: Collection[Slot], ids: set[bytes], hold: LegalHold, access: Access, *, at: datetime) -> Ring:
    """The keys of a book's rows, all under one clause, once it is recorded that they are read."""
    people, [clause] = sorted({slot.person for slot in wanted}), {slot.clause for slot in wanted}
    noted = [notes.about(person, "read", [clause]) for person in people]
    notes.guard(lambda: _check(wanted, noted, hold, access, at=at), noted, access=access, at=at)
    ring = keyrings.fetch(ids=ids, slots=log.slots_of(people, at))
    on_it, purpose = {(clause, key.hold) for key in ring.by_raw_id.values()}, registry.policy().purposes[PURPOSE]
    notes.guard(lambda: notes.check_holds(on_it, purpose, access), noted, access=access, at=at)
    log.write(noted, access=access, at=at, ring=ring)
    return ring


def _check(slots: Collection[Slot], noted: Sequence[Note], hold: LegalHold, access: Access, *, at: datetime) -> None:
    if access.purpose != PURPOSE or not registry.may_claim(access.actor.role, PURPOSE):
        raise PurposeNotAllowed("what a hold keeps serves the hold's own purpose only", clause=CLAUSE)
    keeps = Held((hold,))
    if not hold.is_in_force(at) or not all(keeps.covers(slot) for slot in slots):
        raise PurposeNotAllowed("this hold does not keep it", clause=CLAUSE)
    people, clauses = {note.person for note in noted}, {slot.clause for slot in slots}
    checks.check_reach(people, access)
    checks.check_categories((note.opened for note in noted), access)
    standing.check_grant(people, clauses, access, at=at)
