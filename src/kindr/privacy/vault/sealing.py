"""The written format of a sealed value (FORMAT.md): AES-256-GCM under a data key, bound to its place."""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
import uuid
from collections.abc import Callable
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = 1
VERSION_2 = 2
VERSIONS = (VERSION, VERSION_2)
"""What this program can open. It writes the one that `write_version` names, so that two releases can serve at once."""
AES_256_GCM = 1
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
KEY_ID = slice(2, 18)
NONCE = slice(18, 30)
HEADER_BYTES = 30
"""Version (1), algorithm (1), key id (16), nonce (12)."""
SHORTEST = HEADER_BYTES + TAG_BYTES
PADDING_BLOCK = 32
_ZEROS = frozenset(bytes(number) for number in range(PADDING_BLOCK))
_OPENING = bytes([VERSION, AES_256_GCM])
_OPENING_2 = bytes([VERSION_2, AES_256_GCM])
_OPENINGS = (_OPENING, _OPENING_2)
DOMAIN_2 = b"kindr/value/v2"
_LENGTH = struct.Struct(">Q")
_TWO_PARTS = _LENGTH.pack(2) + _LENGTH.pack(KEY_ID.stop)
_THREE_PARTS = _LENGTH.pack(3) + _LENGTH.pack(len(DOMAIN_2)) + DOMAIN_2 + _LENGTH.pack(KEY_ID.stop)
_written = [VERSION]

Nonces = Callable[[int], bytes]


class TamperedSeal(Exception):
    """The bytes are not what was sealed here: changed, moved from another place, or under another key."""


class UnknownFormat(Exception):
    """The version or algorithm byte is not one this program can open."""


def encode(*parts: bytes) -> bytes:
    """An unambiguous encoding of a list of byte strings: their count, then each with its length (as PASETO's PAE)."""
    return b"".join([count(len(parts)), *(length(part) + part for part in parts)])


def count(number: int) -> bytes:
    """How `encode` writes the number of parts."""
    return _LENGTH.pack(number)


def length(part: bytes) -> bytes:
    """How `encode` writes the length of a part."""
    return _LENGTH.pack(len(part))


def place(*, table: str, column: str, person: uuid.UUID, row: uuid.UUID, clause: str) -> bytes:
    """Where a value lives; a value opens only in the place it was sealed for."""
    before, between, after = around(table, column, clause)
    return before + person.bytes + between + row.bytes + after


@lru_cache(maxsize=1024)
def around(table: str, column: str, clause: str) -> tuple[bytes, bytes, bytes]:
    """`encode(table, column, person, row, clause)` cut at the 16 bytes of person and row: alike for a whole page."""
    person, row = b"kindr:the person", b"kindr:it is here"
    before, rest = encode(table.encode(), column.encode(), person, row, clause.encode()).split(person)
    between, after = rest.split(row)
    return before, between, after


def write_version(version: int) -> None:
    """Says in which version values and files are sealed from now on; called by the wiring. Raises UnknownFormat."""
    if version not in VERSIONS:
        raise UnknownFormat(f"format version {version}")
    _written[:] = [version]


def version_written() -> int:
    """The version in which values and files are sealed now."""
    return _written[0]


def seal(plaintext: bytes, *, key: DataCipher, place: bytes, nonces: Nonces = os.urandom) -> bytes:
    """Header, ciphertext and tag. The nonce is random: one key sees far fewer than 2^32 values (NIST SP 800-38D)."""
    nonce = nonces(NONCE_BYTES)
    start, bound = (key.start, key.bound) if _written[0] == VERSION else (key.start_2, key.bound_2)
    return start + nonce + key.cipher.encrypt(nonce, _pad(plaintext), bound + length(place) + place)


