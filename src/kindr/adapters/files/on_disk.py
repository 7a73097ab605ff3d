"""Sealed files in a folder of the data folder: `files/<2 hex>/<id>`, mode 0600, written whole or not at all."""

from __future__ import annotations

import os
import secrets
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from kindr.privacy.vault.ports import FileMissing

DRAFT = "draft-"


class FilesOnDisk:
    """A file store in one folder; any number of programs may use it at the same time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, id: uuid.UUID, pieces: Iterable[bytes]) -> None:
        place = self._place(id)
        for folder in (self.folder, place.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = place.with_name(f"{DRAFT}{secrets.token_hex(8)}")
        try:
            _write(draft, pieces)
            draft.replace(place)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _settle(place.parent)

    def open(self, id: uuid.UUID) -> BinaryIO:
        try:
            return self._place(id).open("rb")
        except FileNotFoundError:
            raise FileMissing(f"there is no file {id}") from None

    def remove(self, id: uuid.UUID) -> bool:
        place = self._place(id)
        try:
            place.unlink()
        except FileNotFoundError:
            return False
        _settle(place.parent)
        return True

    def has(self, id: uuid.UUID) -> bool:
        return self._place(id).exists()

    def ids_before(self, moment: datetime) -> Iterator[uuid.UUID]:
        """The ids of files written before a moment; removes drafts of that age, which nobody will finish."""
        for path in sorted(self.folder.glob("??/*")):
            try:
                written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            except FileNotFoundError:
                continue
            if written_at >= moment:
                continue
            if path.name.startswith(DRAFT):
                path.unlink(missing_ok=True)
            else:
                yield uuid.UUID(path.name)

    def _place(self, id: uuid.UUID) -> Path:
        return self.folder / id.hex[:2] / str(id)


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Waits until the folder's own list of names lies on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
