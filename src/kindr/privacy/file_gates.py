"""The gates for files, called as `gates.collect_file`: check, record, do, as everywhere (policy 2.6, 2.7, 5.3)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kindr.base.clock import jakarta_year
from kindr.base.ids import new_id
from kindr.privacy import registry
from kindr.privacy.access import checks, log, notes
from kindr.privacy.access.log import Note
from kindr.privacy.access.terms import Access
from kindr.privacy.retention import held
from kindr.privacy.terms import Period, Purpose
from kindr.privacy.vault import files, keyrings, rekeying
from kindr.privacy.vault.files import MediaType, SealedFile
from kindr.privacy.vault.keyrings import Ring
from kindr.privacy.vault.opening import Forgotten
from kindr.privacy.vault.streams import Pieces


@dataclass(frozen=True)
class FileTerms:
    """Under which clause a file is kept, what it is, and what its key covers."""

    clause: str
    media_type: MediaType
    source: str
    belongs_to: uuid.UUID | None = None
    """For clauses with a key per record: the record whose files share one key; else each file has its own."""


def collect_file(
    content: Iterable[bytes], *, person: uuid.UUID, access: Access, at: datetime, terms: FileTerms
) -> SealedFile:
    """Takes a file in: seals it into the store while it is read, and saves its row with the log line.

    Ciphertext comes first and the row second: a crash between them leaves a file that no row names, for the sweep.
    Raises Refused, PersonClosed, and whatever reading the content raises.
    """
    clause, row = registry.clause(terms.clause), new_id()
    file = SealedFile(
        id=row,
        person_id=person,
        clause=clause.key,
        source=terms.source,
        media_type=terms.media_type,
        covers=_covers(clause.keep.period, terms, row, at),
        stored_at=at,
    )
    noted = [notes.about(person, "collect", [clause.key])]
    purpose = notes.guard(
        lambda: notes.check_collection(clause, person, terms.source, access, at=at), noted, access=access, at=at
    )
    new = [file.slot] if clause.keep.period is Period.RECORD else []
    keys = keyrings.for_writing([file.slot, log.slot_of(person, at)], at=at, outliving=[log.CLAUSE], new=new)
    key = keys[file.slot]
    notes.guard(lambda: checks.check_hold(key.hold, purpose, clause), noted, access=access, at=at)
    files.write(file, content, key)
    _save(file, noted, access=access, at=at, ring=Ring({}, keys))
    rekeying.keep_file_up(file, key)
    return file


def read_file(file: SealedFile, *, access: Access, at: datetime, start: int = 0, stop: int | None = None) -> Pieces:
    """The bytes from `start` to before `stop` (to the end when None), opened chunk by chunk while they are sent.

    The log row is committed before anything is opened. Raises Refused, Forgotten, LogUnavailable, TamperedSeal.
    """
    noted = [notes.about(file.person_id, "read", [file.clause])]
    purpose = _check_use(noted, access=access, at=at)
    key_id = files.key_id(file)
    if key_id is None:
        raise Forgotten(f"{file} is forgotten")
    ring = keyrings.fetch(ids=[key_id], slots=[log.slot_of(file.person_id, at)])
    key = ring.by_id.get(key_id)
    if key is not None:
        notes.guard(lambda: notes.check_holds({(file.clause, key.hold)}, purpose, access), noted, access=access, at=at)
    log.write(noted, access=access, at=at, ring=ring)
    reader = files.opened(file, ring)
    if reader is None:
        raise Forgotten(f"{file} is forgotten")
    return files.part(reader, start=start, stop=stop)


def expire_file(file: SealedFile, *, access: Access, at: datetime) -> None:
    """Forgets one file: key, ciphertext and row go, and what else the key covered is sealed again. Raises Refused."""
    noted = [notes.about(file.person_id, "expire", [file.clause])]
    _check_use(noted, access=access, at=at)
    with held.undisturbed([file.person_id]):
        notes.guard(lambda: held.check([file.slot], at=at), noted, access=access, at=at)
        log.write(noted, access=access, at=at)
        rekeying.forget_file(file, at=at)


def _check_use(noted: Sequence[Note], *, access: Access, at: datetime) -> Purpose:
    return notes.guard(lambda: notes.check_use(noted, access, at=at), noted, access=access, at=at)


def _save(file: SealedFile, noted: Sequence[Note], *, access: Access, at: datetime, ring: Ring) -> None:
    """Saves the row with its log line; when that fails, the ciphertext goes again."""
    try:
        with transaction.atomic():
            notes.write_beside(noted, access=access, at=at, ring=ring)
            file.save(force_insert=True)
    except BaseException:
        files.store().remove(file.id)
        raise


def _covers(period: Period, terms: FileTerms, row: uuid.UUID, at: datetime) -> str:
    if period is Period.LIFE:
        return "life"
    if period is Period.CALENDAR_YEAR:
        return str(jakarta_year(at))
    return str(terms.belongs_to or row)
