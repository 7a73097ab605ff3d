#!/usr/bin/env python3
"""Verifies what Kindr's log proves, without Kindr: Python 3.9 or newer, its standard library and `cryptography`.

    python verify_log.py proof.json              a line is in the log, word for word
    python verify_log.py growth.json             the log of a later checkpoint began with that of an earlier one
    python verify_log.py log.witness --key KEY   every checkpoint of a witness file is signed, and none shrinks

`--key` is the log's public key as you know it from elsewhere, or all lines of `/log/key`, in which a key that was
replaced names its end: it signs nothing that is dated later. `--witness FILE` asks that the proof's checkpoints stand
in a copy that you trust. Ends with 0 when everything holds, with 1 when something does not, with 2 for a file that is
none of these. Hashing is RFC 9162, checkpoints are C2SP tlog-checkpoint, the leaf is FORMAT.md, section 5.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import sys
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

DASH = "\u2014 "
GRACE = timedelta(minutes=5)
INCLUSION, CONSISTENCY = "kindr/log/inclusion/v1", "kindr/log/consistency/v1"


class Wrong(Exception):
    """Something does not hold."""


def main() -> int:
    """Verifies one file; the exit code says how it went."""
    parser = argparse.ArgumentParser(description="Verifies a proof or a witness file of Kindr's log.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", help="the log's public key: name+id+base64")
    parser.add_argument("--witness", type=Path, help="a witness file that must hold the proof's checkpoints")
    options = parser.parse_args()
    try:
        text = options.file.read_text(encoding="utf-8")
        said = verified(text, options.key, options.witness.read_text(encoding="utf-8") if options.witness else None)
    except Wrong as wrong:
        print(f"DOES NOT HOLD: {wrong}")
        return 1
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as unusable:
        print(f"this is no proof and no witness file: {unusable!r}")
        return 2
    print("\n".join(["HOLDS", *said]))
    return 0


def verified(text: str, key: str | None, witness: str | None) -> list[str]:
    """What was verified, as sentences; raises Wrong."""
    if not text.lstrip().startswith("{"):
        if key is None:
            raise ValueError("a witness file is verified with --key")
        return verified_witness(text, key)
    proof = json.loads(text)
    kind = {INCLUSION: verified_line, CONSISTENCY: verified_growth}[proof["proof"]]
    trusted = key or proof["key"]
    said = kind(proof, trusted, set(notes_in(witness)) if witness is not None else None)
    return said if key else [*said, f"the key is the file's own, compare it with what others know: {trusted}"]


def verified_line(proof: dict[str, Any], key: str, witness: set[str] | None) -> list[str]:
    """A line: its words make its leaf, its leaf leads to the head, the head is signed."""
    line, leaf = proof["line"], unwritten(proof["leaf"])
    if leaf_of(line) != leaf:
        raise Wrong("the line is not what its leaf was made of")
    signed = checkpoint(proof["checkpoint"], key, witness)
    path = [unwritten(step) for step in proof["path"]]
    if not includes(leaf, int(proof["index"]), signed["size"], path, signed["root"]):
        raise Wrong("the leaf does not lead to the head that was signed")
    says = {name: value for name, value in json.loads(line["payload"]).items() if name != "salt"}
    return [
        f"line {proof['index']} of {signed['size']} in the {proof['book']}, checkpoint {signed['number']}",
        f"at {line['at']} about person {line['person']}",
        json.dumps(says, ensure_ascii=False),
    ]


def verified_growth(proof: dict[str, Any], key: str, witness: set[str] | None) -> list[str]:
    """Two checkpoints: the later tree began with the earlier one."""
    first, second = (checkpoint(proof[name], key, witness) for name in ("first", "second"))
    path = [unwritten(step) for step in proof["path"]]
    if not grew_from(first, second, path):
        raise Wrong("the later tree did not begin with the earlier one")
    return [
        f"the {second['size']} lines of checkpoint {second['number']} begin with"
        f" the {first['size']} lines of checkpoint {first['number']}"
    ]


def verified_witness(text: str, key: str) -> list[str]:
    """A witness file: every note is signed, and the log never shrank unless it said that it was restored."""
    before, count, restores = None, 0, 0
    for note in notes_in(text):
        now = checkpoint(note, key, None)
        restores += "restored" in now
        if before and "restored" not in now:
            if now["number"] <= before["number"] or now["size"] < before["size"]:
                raise Wrong(f"checkpoint {now['number']} is behind checkpoint {before['number']}")
            if now["size"] == before["size"] and now["root"] != before["root"]:
                raise Wrong(f"checkpoints {before['number']} and {now['number']} have two heads for one size")
        before, count = now, count + 1
    if before is None:
        raise ValueError("there is no checkpoint in it")
    said = [f"{count} checkpoints, the last one is number {before['number']} of {before['size']} lines"]
    return [*said, f"{restores} of them name a restore"] if restores else said


def checkpoint(note: str, key: str, witness: set[str] | None) -> dict[str, Any]:
    """What a note says, once its signature holds; raises Wrong."""
    body, _, signatures = note.partition("\n\n")
    body += "\n"
    origin, until = signer(body, signatures, key)
    if witness is not None and note not in witness:
        raise Wrong("the witness file does not have this checkpoint")
    name, size, root, *rest = body.splitlines()
    if name != origin:
        raise Wrong("this is a checkpoint of another log")
    says = dict(line.split(" ", 1) for line in rest)
    if until and moment(says["time"]) > moment(until) + GRACE:
        raise Wrong(f"a checkpoint of {says['time']} bears a key that was replaced on {until}")
    return {**says, "size": int(size), "root": unwritten(root), "number": int(says["number"])}


def moment(text: str) -> datetime:
    """A moment with its zone; raises Wrong for one that could be any of a day's."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise Wrong(f"the moment {text} has no zone")
    return found


