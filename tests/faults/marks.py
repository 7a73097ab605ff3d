"""Marked values, and the search for them in raw bytes, however they were encoded."""

from __future__ import annotations

import base64
import html
import json
import secrets
import string
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_plus

LETTERS = 10
LARGEST_MEMBER = 64 * 1024 * 1024
PIECE = 4096


def new_mark() -> str:
    """Ten random letters: once in ten million searches of a gigabyte they turn up by chance."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(LETTERS))


def spellings(mark: str) -> set[bytes]:
    """The ways in which bytes can spell a mark that stands somewhere in a longer text."""
    found = set()
    for text in {mark, mark.upper(), mark.capitalize()}:
        raw = text.encode()
        found |= {raw, text.encode("utf-16-le"), text.encode("utf-16-be")}
        found |= {raw.hex().encode(), raw.hex().upper().encode()}
        found |= {json.dumps(text)[1:-1].encode(), quote_plus(text).encode(), html.escape(text).encode()}
        for coded in (base64.standard_b64encode, base64.urlsafe_b64encode):
            found |= {_inner(coded, raw, before) for before in range(3)}
    return found


def _inner(coded: object, raw: bytes, before: int) -> bytes:
    """The letters that base64 gives a text at one of three alignments, without those that its neighbours share."""
    whole: bytes = coded(b"\0" * before + raw)  # type: ignore[operator]  # one of base64's two
    first, last = -(-before * 8 // 6), (before + len(raw)) * 8 // 6
    return whole[first:last]


@dataclass(frozen=True)
class Hit:
    """A mark that was found, and where."""

    place: str
    spelling: bytes
    around: bytes


def search(folders: Iterable[Path], *marks: str, pieces: Iterable[bytes] = ()) -> list[Hit]:
    """Every file below some folders that holds one of the marks or pieces, compressed members included."""
    wanted = {spelling for mark in marks for spelling in spellings(mark)} | set(pieces)
    return [hit for path in _files(folders) for hit in in_bytes(_content(path), wanted, str(path))]


def in_bytes(content: bytes, wanted: set[bytes], place: str) -> Iterator[Hit]:
    """Hits in some bytes and in what unpacks out of them."""
    for spelling in wanted:
        at = content.find(spelling)
        if at >= 0:
            yield Hit(place, spelling, content[max(0, at - 40) : at + 60])
    for number, member in enumerate(_members(content)):
        for spelling in wanted:
            if spelling in member:
                yield Hit(f"{place}, compressed member {number}", spelling, b"")


def _members(content: bytes) -> Iterator[bytes]:
    """What gzip and zlib streams inside some bytes unpack to."""
    whole = memoryview(content)
    for magic, bits in ((b"\x1f\x8b\x08", 31), (b"\x78\x9c", 15), (b"\x78\xda", 15)):
        at = content.find(magic)
        while at >= 0:
            member = _unpacked(whole[at:], bits)
            if len(member) >= LETTERS:
                yield member
            at = content.find(magic, at + 1)


def _unpacked(content: memoryview, bits: int) -> bytes:
    """What could be unpacked; most places that look like a stream are none, and end after a few bytes."""
    stream, found = zlib.decompressobj(bits), bytearray()
    try:
        for start in range(0, len(content), PIECE):
            found += stream.decompress(content[start : start + PIECE])
            if stream.eof or len(found) > LARGEST_MEMBER:
                break
    except zlib.error:
        pass
    return bytes(found)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:  # a server recycles its files while one looks
        return b""


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    """Each file once, however the folders lie in one another."""
    found = {path.resolve() for folder in folders for path in folder.rglob("*") if path.is_file()}
    yield from sorted(found)
