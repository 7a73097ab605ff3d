"""What a page of records is opened with: the purpose, the consents, and every key that is needed, in one query."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from kindr.privacy.access import checks, log, notes
from kindr.privacy.access.log import Note
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import ledger
from kindr.privacy.consent.ledger import Event
from kindr.privacy.terms import Basis, Purpose
from kindr.privacy.vault import keyrings, opening
from kindr.privacy.vault.keyrings import Ring
from kindr.privacy.vault.records import PersonalRecord

R = TypeVar("R", bound=PersonalRecord)


class Use(NamedTuple):
    """A purpose that may be claimed, with the keys for it and what the people have said to it."""

    purpose: Purpose
    ring: Ring
    said: Collection[Event]


def claimed(records: Sequence[PersonalRecord], noted: Sequence[Note], *, access: Access, at: datetime) -> Use:
    """The use that is asked for, when the policy lets it be claimed; raises Refused, which is recorded."""
    people = [note.person for note in noted]
    purpose = notes.guard(lambda: notes.check_claimed(noted, access, at=at), noted, access=access, at=at)
    consents = ledger.rows_of(people) if purpose.basis is Basis.CONSENT else []
    ids = opening.raw_key_ids(records) | ledger.key_ids(consents)
    ring = keyrings.fetch(ids=ids, slots=log.slots_of(people, at))
    return Use(purpose, ring, ledger.opened(consents, ring))


def check_wanted(use: Use, noted: Sequence[Note], *, access: Access, at: datetime) -> None:
    """Everybody consents, where that is needed, and nobody objects; raises Refused, which is recorded."""
    people = {note.person for note in noted}
    notes.guard(lambda: checks.check_said(people, use.purpose, use.said, at=at), noted, access=access, at=at)
    notes.guard(lambda: checks.check_objection(people, use.purpose), noted, access=access, at=at)


def usable(records: Sequence[R], use: Use, *, is_own: bool, at: datetime) -> list[R]:
    """The records that no lock, no halt, no objection and no missing consent keeps from the use."""
    against = checks.against({record.person_id for record in records}, use.purpose, use.said, at=at)
    return [
        record
        for record in records
        if record.person_id not in against
        and checks.may_open(opening.holds_on([record], use.ring), use.purpose, is_own=is_own)
    ]
