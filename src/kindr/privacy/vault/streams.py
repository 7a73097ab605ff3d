"""The written format of a sealed file (FORMAT.md): chunks of AES-256-GCM in the STREAM construction, bound to a place.

STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, CRYPTO 2015): a chunk's nonce holds its number and whether it is the last,
so that a cut, a swap or a splice does not open, while any range can be opened by itself.
"""

from __future__ import annotations

import io
import os
import struct
import uuid
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kindr.privacy.vault import sealing
from kindr.privacy.vault.sealing import TAG_BYTES, DataCipher, Nonces, TamperedSeal, UnknownFormat

AES_256_GCM_STREAM = 2
CHUNK_EXPONENT = 16
CHUNK = 1 << CHUNK_EXPONENT
SALT_BYTES = 32
PREFIX_BYTES = 7
HEADER = struct.Struct(">BB16sB32s7s")
"""Version, algorithm, key id, chunk size as a power of two, file salt, nonce prefix: 58 bytes."""
DOMAIN_2 = b"kindr/file/v2"
TAIL = struct.Struct(">I?")
"""Number of the chunk from 0, and whether it is the last one: the end of each nonce."""


class Sealer:
    """Seals a file while its bytes arrive; one chunk is held back, because the last one is marked."""

    def __init__(self, key: DataCipher, place: bytes, *, nonces: Nonces = os.urandom) -> None:
        salt, self._prefix = nonces(SALT_BYTES), nonces(PREFIX_BYTES)
        version = sealing.version_written()
        self.header = HEADER.pack(version, AES_256_GCM_STREAM, key.raw_id, CHUNK_EXPONENT, salt, self._prefix)
        self._cipher = _file_cipher(key, salt)
        self._bound = _bound(self.header, place)
        self._waiting = bytearray()
        self._number = 0

    def add(self, plaintext: bytes) -> bytes:
        """The chunks that are full and surely not the last; the header goes before them, once."""
        self._waiting += plaintext
        sealed = []
        while len(self._waiting) > CHUNK:
            sealed.append(self._seal(bytes(self._waiting[:CHUNK]), is_last=False))
            del self._waiting[:CHUNK]
        return b"".join(sealed)

    def finish(self) -> bytes:
        """The last chunk; an empty file is one empty chunk."""
        return self._seal(bytes(self._waiting), is_last=True)

    def _seal(self, chunk: bytes, *, is_last: bool) -> bytes:
        nonce = self._prefix + TAIL.pack(self._number, is_last)
        self._number += 1
        return self._cipher.encrypt(nonce, chunk, self._bound)


def seal_stream(plaintext: Iterable[bytes], *, key: DataCipher, place: bytes) -> Iterator[bytes]:
    """The whole sealed file, piece by piece."""
    sealer = Sealer(key, place)
    yield sealer.header
    for piece in plaintext:
        yield sealer.add(piece)
    yield sealer.finish()


class SealedReader(io.RawIOBase):
    """A sealed file read in clear, from any position; holds one opened chunk. Raises TamperedSeal, UnknownFormat."""

    def __init__(self, source: BinaryIO, *, key: DataCipher, place: bytes) -> None:
        super().__init__()
        self._source = source
        source.seek(0)
        header = source.read(HEADER.size)
        if key_id(header) != key.id:
            raise TamperedSeal("the file was sealed under another key")
        *_, exponent, salt, self._prefix = HEADER.unpack(header)
        self._chunk = 1 << exponent
        self._cipher = _file_cipher(key, salt)
        self._bound = _bound(header, place)
        self.size, self._chunks = _measure(source.seek(0, io.SEEK_END), self._chunk)
        self._position = 0
        self._opened: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        self._position = max(0, start + offset)
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's Buffer has no len
        if self._position >= self.size:
            return 0
        number, skipped = divmod(self._position, self._chunk)
        piece = self._open(number)[skipped : skipped + len(buffer)]
        buffer[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._opened = (-1, b"")
            self._source.close()
        super().close()

    def check_end(self) -> None:
        """Opens the last chunk, so that a file that was cut short is refused before anything is released."""
        self._open(self._chunks - 1)

    def _open(self, number: int) -> bytes:
        if self._opened[0] != number:
            self._source.seek(HEADER.size + number * (self._chunk + TAG_BYTES))
            sealed = self._source.read(self._chunk + TAG_BYTES)
            nonce = self._prefix + TAIL.pack(number, number == self._chunks - 1)
            try:
                self._opened = (number, self._cipher.decrypt(nonce, sealed, self._bound))
            except InvalidTag:
                raise TamperedSeal("the file does not belong here, was cut or was changed") from None
        return self._opened[1]


class Pieces(Iterator[bytes]):
    """The bytes from `start` to before `stop`, opened chunk by chunk when asked for; closes the file at the end."""

    def __init__(self, reader: SealedReader, start: int, stop: int) -> None:
        self._reader = reader
        self._left = stop - reader.seek(start)

    def __next__(self) -> bytes:
        piece = self._reader.read(min(CHUNK, self._left)) if self._left > 0 else b""
        if not piece:
            self.close()
            raise StopIteration
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Lets go of the file, also when not everything was read; web servers call this."""
        self._left = 0
        self._reader.close()


def key_id(header: bytes) -> uuid.UUID:
    """The id of the data key that a sealed file names; raises UnknownFormat."""
    if len(header) < HEADER.size:
        raise UnknownFormat("too short for a sealed file")
    version, algorithm, key, exponent, _salt, _prefix = HEADER.unpack_from(header)
    known = version in sealing.VERSIONS and (algorithm, exponent) == (AES_256_GCM_STREAM, CHUNK_EXPONENT)
    if not known:
        raise UnknownFormat(f"file format version {version}, algorithm {algorithm}, chunks of 2^{exponent}")
    return uuid.UUID(bytes=key)


def version_of(header: bytes) -> int:
    """The format version of a sealed file."""
    return header[0]


def sealed_size(size: int) -> int:
    """How many bytes a file of `size` bytes takes when it is sealed."""
    return HEADER.size + size + TAG_BYTES * max(1, -(-size // CHUNK))


def _measure(sealed: int, chunk: int) -> tuple[int, int]:
    """The size in clear and the number of chunks of a sealed file; raises TamperedSeal for an impossible length."""
    body = sealed - HEADER.size
    chunks = max(1, -(-body // (chunk + TAG_BYTES)))
    last = body - (chunks - 1) * (chunk + TAG_BYTES) - TAG_BYTES
    if last < 0 or (last == 0 and chunks > 1):
        raise TamperedSeal("the file was cut")
    return body - chunks * TAG_BYTES, chunks


def _bound(header: bytes, place: bytes) -> bytes:
    """What every chunk is bound to; version 2 names what it is before it says where."""
    if header[0] == sealing.VERSION:
        return sealing.encode(header, place)
    return sealing.encode(DOMAIN_2, header, place)


def _file_cipher(key: DataCipher, salt: bytes) -> AESGCM:
    return AESGCM(sealing.derive(sealing.extract(key.secret, salt), "kindr/blob/v1"))
