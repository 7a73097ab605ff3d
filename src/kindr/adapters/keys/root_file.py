"""A file of root keys that programs share: read again when it was replaced, changed by one program at a time."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from kindr.privacy.vault.ports import EpochDestroyed, EpochInUse, EpochUnknown

ROOT_BYTES = 32
Stamp = tuple[int, int, int]
"""Inode, time of change and size: another stamp means that the file was replaced."""


class KeyFileUnreadable(Exception):
    """The key file is there but is not a key file, or others than its owner may read it."""


@dataclass(frozen=True)
class Content:
    """What the file holds: `{"version": 1, "current": 1, "epochs": {"1": …}, "destroyed": [], "index": …, …}`."""

    current: int
    epochs: dict[str, str] = field(repr=False)
    index: str = field(repr=False)
    signing: str = field(repr=False)
    destroyed: tuple[int, ...] = ()
    version: int = 1


class RootFile(ABC):
    """A JSON file of mode 0600. What stands in it for a root is the adapter's: the root itself, or its ciphertext."""

    version = 1

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held = threading.local()
        if not path.exists():
            self._make()
        self._seen = self._load()

    @abstractmethod
    def _new(self, use: str) -> str:
        """A new root for a use (`epoch/3`, `index`, `signing`), as the file holds it."""

    @abstractmethod
    def _root(self, use: str, written: str) -> bytes:
        """The 32 bytes of a root that stands in the file."""

    @abstractmethod
    def _check(self, written: str) -> None:
        """Raises ValueError when this cannot be a root."""

    def current_epoch(self) -> int:
        return self._now().current

    def root(self, epoch: int) -> bytes:
        content = self._now()
        if str(epoch) in content.epochs:
            return self._root(f"epoch/{epoch}", content.epochs[str(epoch)])
        if epoch in content.destroyed:
            raise EpochDestroyed(f"the root key of epoch {epoch} is gone")
        raise EpochUnknown(f"{self.path.name} has no root key of epoch {epoch}; is it an old copy?")

    def index_root(self) -> bytes:
        return self._root("index", self._now().index)

    def signing_seed(self) -> bytes:
        """The 32-byte Ed25519 seed (RFC 8032) that signs receipts and the shred journal."""
        return self._root("signing", self._now().signing)

    def turn_signing(self) -> None:
        """Puts a new seed in the place of the one that signs, which is gone for good."""
        with self._alone() as content:
            self._replace(replace(content, signing=self._new("signing")))

    def changed_at(self) -> datetime:
        """When the file was last replaced: no root in it is younger."""
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Meanwhile no other program changes the file; a thread that has it already takes it again at once."""
        if getattr(self._held, "is_held", False):
            yield
            return
        with self._locked():
            self._held.is_held = True
            try:
                yield
            finally:
                self._held.is_held = False

    def start_epoch(self) -> int:
        with self._alone() as content:
            epoch = max([*(int(number) for number in content.epochs), *content.destroyed]) + 1
            made = self._new(f"epoch/{epoch}")
            self._replace(replace(content, current=epoch, epochs={**content.epochs, str(epoch): made}))
        return epoch

    def destroy_epoch(self, epoch: int) -> None:
        with self._alone() as content:
            if epoch == content.current:
                raise EpochInUse(f"new keys are wrapped under epoch {epoch}; start another one first")
            written = content.epochs.get(str(epoch))
            if written is None:
                return
            self._before_gone(written)
            left = {number: root for number, root in content.epochs.items() if number != str(epoch)}
            self._replace(replace(content, epochs=left, destroyed=(*content.destroyed, epoch)))

    def _before_gone(self, written: str) -> None:  # noqa: B027  # most adapters have nothing to do
        """Called before a root leaves the file; may be called again after a crash."""

    def _now(self) -> Content:
        if _stamp(self.path.stat()) != self._seen[0]:
            self._seen = self._load()
        return self._seen[1]

    def _load(self) -> tuple[Stamp, Content]:
        with self.path.open("rb") as file:
            found = os.fstat(file.fileno())
            if found.st_mode & 0o077:
                raise KeyFileUnreadable(f"{self.path.name} must be readable by its owner only (mode 0600)")
            written = file.read()
        try:
            return _stamp(found), self._parsed(json.loads(written))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if self.path.stat().st_ino != found.st_ino:
                return self._load()  # it was replaced, and the old one overwritten, while we read it
            raise KeyFileUnreadable(f"{self.path.name} is not a key file, or only a part of one") from error

    def _parsed(self, found: dict[str, object]) -> Content:
        """The content of a key file; raises ValueError, KeyError, TypeError when it is not one."""
        content = Content(**{**found, "destroyed": tuple(found.get("destroyed", ()))})  # type: ignore[arg-type]
        if content.version != self.version:
            raise ValueError("unknown version")
        for written in [content.index, content.signing, *content.epochs.values()]:
            self._check(written)
        _ = content.epochs[str(content.current)]
        return content

    def _make(self) -> None:
        """Writes a new file whole or not at all: of two starts at once, the second reads what the first made."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.alone():
            if self.path.exists():
                return
            self._clear_away()
            made = {use: self._new(use) for use in ("epoch/1", "index", "signing")}
            content = Content(1, {"1": made["epoch/1"]}, made["index"], made["signing"], version=self.version)
            self._draft(content).replace(self.path)
            _settle(self.path.parent)

    def _replace(self, content: Content) -> None:
        """Puts a new file in the old one's place, then writes zeros over the old one, as far as the disk allows."""
        draft = self._draft(content)
        with self.path.open("r+b") as old:
            size = os.fstat(old.fileno()).st_size
            draft.replace(self.path)
            _settle(self.path.parent)
            old.write(bytes(size))
            old.flush()
            os.fsync(old.fileno())
        self._seen = self._load()

    def _draft(self, content: Content) -> Path:
        draft = self.path.with_name(f".{self.path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w") as file:
                json.dump(asdict(content), file)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            _wipe(draft)
            raise
        return draft

    @contextmanager
    def _alone(self) -> Iterator[Content]:
        """One program at a time changes the file; the others wait, and then see what it wrote."""
        with self.alone():
            self._clear_away()
            yield self._load()[1]

    def _clear_away(self) -> None:
        """Drafts of whoever was killed: they hold roots that may be destroyed by now. Only the lock's owner drafts."""
        for left in self.path.parent.glob(f".{self.path.name}.{'[0-9a-f]' * 16}"):
            _wipe(left)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        descriptor = os.open(self.path.with_name(f".{self.path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _wipe(path: Path) -> None:
    """Writes zeros over a file, as far as the disk allows, and takes it away."""
    with suppress(OSError), path.open("r+b") as file:
        file.write(bytes(os.fstat(file.fileno()).st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink(missing_ok=True)


def _stamp(found: os.stat_result) -> Stamp:
    return (found.st_ino, found.st_mtime_ns, found.st_size)


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
