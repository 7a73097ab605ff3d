"""Moves what is sealed to the version that is written now, while the shop serves (FORMAT.md, 6).

A row is changed only if it is still what was read: whoever corrects or re-keys it at the same moment comes first, and
the next pass finds what is left. Nothing is locked while keys are fetched. The access log and the consent ledger keep
the version they were written in: the database lets nobody change their rows, and they end by themselves.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connections, transaction

from kindr.privacy import registry
from kindr.privacy.vault import files, keyrings, opening, sealing, streams
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.keyrings import Ring
from kindr.privacy.vault.ports import FileMissing
from kindr.privacy.vault.records import PersonalRecord, sealed_columns
from kindr.privacy.vault.rekeying import one_at_a_time
from kindr.privacy.vault.streams import HEADER

BATCH = 200
FIRST = uuid.UUID(int=0)

Told = Callable[[int], object]
"""Is told how many rows and files were sealed again so far."""


@dataclass(frozen=True)
class Left:
    """What is still sealed in another version than the one that is written now."""

    rows: int
    files: int


def reseal(*, told: Told = int) -> int:
    """Seals every row and file again that has another version; counts them. Can be stopped and run again."""
    done = 0
    for model in registry.personal_records():
        for batch in _old_rows(model):
            done += _seal_rows_again(batch)
            told(done)
    for file in _old_files():
        done += _seal_file_again(file)
        told(done)
    return done


def left() -> Left:
    """How much is left; what nobody can open any more is not counted, since it is forgotten."""
    rows = sum(len(_openable(batch)) for model in registry.personal_records() for batch in _old_rows(model))
    return Left(rows, sum(1 for _ in _old_files()))


def _old_rows(model: type[PersonalRecord]) -> Iterator[Sequence[PersonalRecord]]:
    """Batches of rows in which some column has another version, by id."""
    last, other = FIRST, " OR ".join(f'get_byte("{name}", 0) <> %s' for name in sealed_columns(model))
    versions = [sealing.version_written()] * len(sealed_columns(model))
    while True:
        rows = model._default_manager.filter(pk__gt=last).extra(where=[f"({other})"], params=versions)  # noqa: S610
        batch = list(rows.order_by("pk")[:BATCH])
        if not batch:
            return
        last = batch[-1].pk
        yield batch


def _openable(batch: Sequence[PersonalRecord]) -> list[tuple[PersonalRecord, Ring]]:
    ring = keyrings.fetch(ids=opening.raw_key_ids(batch))
    return [(record, ring) for record in batch if not opening.opened(record, ring).is_forgotten]


def _seal_rows_again(batch: Sequence[PersonalRecord]) -> int:
    return sum(_seal_row_again(record, ring) for record, ring in _openable(batch))


def _seal_row_again(record: PersonalRecord, ring: Ring) -> int:
    """Each column under the key that it has, if the row is still what was read; counts rows."""
    names = list(sealed_columns(type(record)))
    before = [None if (value := getattr(record, name)) is None else value.sealed for name in names]
    after = [
        None if sealed is None else _again(sealed, ring, opening.place_of(record, name))
        for name, sealed in zip(names, before, strict=True)
    ]
    table = record._meta.db_table
    put = ", ".join(f'"{name}" = %s' for name in names)
    same = " AND ".join(f'"{name}" IS NOT DISTINCT FROM %s' for name in names)
    with connections["default"].cursor() as cursor:
        statement = f'UPDATE "{table}" SET {put} WHERE id = %s AND {same}'  # noqa: S608  # names of our own columns
        cursor.execute(statement, [*after, record.pk, *before])
        return int(cursor.rowcount)


def _again(sealed: bytes, ring: Ring, place: bytes) -> bytes:
    """The same plaintext under the same key, in the version that is written now."""
    key = ring.by_raw_id[sealing.raw_key_id(sealed)]
    return sealing.seal(sealing.open_sealed(sealed, key=key, place=place), key=key, place=place)


def _old_files() -> Iterator[SealedFile]:
    for file in SealedFile.objects.order_by("pk").iterator(chunk_size=BATCH):
        try:
            with files.store().open(file.id) as source:
                header = source.read(HEADER.size)
        except FileMissing:
            continue
        if streams.version_of(header) != sealing.version_written():
            yield file


def _seal_file_again(file: SealedFile) -> int:
    """Writes a file anew under the key that it has; whoever reads the old one goes on reading it.

    Whoever seals the slot's files under another key meanwhile comes before or after: an old key never comes back.
    """
    with transaction.atomic():
        one_at_a_time(file.slot)
        key_id = files.key_id(file)
        ring = keyrings.fetch(ids=[key_id] if key_id else [])
        key = ring.by_id.get(key_id) if key_id else None
        if key is None:
            return 0
        files.seal_again(file, ring, key)
    if not SealedFile.objects.filter(pk=file.pk).exists():
        files.store().remove(file.id)  # it was erased while it was written
        return 0
    return 1
