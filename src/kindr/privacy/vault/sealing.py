"""The written format of a sealed value (FORMAT.md): AES-256-GCM under a data key, bound to its place."""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
import uuid
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

VERSION = 1
AES_256_GCM = 1
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
COMMITMENT_BYTES = 16
HEADER = struct.Struct(">BB16s12s")
"""version, algorithm, key id, nonce."""
PADDING_BLOCK = 16

Nonces = Callable[[int], bytes]


class TamperedSeal(Exception):
    """The bytes are not what was sealed here: changed, moved from another place, or under another key."""


class UnknownFormat(Exception):
    """The version or algorithm byte is not one this program can open."""


def encode(*parts: bytes) -> bytes:
    """An unambiguous encoding of a list of byte strings: their count, then each with its length (as PASETO's PAE)."""
    return b"".join([struct.pack(">Q", len(parts)), *(struct.pack(">Q", len(part)) + part for part in parts)])


def place(*, table: str, column: str, person: uuid.UUID, row: uuid.UUID, clause: str) -> bytes:
    """Where a value lives; a value opens only in the place it was sealed for."""
    return encode(table.encode(), column.encode(), person.bytes, row.bytes, clause.encode())


def seal(plaintext: bytes, *, key: DataCipher, place: bytes, nonces: Nonces = os.urandom) -> bytes:
    """Header, ciphertext and tag. The nonce is random: one key sees far fewer than 2^32 values (NIST SP 800-38D)."""
    nonce = nonces(NONCE_BYTES)
    header = HEADER.pack(VERSION, AES_256_GCM, key.id.bytes, nonce)
    return header + key.cipher.encrypt(nonce, _pad(plaintext), encode(header[:18], place))


def open_sealed(sealed: bytes, *, key: DataCipher, place: bytes) -> bytes:
    """The plaintext; raises UnknownFormat or TamperedSeal."""
    if key_id(sealed) != key.id:
        raise TamperedSeal("the value was sealed under another key")
    header, ciphertext = sealed[: HEADER.size], sealed[HEADER.size :]
    try:
        return _unpad(key.cipher.decrypt(header[18:], ciphertext, encode(header[:18], place)))
    except InvalidTag:
        raise TamperedSeal("the value does not belong here or was changed") from None


def key_id(sealed: bytes) -> uuid.UUID:
    """The id of the data key that a sealed value names; raises UnknownFormat."""
    if len(sealed) < HEADER.size + TAG_BYTES:
        raise UnknownFormat("too short for a sealed value")
    version, algorithm, key, _nonce = HEADER.unpack_from(sealed)
    if (version, algorithm) != (VERSION, AES_256_GCM):
        raise UnknownFormat(f"format version {version}, algorithm {algorithm}")
    return uuid.UUID(bytes=key)


class DataCipher:
    """An unwrapped data key, ready for use; it never outlives the request or task that needed it."""

    __slots__ = ("cipher", "hold", "id", "secret")

    def __init__(self, id: uuid.UUID, secret: bytes, hold: str = "") -> None:
        self.id = id
        self.secret = secret
        self.hold = hold
        self.cipher = AESGCM(secret)

    def __repr__(self) -> str:
        return "DataCipher(•••)"

    def __reduce__(self) -> str:
        raise TypeError("a key is never pickled")


def commitment(secret: bytes) -> bytes:
    """Commits to a key, because GCM alone does not: two keys could open one ciphertext differently."""
    return hmac.digest(secret, b"kindr/commit/v1", hashlib.sha256)[:COMMITMENT_BYTES]


def derive(root: bytes, label: str) -> bytes:
    """A 32-byte key for one use, derived by HKDF-Expand (RFC 5869) from a uniformly random root."""
    return HKDFExpand(algorithm=SHA256(), length=KEY_BYTES, info=label.encode()).derive(root)


def _pad(plaintext: bytes) -> bytes:
    """Hides short lengths: ISO/IEC 7816-4 padding to the next 16 bytes."""
    padded = plaintext + b"\x80"
    return padded + b"\x00" * (-len(padded) % PADDING_BLOCK)


def _unpad(padded: bytes) -> bytes:
    stripped = padded.rstrip(b"\x00")
    if not stripped.endswith(b"\x80"):
        raise TamperedSeal("the padding is broken")
    return stripped[:-1]
