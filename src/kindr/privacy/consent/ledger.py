"""Consent as a fold of events: given, refused, withdrawn; and what was shown, word for word (UU 27/2022 art. 22)."""

from __future__ import annotations

import enum
import hashlib
import json
import os
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from kindr.base.clock import jakarta_year
from kindr.base.ids import new_id
from kindr.privacy import registry
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.vault import keyrings, leaves, sealing
from kindr.privacy.vault.keyrings import Ring, Slot

CLAUSE = "consent_ledger"
TABLE = "privacy_consentevent"


class Decision(enum.Enum):
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Event:
    """One entry of the ledger, opened."""

    id: uuid.UUID
    person: uuid.UUID
    at: datetime
    purpose: str
    decision: Decision
    shown: str
    """The text that stood beside the box, word for word."""
    language: str
    channel: str
    policy_version: str
    by: str
    """Who decided: the person's own id, or the guardian's."""
    text_version: str = ""
    """Which version of the text was shown, where the text has versions."""

    @property
    def text_sha256(self) -> str:
        """The mark of the text that was shown; the row's leaf commits to the text itself."""
        return hashlib.sha256(self.shown.encode()).hexdigest()


@dataclass(frozen=True)
class Decided:
    """What somebody decides about one purpose, and what they were shown."""

    purpose: str
    decision: Decision
    shown: str
    language: str
    channel: str
    text_version: str = ""


def record(decided: Decided, *, person: uuid.UUID, by: uuid.UUID, at: datetime) -> Event:
    """Appends a decision; the ledger has no other way to write."""
    row, salt = new_id(), os.urandom(leaves.SALT_BYTES)
    content = {
        "v": 1,
        "purpose": decided.purpose,
        "decision": decided.decision.value,
        "shown": decided.shown,
        "language": decided.language,
        "channel": decided.channel,
        "policy": registry.policy().version,
        "by": str(by),
        "salt": salt.hex(),
    }
    if decided.text_version:
        content |= {
            "text_version": decided.text_version,
            "text_sha256": hashlib.sha256(decided.shown.encode()).hexdigest(),
        }
    payload = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    slot = Slot(person, CLAUSE, str(jakarta_year(at)))
    key = keyrings.for_writing([slot], at=at, outliving=[CLAUSE])[slot]
    sealed = sealing.seal(payload, key=key, place=_place(person, row))
    leaf = leaves.leaf(payload, salt, person=person, row=row, at=at)
    ConsentEvent.objects.create(id=row, person_id=person, at=at, payload=sealed, leaf=leaf)
    return _event(row, person, at, content)


def events_of(persons: Collection[uuid.UUID]) -> list[Event]:
    """The ledger of some people, oldest first."""
    rows = rows_of(persons)
    return opened(rows, keyrings.fetch(ids=key_ids(rows)))


def rows_of(persons: Collection[uuid.UUID]) -> list[ConsentEvent]:
    """The sealed rows of some people, oldest first."""
    return list(ConsentEvent.objects.filter(person_id__in=list(persons)).order_by("at", "id"))


def key_ids(rows: Collection[ConsentEvent]) -> set[uuid.UUID]:
    """The ids of the keys that some rows were sealed with."""
    return {sealing.key_id(bytes(row.payload)) for row in rows}


def opened(rows: Collection[ConsentEvent], ring: Ring) -> list[Event]:
    """The rows whose keys are in the ring, opened."""
    return [event for row in rows if (event := _opened(row, ring)) is not None]


def state_of(person: uuid.UUID) -> dict[str, Event]:
    """The last decision about each purpose."""
    return {event.purpose: event for event in events_of([person])}


def people_who_consent(purpose: str, persons: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the people whose last decision about the purpose is `given`."""
    last = {event.person: event.decision for event in events_of(persons) if event.purpose == purpose}
    return {person for person, decision in last.items() if decision is Decision.GIVEN}


def _opened(row: ConsentEvent, ring: Ring) -> Event | None:
    sealed = bytes(row.payload)
    key = ring.by_id.get(sealing.key_id(sealed))
    if key is None:
        return None
    payload = sealing.open_sealed(sealed, key=key, place=_place(row.person_id, row.id))
    content = json.loads(payload)
    salt = bytes.fromhex(content["salt"])
    leaves.check(bytes(row.leaf), leaves.leaf(payload, salt, person=row.person_id, row=row.id, at=row.at))
    return _event(row.id, row.person_id, row.at, content)


def _event(row: uuid.UUID, person: uuid.UUID, at: datetime, content: Mapping[str, object]) -> Event:
    return Event(
        row,
        person,
        at,
        str(content["purpose"]),
        Decision(content["decision"]),
        str(content["shown"]),
        str(content["language"]),
        str(content["channel"]),
        str(content["policy"]),
        str(content["by"]),
        str(content.get("text_version", "")),
    )


def _place(person: uuid.UUID, row: uuid.UUID) -> bytes:
    return sealing.place(table=TABLE, column="payload", person=person, row=row, clause=CLAUSE)
