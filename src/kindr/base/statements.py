"""Signed statements in files: a JSON object with its signature and public key beside its content; checked offline."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from kindr.base.signing import SignatureRefused, Signer, check, unwritten, written

ENVELOPE = frozenset({"signature", "public_key"})
KEY_BYTES = 32
MOMENTS = ("issued_at", "written_at", "committed_at", "asked_at")
GRACE = timedelta(minutes=5)
"""What was begun before a key was replaced may be signed a little later, and clocks differ."""


class Unreadable(ValueError):
    """This is no signed statement, or no public key."""


class NoMoment(SignatureRefused):
    """A statement does not say when it was signed, or without a zone: its key may have been replaced by then."""


class Trusted(NamedTuple):
    """A public key that a reader trusts; one that was replaced signs nothing that is dated later."""

    public_key: bytes
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Checked:
    """A statement whose signature holds, and whether the key was one that the reader trusts."""

    content: Mapping[str, Any]
    public_key: bytes
    is_key_known: bool


def signed(content: Mapping[str, Any], signer: Signer) -> dict[str, Any]:
    """The content with its signature and the public key that checks it; raises NoMoment when it does not say when."""
    if moment_of(content) is None:
        raise NoMoment("a statement is signed with the moment at which it is")
    now = signer.now()
    return {**content, "signature": written(now.sign(content)), "public_key": written(now.public_key)}


def read(source: str) -> dict[str, Any]:
    """A statement from the text of its file; raises Unreadable."""
    try:
        found = json.loads(source, object_pairs_hook=_once, parse_float=_no_float)
    except (ValueError, RecursionError) as problem:
        raise Unreadable(f"this is not JSON as statements are written: {problem}") from None
    if not isinstance(found, dict) or not found.keys() >= ENVELOPE:
        raise Unreadable("this is JSON, but no signed statement")
    return found


def verify(statement: Mapping[str, Any], keys: Sequence[bytes | Trusted] = ()) -> Checked:
    """Checks a statement against the keys of whoever is trusted, or against its own; raises SignatureRefused, NoMoment.

    With its own key a statement only proves that nothing in it was changed, not who signed it. A key that was replaced
    is good for what is dated before: whoever stole it signs nothing new. What names no moment, as records of processing
    once did, is good for as long as its key signs.
    """
    content = content_of(statement)
    own, signature = _bytes(statement["public_key"]), _bytes(statement["signature"])
    known = {key.public_key: key for key in (Trusted(each) if isinstance(each, bytes) else each for each in keys)}
    if keys and own not in known:
        raise SignatureRefused("it was signed with a key that is not among those given")
    if len(own) != KEY_BYTES:
        raise Unreadable("the public key has a wrong length")
    try:
        check(content, signature, own)
    except UnicodeEncodeError:
        raise Unreadable("the statement holds half of a surrogate pair, which is no character") from None
    moment, until = moment_of(content), known[own].until if keys else None
    if until is not None and moment is None:
        raise NoMoment("its key was replaced, and it does not say that it was signed before; have it made anew")
    if not is_in_time(moment, until):
        raise SignatureRefused("its key had been replaced by the moment that it names")
    return Checked(content, own, bool(keys))


def is_in_time(moment: datetime | None, until: datetime | None) -> bool:
    """Whether a key that signed until some moment may have signed what names this one."""
    return until is None or (moment is not None and moment <= until + GRACE)


def moment_of(content: Mapping[str, Any]) -> datetime | None:
    """When a statement says it was signed: the latest of the moments by which the kinds of them say so.

    Raises NoMoment for one that is none, or has no zone and so may be any of a day's.
    """
    header = content.get("header")
    places = [content, header if isinstance(header, dict) else {}]
    named = [str(place[name]) for place in places for name in MOMENTS if place.get(name)]
    return max(map(_moment, named), default=None)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise NoMoment("the moment that it names is none") from None
    if moment.tzinfo is None:
        raise NoMoment("the moment that it names has no zone, so nobody can tell whether its key had been replaced")
    return moment


def content_of(statement: Mapping[str, Any]) -> dict[str, Any]:
    """What the signature covers: all but itself and the key, which a reader must know from elsewhere."""
    return {name: value for name, value in statement.items() if name not in ENVELOPE}


def keys_in(source: str) -> tuple[Trusted, ...]:
    """The public keys of a file: a JSON Web Key Set, or one key in base 64; raises Unreadable.

    `until`, which is ours, says when a key was replaced.
    """
    try:
        found = json.loads(source)
    except ValueError:
        found = {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": source.strip()}]}
    if not isinstance(found, dict) or not isinstance(found.get("keys"), list):
        raise Unreadable("this is no key set")
    ours = [one for one in found["keys"] if isinstance(one, dict) and one.get("crv") == "Ed25519"]
    keys = tuple(map(_key, ours))
    if not keys or any(len(key.public_key) != KEY_BYTES for key in keys):
        raise Unreadable("this file holds no Ed25519 public key")
    return keys


def _key(found: Mapping[str, Any]) -> Trusted:
    public_key = _bytes(str(found.get("x", "")).translate(str.maketrans("-_", "+/")))
    try:
        since, until = (datetime.fromisoformat(found[name]) if name in found else None for name in ("since", "until"))
    except (ValueError, TypeError):
        raise Unreadable("a key names a moment that is none") from None
    if any(moment is not None and moment.tzinfo is None for moment in (since, until)):
        raise Unreadable("a key names a moment without its zone")
    return Trusted(public_key, since, until)


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
