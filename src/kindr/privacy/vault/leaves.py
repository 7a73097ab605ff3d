"""The leaf of a row in the access log and the consent ledger (FORMAT.md): it commits to the row and tells nothing."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from datetime import UTC, datetime

from kindr.privacy.vault import sealing
from kindr.privacy.vault.sealing import TamperedSeal

SALT_BYTES = 16
MOMENT_BYTES = len("2026-03-14T09:26:53.000000+00:00")
# `encode("kindr/leaf/v1", row, person, moment, payload)`, written out because every row of a page needs it.
BEFORE = sealing.count(5) + sealing.length(b"kindr/leaf/v1") + b"kindr/leaf/v1" + sealing.length(bytes(16))
SIXTEEN = sealing.length(bytes(16))
MOMENT = sealing.length(bytes(MOMENT_BYTES))


def leaf(payload: bytes, salt: bytes, *, person: uuid.UUID, row: uuid.UUID, at: datetime) -> bytes:
    """SHA-256(0x00 | HMAC-SHA-256(salt, row, person, moment and payload)): a leaf as RFC 9162 hashes it.

    The salt lies in the sealed payload, so that a leaf whose row was forgotten is noise.
    """
    return raw_leaf(payload, salt, person=person.bytes, row=row.bytes, moment=moment_of(at))


def moment_of(at: datetime) -> bytes:
    """A moment as leaves are made of it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").encode()


def raw_leaf(payload: bytes, salt: bytes, *, person: bytes, row: bytes, moment: bytes) -> bytes:
    """`leaf` of ids and a moment that are bytes already, as on a page of many rows."""
    whole = BEFORE + row + SIXTEEN + person + MOMENT + moment + sealing.length(payload) + payload
    return hashlib.sha256(b"\x00" + hmac.digest(salt, whole, hashlib.sha256)).digest()


def check(found: bytes, expected: bytes) -> None:
    """Raises TamperedSeal when a row's clear columns are not those that were written."""
    if not hmac.compare_digest(found, expected):
        raise TamperedSeal("a row of the books was changed after it was written")
