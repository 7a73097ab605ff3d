"""The consent ledger: entries that are added and never changed, word for word as shown (UU 27/2022 art. 22, 24).

`record` is the only way to write. How somebody stands is one fold of the entries (`rules.standing`), asked for anew
at every use by `people_who_consent`.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connections
from django.db.models import Max

from kindr.base.clock import jakarta_year
from kindr.base.ids import new_id
from kindr.privacy import registry
from kindr.privacy.consent import payloads, rules
from kindr.privacy.consent.events import Channel, Decided, Decision, Event
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.consent.rules import Standing
from kindr.privacy.vault import asking, keyrings, leaves, sealing
from kindr.privacy.vault.keyrings import Ring, Slot

__all__ = ["CLAUSE", "Channel", "Decided", "Decision", "Event", "Standing", "people_who_consent", "record"]

CLAUSE = "consent_ledger"
TABLE = "privacy_consentevent"
DATA = "default"
TICK = timedelta(microseconds=1)

# Two statements that are sent together are one transaction, and the second sees what was committed while it waited
# for the lock.
TURN = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 9))"
APPEND = (
    f"{TURN};"  # noqa: S608  # the table's name is a constant
    f"INSERT INTO {TABLE} (id, person_id, at, payload, leaf) SELECT %s, %s, %s, %s, %s"
    f" WHERE NOT EXISTS (SELECT 1 FROM {TABLE} WHERE person_id = %s AND at >= %s)"
)


ROWS = f"SELECT id, person_id, at, payload, leaf FROM {TABLE} WHERE person_id = ANY(%s) ORDER BY at, id"  # noqa: S608  # likewise


class Row(NamedTuple):
    """A sealed row of the ledger."""

    id: uuid.UUID
    person_id: uuid.UUID
    at: datetime
    payload: bytes
    leaf: bytes


def record(decided: Decided, *, person: uuid.UUID, by: uuid.UUID, at: datetime, ring: Ring | None = None) -> Event:
    """Appends a decision; the ledger has no other way to write. A `ring` may hold the key of the year already."""
    row, salt = new_id(), os.urandom(leaves.SALT_BYTES)
    content = payloads.content(
        decided,
        by=by,
        policy=registry.policy().version_at(at),
        text_sha256=hashlib.sha256(decided.shown.encode()).hexdigest(),
        salt=salt,
    )
    payload = payloads.encoded(content)
    slot = slot_of(person, at)
    key = (ring.of(slot) if ring else None) or keyrings.for_writing([slot], at=at, outliving=[CLAUSE])[slot]
    sealed = sealing.seal(payload, key=key, place=_place(person, row))
    while not _append(person, row, at, sealed, leaves.leaf(payload, salt, person=person, row=row, at=at)):
        at = _last_moment(person) + TICK
    return payloads.event(content, row=row, person=person, at=at)


def take_turn(person: uuid.UUID) -> None:
    """Until the end of the transaction nobody else adds an entry of this person; one who waits sees what was added."""
    with connections[DATA].cursor() as cursor:
        cursor.execute(TURN, [f"consent {person}"])


def events_of(persons: Collection[uuid.UUID]) -> list[Event]:
    """The ledger of some people, oldest first."""
    rows = rows_of(persons)
    return opened(rows, keyrings.fetch(ids=key_ids(rows)))


def events_and_ring(person: uuid.UUID, *, at: datetime) -> tuple[list[Event], Ring]:
    """The ledger of one person, oldest first, and the keys to go on writing with."""
    rows = rows_of([person])
    ring = keyrings.fetch(ids=key_ids(rows), slots=[slot_of(person, at)])
    return opened(rows, ring), ring


def slot_of(person: uuid.UUID, at: datetime) -> Slot:
    """The ledger key of a person for the calendar year."""
    return Slot(person, CLAUSE, str(jakarta_year(at)))


def rows_of(persons: Collection[uuid.UUID]) -> list[Row]:
    """The sealed rows of some people, oldest first."""
    return [Row(*row) for row in asking.rows(ROWS, [list(persons)])]


def key_ids(rows: Collection[Row | ConsentEvent]) -> set[bytes]:
    """The ids of the keys that some rows were sealed with, as bytes."""
    return {sealing.raw_key_id(bytes(row.payload)) for row in rows}


def opened(rows: Collection[Row | ConsentEvent], ring: Ring) -> list[Event]:
    """The rows whose keys are in the ring, opened."""
    return [event for row in rows if (event := _opened(row, ring)) is not None]


def standings(events: Sequence[Event], *, at: datetime) -> dict[tuple[uuid.UUID, str], Standing]:
    """How each person of some entries, oldest first, stands to each purpose that the entries name."""
    named: Mapping[tuple[uuid.UUID, str], list[Event]] = defaultdict(list)
    for event in events:
        named[event.person, event.purpose].append(event)
    policy = registry.policy()
    return {key: rules.standing(some, changes=policy.changes_of(key[1]), at=at) for key, some in named.items()}


def people_who_consent(purpose: str, persons: Collection[uuid.UUID], *, at: datetime) -> set[uuid.UUID]:
    """Those of the people whose consent to the purpose stands at this moment."""
    return who_consent(purpose, events_of(persons), at=at)


def who_consent(purpose: str, events: Collection[Event], *, at: datetime) -> set[uuid.UUID]:
    """The people whose consent to the purpose stands by these entries, oldest first, at this moment."""
    about = [event for event in events if event.purpose == purpose]
    return {person for (person, _purpose), stands in standings(about, at=at).items() if stands is Standing.GIVEN}


def _append(person: uuid.UUID, row: uuid.UUID, at: datetime, payload: bytes, leaf: bytes) -> bool:
    """Whether the entry is in: it comes after the last one, whatever the clock of this machine says.

    The lock makes two entries at once two entries one after the other, so that the last to be written decides.
    """
    with connections[DATA].cursor() as cursor:
        cursor.execute(APPEND, [f"consent {person}", row, person, at, payload, leaf, person, at])
        cursor.nextset()
        return bool(cursor.rowcount)


def _last_moment(person: uuid.UUID) -> datetime:
    last: datetime = ConsentEvent.objects.filter(person_id=person).aggregate(last=Max("at"))["last"]
    return last


def _opened(row: Row | ConsentEvent, ring: Ring) -> Event | None:
    sealed = bytes(row.payload)
    key = ring.by_raw_id.get(sealing.raw_key_id(sealed))
    if key is None:
        return None
    payload = sealing.open_sealed(sealed, key=key, place=_place(row.person_id, row.id))
    content = json.loads(payload)
    salt = bytes.fromhex(content["salt"])
    leaves.check(bytes(row.leaf), leaves.leaf(payload, salt, person=row.person_id, row=row.id, at=row.at))
    return payloads.event(content, row=row.id, person=row.person_id, at=row.at)


def _place(person: uuid.UUID, row: uuid.UUID) -> bytes:
    return sealing.place(table=TABLE, column="payload", person=person, row=row, clause=CLAUSE)
