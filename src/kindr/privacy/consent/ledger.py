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

from django.db import connections, transaction

from kindr.base.clock import jakarta_year
from kindr.base.ids import new_id
from kindr.privacy import registry
from kindr.privacy.consent import payloads, rules
from kindr.privacy.consent.events import Channel, Decided, Decision, Event
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.consent.rules import Standing
from kindr.privacy.vault import keyrings, leaves, sealing
from kindr.privacy.vault.keyrings import Ring, Slot

__all__ = ["CLAUSE", "Channel", "Decided", "Decision", "Event", "Standing", "people_who_consent", "record"]

CLAUSE = "consent_ledger"
TABLE = "privacy_consentevent"
TICK = timedelta(microseconds=1)


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
    with transaction.atomic(savepoint=False):
        at = _next_moment(person, at)
        leaf = leaves.leaf(payload, salt, person=person, row=row, at=at)
        ConsentEvent.objects.create(id=row, person_id=person, at=at, payload=sealed, leaf=leaf)
    return payloads.event(content, row=row, person=person, at=at)


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


def rows_of(persons: Collection[uuid.UUID]) -> list[ConsentEvent]:
    """The sealed rows of some people, oldest first."""
    return list(ConsentEvent.objects.filter(person_id__in=list(persons)).order_by("at", "id"))


def key_ids(rows: Collection[ConsentEvent]) -> set[uuid.UUID]:
    """The ids of the keys that some rows were sealed with."""
    return {sealing.key_id(bytes(row.payload)) for row in rows}


def opened(rows: Collection[ConsentEvent], ring: Ring) -> list[Event]:
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
    about = [event for event in events_of(persons) if event.purpose == purpose]
    return {person for (person, _purpose), stands in standings(about, at=at).items() if stands is Standing.GIVEN}


def _next_moment(person: uuid.UUID, at: datetime) -> datetime:
    """The moment of the next entry: after the last one, whatever the clock of this machine says.

    The lock makes two entries at once two entries one after the other, so that the last to be written decides.
    """
    with connections["default"].cursor() as cursor:
        # Sent together, and still the second looks when it has the lock that the first waited for.
        cursor.execute(
            f"SELECT pg_advisory_xact_lock(hashtextextended(%s, 9));SELECT max(at) FROM {TABLE} WHERE person_id = %s",  # noqa: S608  # a constant
            [f"consent {person}", person],
        )
        cursor.nextset()
        last: datetime | None = cursor.fetchone()[0]
    return at if last is None or last < at else last + TICK


def _opened(row: ConsentEvent, ring: Ring) -> Event | None:
    sealed = bytes(row.payload)
    key = ring.by_id.get(sealing.key_id(sealed))
    if key is None:
        return None
    payload = sealing.open_sealed(sealed, key=key, place=_place(row.person_id, row.id))
    content = json.loads(payload)
    salt = bytes.fromhex(content["salt"])
    leaves.check(bytes(row.leaf), leaves.leaf(payload, salt, person=row.person_id, row=row.id, at=row.at))
    return payloads.event(content, row=row.id, person=row.person_id, at=row.at)


def _place(person: uuid.UUID, row: uuid.UUID) -> bytes:
    return sealing.place(table=TABLE, column="payload", person=person, row=row, clause=CLAUSE)