def signer(body: str, signatures: str, keys: str) -> tuple[str, str]:
    """The name of the key that signed, of those given, and its end if it has one; raises Wrong."""
    for line in keys.splitlines():
        key, _, until = line.strip().partition(" until ")
        origin, identity, encoded = key.split("+", 2)
        public = unwritten(encoded)
        if public[:1] != b"\x01" or key_id(origin, public).hex() != identity:
            raise Wrong("the key is not what its name says")
        if any(is_signed(body, each, origin, public) for each in signatures.splitlines()):
            return origin, until
    raise Wrong("a checkpoint does not bear this key's signature")


def unwritten(text: str) -> bytes:
    """The bytes of a text in base 64, which has one spelling for them; raises Wrong."""
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError:
        raise Wrong("this is not base 64") from None
    if base64.b64encode(found).decode() != text:
        raise Wrong("this is not base 64 as it is written here")
    return found


def key_id(origin: str, public: bytes) -> bytes:
    """The four bytes that name a key (C2SP signed-note)."""
    return hashlib.sha256(origin.encode() + b"\n" + public).digest()[:4]


def is_signed(body: str, line: str, origin: str, public: bytes) -> bool:
    """Whether one signature line is this key's and fits the text."""
    name, _, encoded = line[len(DASH) :].rpartition(" ")
    if not line.startswith(DASH) or name != origin:
        return False
    found = unwritten(encoded)
    try:
        Ed25519PublicKey.from_public_bytes(public[1:]).verify(found[4:], body.encode())
    except InvalidSignature:
        return False
    return found[:4] == key_id(origin, public)


def notes_in(text: str) -> list[str]:
    """The whole notes of a witness file."""
    parts = text.split("\n\n")
    return [f"{body}\n\n{signature}\n" for body, signature in zip(parts[0:-1:2], parts[1:-1:2])]  # noqa: B905


def leaf_of(line: dict[str, Any]) -> bytes:
    """The leaf that a line's words make."""
    payload = line["payload"].encode()
    salt = bytes.fromhex(json.loads(payload)["salt"])
    ids = [uuid.UUID(line[name]).bytes for name in ("id", "person")]
    parts = [b"kindr/leaf/v1", *ids, line["at"].encode(), payload]
    whole = len(parts).to_bytes(8, "big") + b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return hashlib.sha256(b"\x00" + hmac.new(salt, whole, hashlib.sha256).digest()).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def includes(leaf: bytes, index: int, size: int, path: list[bytes], head: bytes) -> bool:
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if at % 2 or at == last:
            found = node(step, found)
            while at and not at % 2:
                at, last = at // 2, last // 2
        else:
            found = node(found, step)
        at, last = at // 2, last // 2
    return last == 0 and found == head


def grew_from(first: dict[str, Any], second: dict[str, Any], path: list[bytes]) -> bool:
    """RFC 9162, 2.1.4.2."""
    at, last = first["size"] - 1, second["size"] - 1
    if at == last or at < 0:
        expected: bytes = second["root"] if at == last else hashlib.sha256(b"").digest()
        return (path, first["root"]) == ([], expected)
    if at > last or not path:
        return False
    steps = [first["root"], *path] if first["size"] & at == 0 else path
    while at % 2:
        at, last = at // 2, last // 2
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            before, after = node(step, before), node(step, after)
            while at and not at % 2:
                at, last = at // 2, last // 2
        else:
            after = node(after, step)
        at, last = at // 2, last // 2
    return last == 0 and (before, after) == (first["root"], second["root"])


if __name__ == "__main__":
    sys.exit(main())
