"""Data keys as the key server keeps them: wrapped under the root key of an epoch, bound to their slot (FORMAT.md)."""

from __future__ import annotations

import hmac
import os
import re
import uuid
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kindr.privacy.vault import sealing
from kindr.privacy.vault.ports import EpochDestroyed, RootKeys
from kindr.privacy.vault.sealing import DataCipher, TamperedSeal


class Slot(NamedTuple):
    """What one key covers."""

    person: uuid.UUID
    clause: str
    period: str


KEYS = "keys"
"""Django's name for the connection to the key server."""

COLUMNS = "uuid_send(id), uuid_send(person_id), clause, period, generation, epoch, wrapped, commitment, hold"
"""What `unwrap` takes; ids come as bytes, as they are needed, because a page has hundreds of them."""

_roots: list[RootKeys] = []
_wrap_ciphers: dict[int, tuple[bytes, AESGCM]] = {}


def adopt_roots(roots: RootKeys) -> None:
    """Tells the vault where its root keys come from; called by the wiring."""
    _roots[:] = [roots]
    _wrap_ciphers.clear()


def roots() -> RootKeys:
    """The adopted root keys."""
    if not _roots:
        raise LookupError("kindr.web.wiring has not bound the root keys yet")
    return _roots[0]


def is_destroyed(epoch: int) -> bool:
    """Whether the root key of an epoch was destroyed; raises EpochUnknown."""
    try:
        roots().root(epoch)
    except EpochDestroyed:
        return True
    return False


def columns(slots: Collection[Slot]) -> list[str]:
    """Slots as three arrays in PostgreSQL's own notation, for `unnest`."""
    return [array(slot.person.hex for slot in slots), array(s.clause for s in slots), array(s.period for s in slots)]


def array(words: Iterable[str]) -> str:
    """An array of words that need no quotes (ids, names of the policy, years): many times faster than quoting each."""
    written = ",".join(words)
    if not _PLAIN.fullmatch(written):
        raise ValueError("only plain words go into an array without quotes")
    return "{" + written + "}"


_PLAIN = re.compile(r"[\w*,-]*", re.ASCII)


def wrap(epoch: int, secret: bytes, place: bytes) -> bytes:
    """Nonce, wrapped key and tag; raises EpochDestroyed."""
    nonce = os.urandom(sealing.NONCE_BYTES)
    return nonce + _wrap_cipher(epoch).encrypt(nonce, secret, place)


def unwrap(row: tuple[Any, ...], ciphers: dict[int, AESGCM | None]) -> DataCipher | None:
    """The cipher of a row, or None when its epoch's root key was destroyed; raises TamperedSeal, EpochUnknown.

    The row is one of `COLUMNS`; `ciphers` remembers the epochs of one page, so that the root is asked for once.
    """
    key, person, clause, period, generation, epoch, wrapped, promised, hold = row
    cipher = cipher_of(epoch, ciphers)
    if cipher is None:
        return None
    body = bytes(wrapped)
    try:
        secret = cipher.decrypt(body[:12], body[12:], _place(key, person, clause, period, generation))
    except InvalidTag:
        raise TamperedSeal("a wrapped key was changed or moved") from None
    unwrapped = DataCipher(key, secret, hold)
    if not hmac.compare_digest(unwrapped.commitment, bytes(promised)):
        raise TamperedSeal("a key does not match its commitment")
    return unwrapped


def cipher_of(epoch: int, ciphers: dict[int, AESGCM | None]) -> AESGCM | None:
    """The cipher that wraps the keys of an epoch, asked for once a page; None when its root is gone."""
    if epoch not in ciphers:
        ciphers[epoch] = None if is_destroyed(epoch) else _wrap_cipher(epoch)
    return ciphers[epoch]


def place_of(key: uuid.UUID, slot: Slot, generation: int) -> bytes:
    """What a wrapped key is bound to: its id, its slot and its generation, not its hold, which changes."""
    return _place(key.bytes, slot.person.bytes, slot.clause, slot.period, generation)


def _place(key: bytes, person: bytes, clause: str, period: str, generation: int) -> bytes:
    before, between, after = _around(clause, period, generation)
    return before + key + between + person + after


@lru_cache(maxsize=1024)
def _around(clause: str, period: str, generation: int) -> tuple[bytes, bytes, bytes]:
    """The encoded place, cut at the 16 bytes of the key's and the person's id: the rest is alike for a whole page."""
    key, person = b"kindr:the key id", b"kindr:the person"
    parts = [clause.encode(), period.encode(), str(generation).encode()]
    before, rest = sealing.encode(b"kindr/key/v1", key, person, *parts).split(key)
    between, after = rest.split(person)
    return before, between, after


def _wrap_cipher(epoch: int) -> AESGCM:
    """The cipher of an epoch; its root is asked for each time, so that a destroyed one is not remembered here."""
    try:
        root = roots().root(epoch)
    except EpochDestroyed:
        _wrap_ciphers.pop(epoch, None)
        raise
    remembered = _wrap_ciphers.get(epoch)
    if remembered is None or remembered[0] != root:
        remembered = _wrap_ciphers[epoch] = (root, AESGCM(sealing.derive(root, "kindr/wrap/v1")))
    return remembered[1]
