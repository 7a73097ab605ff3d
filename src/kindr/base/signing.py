"""Ed25519 signatures (RFC 8032) over canonical JSON, for receipts and the shred journal."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class SignatureRefused(Exception):
    """The signature does not belong to these bytes and this key."""


class KeyReplaced(Exception):
    """The key in place was replaced by another one before: its file was put back, and it signs nothing."""


class Signer:
    """Signs with one Ed25519 key."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    def now(self) -> Signer:
        """A signer that stays what this one is at the moment: a key and what it signs belong together."""
        return self

    @property
    def public_key(self) -> bytes:
        """The 32 raw bytes of the public key."""
        return self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, content: Mapping[str, object]) -> bytes:
        """The 64-byte signature of the content's canonical form."""
        return self.sign_bytes(canonical(content))

    def sign_bytes(self, content: bytes) -> bytes:
        """The 64-byte signature of some bytes as they are."""
        return self._key.sign(content)


class FollowingSigner(Signer):
    """Signs with the key that there is now: whoever turns the key need not stop the programs that sign with it."""

    def __init__(self, seed: Callable[[], bytes], *, guard: Callable[[], object] = lambda: None) -> None:
        self._seed = seed
        self._guard = guard
        """Asked before anything is signed; raises KeyReplaced."""
        self._made = dict[bytes, Signer]()

    def now(self) -> Signer:
        self._guard()
        return self._newest()

    @property
    def public_key(self) -> bytes:
        return self._newest().public_key

    def sign_bytes(self, content: bytes) -> bytes:
        return self.now().sign_bytes(content)

    def _newest(self) -> Signer:
        seed = self._seed()
        made = self._made.get(seed) or Signer(seed)
        self._made = {seed: made}
        return made


def check(content: Mapping[str, object], signature: bytes, public_key: bytes) -> None:
    """Raises SignatureRefused when the content was not signed with this key."""
    check_bytes(canonical(content), signature, public_key)


def check_bytes(content: bytes, signature: bytes, public_key: bytes) -> None:
    """Raises SignatureRefused when these bytes were not signed with this key."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, content)
    except InvalidSignature:
        raise SignatureRefused("the signature does not match") from None


def canonical(content: Mapping[str, object]) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8: the same bytes for the same content (the JCS subset without floats)."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def written(content: bytes) -> str:
    """A signature, a key or a hash as files hold it: base 64."""
    return base64.b64encode(content).decode()


def unwritten(text: object) -> bytes:
    """The bytes of a text in base 64, padded or not; raises ValueError for every other spelling of the same bytes."""
    try:
        found = base64.b64decode(str(text).rstrip("=") + "=" * (-len(str(text).rstrip("=")) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("this is not base 64") from None
    # The last letter may hold bits that say nothing; changed there, a file would be another one and still verify.
    if text not in (written(found), written(found).rstrip("=")):
        raise ValueError("this is not base 64 as it is written here")
    return found