def open_sealed(sealed: bytes, *, key: DataCipher, place: bytes) -> bytes:
    """The plaintext, in whichever version it was sealed; raises UnknownFormat or TamperedSeal."""
    bound = key.bound
    if len(sealed) < SHORTEST or not sealed.startswith(key.start):
        if raw_key_id(sealed) != key.raw_id:
            raise TamperedSeal("the value was sealed under another key")
        bound = key.bound_2
    try:
        padded = key.cipher.decrypt(sealed[NONCE], sealed[HEADER_BYTES:], bound + length(place) + place)
    except InvalidTag:
        raise TamperedSeal("the value does not belong here or was changed") from None
    return unpad(padded)


def key_id(sealed: bytes) -> uuid.UUID:
    """The id of the data key that a sealed value names; raises UnknownFormat."""
    return uuid.UUID(bytes=raw_key_id(sealed))


def raw_key_id(sealed: bytes) -> bytes:
    """The 16 bytes of the data key's id; raises UnknownFormat."""
    if len(sealed) < SHORTEST:
        raise UnknownFormat("too short for a sealed value")
    if not sealed.startswith(_OPENINGS):
        raise UnknownFormat(f"format version {sealed[0]}, algorithm {sealed[1]}")
    return sealed[KEY_ID]


class DataCipher:
    """An unwrapped data key, ready for use; it never outlives the request or task that needed it.

    The secret itself seals nothing: values, files and the commitment each have a key derived from it. `bound` is
    `encode(start, place)` up to the place, because every value needs it; `start_2` and `bound_2` are version 2's.
    """

    __slots__ = ("__weakref__", "bound", "cipher", "commitment", "hold", "raw_id", "secret", "start")

    @property
    def start_2(self) -> bytes:
        """The first 18 bytes of a value of version 2."""
        return _OPENING_2 + self.raw_id

    @property
    def bound_2(self) -> bytes:
        """`encode` of domain, start and place up to the place."""
        return _THREE_PARTS + _OPENING_2 + self.raw_id

    def __init__(self, id: uuid.UUID | bytes, secret: bytes, hold: str = "") -> None:
        self.raw_id = id if isinstance(id, bytes) else id.bytes
        self.start = _OPENING + self.raw_id
        self.bound = _TWO_PARTS + self.start
        self.secret = secret
        self.hold = hold
        value_key, self.commitment = expand(secret)
        self.cipher = AESGCM(value_key)

    @property
    def id(self) -> uuid.UUID:
        """The key's id, as a sealed value names it."""
        return uuid.UUID(bytes=self.raw_id)

    def __repr__(self) -> str:
        return "DataCipher(•••)"

    def __reduce__(self) -> str:
        raise TypeError("a key is never pickled")


def expand(secret: bytes) -> tuple[bytes, bytes]:
    """The key of the values and the commitment of a data key: the halves of one HKDF-Expand with SHA-512 (RFC 5869).

    The commitment stands beside the wrapped key, because GCM commits to none: two keys could open one ciphertext.
    """
    both = hmac.digest(secret, b"kindr/data/v1\x01", hashlib.sha512)
    return both[:KEY_BYTES], both[KEY_BYTES:]


def derive(root: bytes, label: str) -> bytes:
    """A 32-byte key for one use: HKDF-Expand with SHA-256 (RFC 5869) from a uniformly random root, its first block."""
    return hmac.digest(root, label.encode() + b"\x01", hashlib.sha256)


def extract(secret: bytes, salt: bytes) -> bytes:
    """HKDF-Extract with SHA-256 (RFC 5869): a fresh root for each random salt."""
    return hmac.digest(salt, secret, hashlib.sha256)


def _pad(plaintext: bytes) -> bytes:
    """Hides short lengths: ISO/IEC 7816-4 padding to the next 32 bytes."""
    padded = plaintext + b"\x80"
    return padded.ljust(-len(padded) % PADDING_BLOCK + len(padded), b"\x00")


def unpad(padded: bytes) -> bytes:
    """The plaintext without what hides its length; raises TamperedSeal."""
    plaintext, mark, zeros = padded.rpartition(b"\x80")
    if zeros not in _ZEROS or not mark or len(padded) % PADDING_BLOCK:
        raise TamperedSeal("the padding is broken")
    return plaintext
