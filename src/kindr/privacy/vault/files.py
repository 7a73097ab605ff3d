"""Sealed files: a row without personal values, and ciphertext in the file store (policy 2.6, 2.7)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import ClassVar

from django.db import models

from kindr.base.ids import new_id
from kindr.privacy.people import Person
from kindr.privacy.vault import asking, sealing, streams
from kindr.privacy.vault.keyrings import Ring, Slot
from kindr.privacy.vault.ports import FileMissing, FileStore
from kindr.privacy.vault.sealing import DataCipher, TamperedSeal
from kindr.privacy.vault.streams import HEADER, Pieces, SealedReader

_stores: list[FileStore] = []
FILES = "SELECT * FROM privacy_sealedfile WHERE person_id = ANY(%s) ORDER BY stored_at, id"


class MediaType(models.TextChoices):
    """What a file may be; it is decided by the program that re-encoded it, never by the sender."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    MP3 = "audio/mpeg"
    OGG = "audio/ogg"
    WAV = "audio/wav"
    PDF = "application/pdf"
    """Only saved, never shown within a page: it is kept as it came."""
    ZIP = "application/zip"
    """Only made by the program: the package of a request."""


class SealedFile(models.Model):
    """One file of one person under one clause. Written by `gates.collect_file`, read by `gates.read_file`.

    The sender's name for the file is not kept: names of files say who is on a picture and where it was taken.
    """

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id, and the name of the ciphertext in the file store",
        "person": "a random id",
        "clause": "a word of the policy",
        "covers": "a period, or a random id",
        "source": "a word of the policy",
        "media_type": "one of eight kinds of file, the same for everybody",
        "size": "a number of bytes; the length of the ciphertext tells as much",
        "stored_at": "a moment, which the access log needs as well",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    clause = models.CharField(max_length=40)
    covers = models.CharField(max_length=36, editable=False)
    """The period of the key: "life", a year, the file's own id, or the id of the record that it belongs to."""
    source = models.CharField(max_length=20)
    media_type = models.CharField(max_length=20, choices=MediaType.choices)
    size = models.PositiveBigIntegerField()
    """Bytes in clear."""
    stored_at = models.DateTimeField()

    class Meta:
        app_label = "privacy"
        indexes = [models.Index(fields=["person", "clause", "covers"], name="files_by_slot")]
        constraints = [
            models.CheckConstraint(condition=models.Q(media_type__in=MediaType.values), name="media_type_is_known")
        ]

    def __str__(self) -> str:
        return f"file {self.id}"

    @property
    def slot(self) -> Slot:
        """What the file's key covers."""
        return Slot(self.person_id, self.clause, self.covers)


def adopt_store(store: FileStore) -> None:
    """Tells the vault where sealed files lie; called by the wiring."""
    _stores[:] = [store]


def store() -> FileStore:
    """The adopted file store."""
    if not _stores:
        raise LookupError("kindr.web.wiring has not bound the file store yet")
    return _stores[0]


def write(file: SealedFile, content: Iterable[bytes], key: DataCipher) -> None:
    """Seals content into the store while it is read, and sets the row's size; the caller saves the row."""
    size = 0

    def counted() -> Iterable[bytes]:
        nonlocal size
        for piece in content:
            size += len(piece)
            yield piece

    store().put(file.id, streams.seal_stream(counted(), key=key, place=place_of(file)))
    file.size = size


def key_id(file: SealedFile) -> uuid.UUID | None:
    """The id of the key that the file was sealed with; None when its ciphertext is gone."""
    try:
        with store().open(file.id) as source:
            return streams.key_id(source.read(HEADER.size))
    except FileMissing:
        return None


def opened(file: SealedFile, ring: Ring) -> SealedReader | None:
    """The file ready to be read in clear; None when key or ciphertext is gone. Raises TamperedSeal, UnknownFormat."""
    try:
        source = store().open(file.id)
    except FileMissing:
        return None
    try:
        key = ring.by_id.get(streams.key_id(source.read(HEADER.size)))
        reader = SealedReader(source, key=key, place=place_of(file)) if key else None
        if reader:
            reader.check_end()
        if reader and reader.size != file.size:
            raise TamperedSeal("the file is not as long as its row says")
    except BaseException:
        source.close()
        raise
    if reader is None:
        source.close()
    return reader


def part(reader: SealedReader, *, start: int = 0, stop: int | None = None) -> Pieces:
    """The bytes from `start` to before `stop`, cut to the file's size."""
    end = reader.size if stop is None else min(stop, reader.size)
    return Pieces(reader, max(0, min(start, end)), end)


def seal_again(file: SealedFile, old: Ring, new: DataCipher) -> None:
    """Writes the file anew under another key, in one step; a forgotten file is left as it is."""
    reader = opened(file, old)
    if reader is not None:
        write(file, part(reader), new)


def of(people: Collection[uuid.UUID]) -> list[SealedFile]:
    """The files of some people, oldest first: what the rights engine discovers."""
    return asking.whole(SealedFile, FILES, [list(people)])


def erase(files: Iterable[SealedFile]) -> int:
    """Takes ciphertext, then rows away; can be done again after a crash. Counts files. The key goes by its own gate."""
    ids = [file.id for file in files]
    for id in ids:
        store().remove(id)
    return SealedFile.objects.filter(pk__in=ids).delete()[0] if ids else 0


def left_of(ids: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Those of the ids that still have a row or ciphertext: empty proves that the files are gone."""
    rows = set(SealedFile.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))
    return sorted({id for id in ids if id in rows or store().has(id)}, key=str)


def sweep(*, before: datetime) -> int:
    """Takes away ciphertext that no row names, left by a crash between file and row; counts it."""
    ids = list(store().ids_before(before))
    known = set(SealedFile.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return sum(store().remove(id) for id in ids if id not in known)


def place_of(file: SealedFile) -> bytes:
    """Where a file lives, as its seal is bound to it."""
    return sealing.place(
        table="privacy_sealedfile", column="content", person=file.person_id, row=file.id, clause=file.clause
    )
