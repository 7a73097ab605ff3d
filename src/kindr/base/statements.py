"""Signed statements in files: a JSON object with its signature and public key beside its content; checked offline."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kindr.base.signing import SignatureRefused, Signer, check, unwritten, written

ENVELOPE = frozenset({"signature", "public_key"})
KEY_BYTES = 32


class Unreadable(ValueError):
    """This is no signed statement, or no public key."""


@dataclass(frozen=True)
class Checked:
    """A statement whose signature holds, and whether the key was one that the reader trusts."""

    content: Mapping[str, Any]
    public_key: bytes
    is_key_known: bool


def signed(content: Mapping[str, Any], signer: Signer) -> dict[str, Any]:
    """The content with its signature and the public key that checks it."""
    return {**content, "signature": written(signer.sign(content)), "public_key": written(signer.public_key)}


def read(source: str) -> dict[str, Any]:
    """A statement from the text of its file; raises Unreadable."""
    try:
        found = json.loads(source, object_pairs_hook=_once, parse_float=_no_float)
    except (ValueError, RecursionError) as problem:
        raise Unreadable(f"this is not JSON as statements are written: {problem}") from None
    if not isinstance(found, dict) or not found.keys() >= ENVELOPE:
        raise Unreadable("this is JSON, but no signed statement")
    return found


def verify(statement: Mapping[str, Any], keys: tuple[bytes, ...] = ()) -> Checked:
    """Checks a statement against the keys of whoever is trusted, or against its own; raises SignatureRefused.

    With its own key a statement only proves that nothing in it was changed, not who signed it.
    """
    content = content_of(statement)
    own, signature = _bytes(statement["public_key"]), _bytes(statement["signature"])
    if keys and own not in keys:
        raise SignatureRefused("it was signed with a key that is not among those given")
    if len(own) != KEY_BYTES:
        raise Unreadable("the public key has a wrong length")
    try:
        check(content, signature, own)
    except UnicodeEncodeError:
        raise Unreadable("the statement holds half of a surrogate pair, which is no character") from None
    return Checked(content, own, bool(keys))


def content_of(statement: Mapping[str, Any]) -> dict[str, Any]:
    """What the signature covers: all but itself and the key, which a reader must know from elsewhere."""
    return {name: value for name, value in statement.items() if name not in ENVELOPE}


def keys_in(source: str) -> tuple[bytes, ...]:
    """The public keys of a file: a JSON Web Key Set, or one key in base 64; raises Unreadable."""
    try:
        found = json.loads(source)
    except ValueError:
        found = {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": source.strip()}]}
    if not isinstance(found, dict) or not isinstance(found.get("keys"), list):
        raise Unreadable("this is no key set")
    ours = [one for one in found["keys"] if isinstance(one, dict) and one.get("crv") == "Ed25519"]
    keys = tuple(_bytes(str(one.get("x", "")).translate(str.maketrans("-_", "+/"))) for one in ours)
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise Unreadable("this file holds no Ed25519 public key")
    return keys


def _bytes(text: object) -> bytes:
    try:
        return unwritten(text)
    except ValueError:
        raise Unreadable("signature or key is not base 64") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that stands twice in an object could be read in two ways."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("a name stands twice in one object")
    return found


def _no_float(number: str) -> float:
    raise Unreadable(f"statements hold no fractions such as {number}")
