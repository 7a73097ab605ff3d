"""Data keys as the key server keeps them: wrapped under the root key of an epoch, bound to their slot (FORMAT.md)."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kindr.privacy.vault import sealing
from kindr.privacy.vault.ports import EpochDestroyed, RootKeys
from kindr.privacy.vault.sealing import DataCipher, TamperedSeal


@dataclass(frozen=True)
class Slot:
    """What one key covers."""

    person: uuid.UUID
    clause: str
    period: str


_roots: list[RootKeys] = []
_wrap_ciphers: dict[int, AESGCM] = {}


def adopt_roots(roots: RootKeys) -> None:
    """Tells the vault where its root keys come from; called by the wiring."""
    _roots[:] = [roots]
    _wrap_ciphers.clear()


def roots() -> RootKeys:
    """The adopted root keys."""
    if not _roots:
        raise LookupError("kindr.web.wiring has not bound the root keys yet")
    return _roots[0]


def wrap(epoch: int, secret: bytes, place: bytes) -> bytes:
    nonce = os.urandom(sealing.NONCE_BYTES)
    return nonce + _wrap_cipher(epoch).encrypt(nonce, secret, place)


def unwrap(row: tuple[object, ...]) -> DataCipher | None:
    """The cipher of a row, or None when its epoch's root key was destroyed; raises TamperedSeal."""
    key, person, clause, period, generation, epoch, wrapped, promised, hold = row
    slot = Slot(person, clause, period)  # type: ignore[arg-type]  # the row's columns have these types in the table
    try:
        cipher = _wrap_cipher(epoch)  # type: ignore[arg-type]  # integer column
    except EpochDestroyed:
        return None
    body = bytes(wrapped)  # type: ignore[call-overload]  # bytea column
    try:
        secret = cipher.decrypt(body[:12], body[12:], place_of(key, slot, generation))  # type: ignore[arg-type]
    except InvalidTag:
        raise TamperedSeal("a wrapped key was changed or moved") from None
    if sealing.commitment(secret) != bytes(promised):  # type: ignore[call-overload]  # bytea column
        raise TamperedSeal("a key does not match its commitment")
    return DataCipher(key, secret, hold)  # type: ignore[arg-type]  # uuid and text columns


def place_of(key: uuid.UUID, slot: Slot, generation: int) -> bytes:
    return sealing.encode(
        b"kindr/key/v1", key.bytes, slot.person.bytes, slot.clause.encode(), slot.period.encode(),
        str(generation).encode(),
    )


def _wrap_cipher(epoch: int) -> AESGCM:
    if epoch not in _wrap_ciphers:
        _wrap_ciphers[epoch] = AESGCM(sealing.derive(roots().root(epoch), "kindr/wrap/v1"))
    return _wrap_ciphers[epoch]
