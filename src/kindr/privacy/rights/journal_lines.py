"""The lines of the shred journal: each names the hash of the one before it, and bears a key of its time."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from kindr.base.signing import SignatureRefused, canonical, check, unwritten

FIRST = "0" * 64
"""What stands for the line before the first."""
LONGEST_LINE = 4096


class JournalTampered(Exception):
    """A line was changed, left out, added by somebody else, or is no line of a journal."""


class SignerUnknown(JournalTampered):
    """No key that may have signed a line here did: it was changed, or the files of keys are older than the line."""

    def __init__(self, line: str) -> None:
        super().__init__(
            f"{line} was not signed by this installation, as far as its keys are known here: either it was changed, or"
            " roots.json and roots.json.signers were put back from before a turn of the key that signs; then put their"
            " newest copies back"
        )


@dataclass(frozen=True)
class Head:
    """Where a journal ends: how many lines it has, and the hash of the last one."""

    lines: int
    last: str


def checked(text: bytes, before: Head, keys: list[bytes]) -> tuple[dict[str, Any], Head]:
    """The line, and where the journal ends with it; raises JournalTampered.

    Keys that are older than the one of a line are taken out of `keys`: whoever stole one adds nothing behind it.
    """
    number = before.lines + 1
    line = parsed(text, number)
    leave_older_keys(line, keys, name=f"line {number}")
    if (line["n"], line["before"]) != (number, before.last):
        raise JournalTampered(f"line {number} does not follow the line before it")
    return line, Head(number, hash_of(line))


def leave_older_keys(line: Mapping[str, Any], keys: list[bytes], *, name: str) -> None:
    """Takes the keys out of `keys` that are older than the one that signed a line; raises SignerUnknown."""
    content = {name: value for name, value in line.items() if name != "signature"}
    try:
        del keys[: _place_of_signer(content, unwritten(line["signature"]), keys)]
    except (SignatureRefused, ValueError, KeyError) as error:
        raise SignerUnknown(name) from error


def _place_of_signer(content: Mapping[str, Any], signature: bytes, keys: Sequence[bytes]) -> int:
    """Which of the keys signed it; raises SignatureRefused."""
    for place, key in enumerate(keys):
        with suppress(SignatureRefused):
            check(content, signature, key)
            return place
    raise SignatureRefused("none of these keys signed it")


def whole_lines(path: Path, size: int) -> Iterator[bytes]:
    """The lines that end within so many bytes; what stands after the last line's end was never promised to anybody."""
    if not size:
        return
    with path.open("rb") as file:
        for text in file:
            size -= len(text)
            if size < 0:
                return
            if text.endswith(b"\n"):
                yield text


def tail(file: BinaryIO, keys: list[bytes] | None = None) -> tuple[int, Head]:
    """How many bytes of the file are whole lines, and the head they make; the last bears one of the keys, if given."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - 2 * LONGEST_LINE)
    file.seek(start)
    end = file.read(size - start)
    whole = end.rfind(b"\n") + 1
    if whole == 0:
        if start:
            raise JournalTampered("the end of the journal is not readable")
        return 0, Head(0, FIRST)
    last = parsed(end[end.rfind(b"\n", 0, whole - 1) + 1 : whole], -1)
    if keys is not None:
        leave_older_keys(last, keys, name="the last line")
    return start + whole, Head(int(last["n"]), hash_of(last))


def head_at(file: BinaryIO, size: int, keys: list[bytes]) -> Head:
    """Where the journal ended when it had so many bytes, all of them whole lines; leaves the keys that may go on."""
    if size == 0:
        return Head(0, FIRST)
    start = max(0, size - 2 * LONGEST_LINE)
    file.seek(start)
    lines = file.read(size - start).splitlines()
    last = parsed(lines[-1], -1)
    leave_older_keys(last, keys, name=f"line {last['n']}")
    return Head(int(last["n"]), hash_of(last))


def parsed(text: bytes, number: int) -> dict[str, Any]:
    try:
        line = json.loads(text)
        if isinstance(line, dict) and line["v"] == 1:
            return line
    except (ValueError, KeyError):
        pass
    raise JournalTampered(f"line {number} cannot be read" if number > 0 else "the last line cannot be read")


def hash_of(line: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(line)).hexdigest()
