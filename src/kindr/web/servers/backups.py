"""Copies of the data and of the keys, each in a folder of its own, and putting them back.

A part is `data.dump` or `keys.dump` as pg_dump writes it, for data the sealed files and the shred journal too, and last
of all `manifest.json`: a folder without one is no backup. Root keys are never part of a backup.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from kindr.privacy.rights.journal import Head, Journal
from kindr.privacy.rights.journal_copies import newest
from kindr.web.database_urls import Address
from kindr.web.servers import CannotRun
from kindr.web.servers.dumps import dump, login_of, pour_back

PARTS: Mapping[str, str] = {"data": "owner", "keys": "keys_owner"}
"""A part and the login that copies it; data first, so that every key that the data needs is among the keys."""
MANIFEST = "manifest.json"
JOURNAL = "shreds.journal"
FILES = "files"
VERSION = 1


class NoBackup(CannotRun):
    """The folder holds no complete backup, or its content is not what its manifest says."""


class FolderInUse(CannotRun):
    """A backup goes into a folder that does not exist yet or is empty."""


@dataclass(frozen=True)
class Source:
    """What is copied, and where it comes back to: the logins of the owners, the files, the journal."""

    addresses: Mapping[str, Address]
    files: Path
    journal: Journal
    without_rows: Sequence[str]
    """Tables that are copied empty: nobody is signed in after a restore."""
    journal_copy: Path | None = None
    """The journal in its second place, if it has one."""


def back_up(part: str, folder: Path, source: Source, *, at: datetime) -> Path:
    """Copies one part into `folder/part`; raises FolderInUse, ProgramFailed, JournalTampered."""
    place = folder / part
    if place.exists() and any(place.iterdir()):
        raise FolderInUse(f"{place} is not empty")
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    head = source.journal.head()
    dump(source.addresses[PARTS[part]], place / f"{part}.dump", source.without_rows if part == "data" else ())
    if part == "data":
        _copy_files(source.files, place / FILES)
        _copy_journal(source.journal.path, place / JOURNAL)
    content = {"v": VERSION, "part": part, "made_at": at.isoformat(), "journal": [head.lines, head.last]}
    _write_whole(place / MANIFEST, {**content, "sha256": _hash_of(place / f"{part}.dump")})
    return place


def manifest_of(part: str, folder: Path) -> dict[str, Any]:
    """What a part says of itself, after its dump was checked against it; raises NoBackup."""
    place = folder / part
    try:
        content: dict[str, Any] = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        is_whole = (content["v"], content["part"]) == (VERSION, part)
        is_whole = is_whole and content["sha256"] == _hash_of(place / f"{part}.dump")
    except (OSError, ValueError, KeyError):
        raise NoBackup(f"{place} holds no complete backup of the {part}") from None
    if not is_whole:
        raise NoBackup(f"{place} was changed after it was made, or another version wrote it")
    return content


def check_journal(source: Source, manifests: Sequence[Mapping[str, Any]], copy: Path) -> None:
    """Makes sure that the journal knows all that was forgotten before the backup; the newest of all copies is used.

    Raises NoBackup when lines are missing, JournalTampered when the journal was changed.
    """
    copies = [source.journal.elsewhere(path) for path in (copy, source.journal_copy) if path is not None]
    found = newest([source.journal, *copies])
    if found is not None and found.head() != source.journal.head():
        _copy_journal(found.path, source.journal.path)
    for manifest in manifests:
        lines, last = manifest["journal"]
        if not source.journal.holds(Head(int(lines), str(last))):
            raise NoBackup(f"{source.journal.path} lacks lines that were there when the backup was made")


def put_back(part: str, folder: Path, source: Source) -> None:
    """Replaces one part by its copy, the whole database in one transaction; can be done again after a crash."""
    address = source.addresses[PARTS[part]]
    _empty(address)
    pour_back(address, folder / part / f"{part}.dump")
    if part == "data":
        _copy_files(folder / part / FILES, source.files)


def _empty(address: Address) -> None:
    with psycopg.connect(**login_of(address), autocommit=True) as connection:
        connection.execute("SET lock_timeout = '20s'")
        with connection.transaction():
            connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
            connection.execute("CREATE SCHEMA public")


def _copy_files(source: Path, target: Path) -> None:
    """Makes the target hold what the source holds; a file's name is its random id, so equal names are equal files."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in sorted(source.rglob("*")) if source.exists() else ():
        place = target / path.relative_to(source)
        if path.is_dir():
            place.mkdir(mode=0o700, exist_ok=True)
        elif not place.exists() or place.stat().st_size != path.stat().st_size:
            try:
                shutil.copy2(path, place)
            except FileNotFoundError:  # erased while it was being copied
                place.unlink(missing_ok=True)


def _copy_journal(source: Path, target: Path) -> None:
    if source.exists():
        shutil.copyfile(source, target)
        target.chmod(0o600)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_whole(path: Path, content: Mapping[str, Any]) -> None:
    draft = path.with_name(f".{path.name}")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
