"""Decoy customers: nobody has a reason to open one, so whoever does is met by an alarm (policy 8.2).

Which customers they are is known by a keyed mark only: whoever reads the database cannot pass them by.
"""

from __future__ import annotations

import hashlib
import hmac
import time
import uuid
from collections.abc import Collection
from datetime import datetime

from kindr.privacy.access.models.alarms import HoneyMark
from kindr.privacy.access.rows import CLAUSE, Note
from kindr.privacy.access.terms import Access
from kindr.privacy.vault import lookup
from kindr.privacy.vault.lookup import Index

MARKS = Index("honeytoken", lookup.FULL_TAG_BITS)
ALARMING = frozenset({"read", "disclose", "correct", "advise"})
BOOKS = frozenset({CLAUSE, "consent_ledger"})
"""The officer who follows an alarm reads these books of the decoy, and no alarm comes of it."""
SECONDS = 30.0
"""For so long a process trusts the marks it has read; a new decoy is watched everywhere after that."""

_known: dict[str, object] = {"marks": frozenset(), "until": 0.0}


def mark_of(person: uuid.UUID) -> bytes:
    """The keyed mark of a person: HMAC-SHA-256 under an index key of its own."""
    return lookup.tag(MARKS, person.hex)


def plant(person: uuid.UUID, *, at: datetime) -> None:
    """Makes a person a decoy; doing it twice changes nothing."""
    HoneyMark.objects.get_or_create(mark=mark_of(person), defaults={"planted_at": at})
    _known["until"] = 0.0


def is_decoy(person: uuid.UUID) -> bool:
    """Whether a person is a decoy, who gets no mail and counts in no figure."""
    marks = _marks()
    return bool(marks) and mark_of(person) in marks


def decoys_among(people: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Those of the people who are decoys; without a query while the marks are fresh."""
    marks = _marks()
    return [person for person in people if mark_of(person) in marks] if marks else []


def touched(notes: Collection[Note], access: Access) -> list[Note]:
    """The notes that open a decoy, whoever acts; taking in and forgetting are the planter's work."""
    if not _marks():
        return []
    opened = {note.person: note for note in notes if note.verb in ALARMING and not BOOKS.issuperset(note.opened)}
    return [opened[person] for person in decoys_among(opened) if person != access.actor.id]


def count() -> int:
    """How many decoys there are: figures about customers leave them out."""
    return len(_marks())


def _marks() -> frozenset[bytes]:
    if time.monotonic() >= float(str(_known["until"])):
        _known["marks"] = frozenset(bytes(mark) for mark in HoneyMark.objects.values_list("mark", flat=True))
        _known["until"] = time.monotonic() + SECONDS
    marks = _known["marks"]
    return marks if isinstance(marks, frozenset) else frozenset()


def fingerprint(person: uuid.UUID, room: int) -> int:
    """A number below `room` that a key chooses for a person."""
    made = hmac.digest(mark_of(person), b"kindr/sketch/v1", hashlib.sha256)
    return int.from_bytes(made[:8], "big") % room
