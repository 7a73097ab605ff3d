"""Checkpoints as signed notes (C2SP tlog-checkpoint and signed-note): size and head of the tree, with a signature.

After the head come lines of our own, which the format allows: a number, a moment, and what was out of the ordinary.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kindr.base.signing import SignatureRefused, Signer, check_bytes, unwritten, written
from kindr.base.statements import is_in_time

ED25519 = b"\x01"
DASH = "\u2014 "


class NoCheckpoint(ValueError):
    """This text is not a checkpoint of this log, or its signature is not the log's."""


@dataclass(frozen=True)
class Checkpoint:
    """What a note says."""

    size: int
    root: bytes
    number: int
    at: datetime
    says: Mapping[str, str] = field(default_factory=dict)
    """Further lines: `past` rows whose moment was long over, `found` rows that had been missed, `restored` …"""

    def count(self, word: str) -> int:
        """A number among the further lines; 0 when it is not there."""
        return int(self.says.get(word, "0"))


@dataclass(frozen=True)
class LogKey:
    """The log's name and public key, as others need them to verify a note."""

    origin: str
    public: bytes
    until: datetime | None = None
    """When it was replaced; it signs nothing that is dated later."""

    @property
    def id(self) -> bytes:
        """The four bytes before each signature."""
        return hashlib.sha256(self.origin.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        name = f"{self.origin}+{self.id.hex()}+{written(ED25519 + self.public)}"
        return f"{name} until {moment_of(self.until)}" if self.until else name


def signed(checkpoint: Checkpoint, *, origin: str, signer: Signer) -> str:
    """The note of a checkpoint."""
    lines = [origin, str(checkpoint.size), written(checkpoint.root), f"number {checkpoint.number}"]
    lines += [f"time {moment_of(checkpoint.at)}", *(f"{word} {rest}" for word, rest in checkpoint.says.items())]
    body = "".join(f"{line}\n" for line in lines)
    now = signer.now()
    signature = LogKey(origin, now.public_key).id + now.sign_bytes(body.encode())
    return f"{body}\n{DASH}{origin} {written(signature)}\n"


def opened(note: str, keys: Sequence[LogKey]) -> Checkpoint:
    """What a note says, once its signature was checked; raises NoCheckpoint."""
    body, _, signatures = note.partition("\n\n")
    body += "\n"
    try:
        key, signature = _signature_in(signatures, keys)
        check_bytes(body.encode(), signature, key.public)
        origin, size, root, *rest = body.splitlines()
        if origin != key.origin:
            raise NoCheckpoint("this is a checkpoint of another log")
        words = dict(line.split(" ", 1) for line in rest)
        number, time = int(words.pop("number")), datetime.fromisoformat(words.pop("time"))
        if time.tzinfo is None:
            raise NoCheckpoint("its moment has no zone, so nobody can tell whether its key had been replaced by then")
        if not is_in_time(time, key.until):
            raise NoCheckpoint("its key had been replaced by then")
        return Checkpoint(int(size), unwritten(root), number, time, words)
    except NoCheckpoint:
        raise
    except (SignatureRefused, ValueError, KeyError) as error:
        raise NoCheckpoint("this is not a checkpoint of this log") from error


def moment_of(at: datetime) -> str:
    """A moment as notes write it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _signature_in(lines: str, keys: Sequence[LogKey]) -> tuple[LogKey, bytes]:
    named = {(key.origin, key.id): key for key in keys}
    for line in lines.splitlines():
        name, _, encoded = line.removeprefix(DASH).rpartition(" ")
        found = unwritten(encoded)
        key = named.get((name, found[:4])) if line.startswith(DASH) else None
        if key is not None:
            return key, found[4:]
    raise NoCheckpoint("this note does not bear the log's signature")
