"""What the vault needs from outside: root keys that it never stores, and a journal that outlives both servers."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol


class RootKeys(Protocol):
    """Root keys by epoch; the key file by default, a cloud KMS in larger installations."""

    def current_epoch(self) -> int:
        """The epoch under which new data keys are wrapped."""
        ...

    def root(self, epoch: int) -> bytes:
        """The 32-byte root key of an epoch; raises EpochDestroyed when it is gone for good, else EpochUnknown."""
        ...

    def index_root(self) -> bytes:
        """The 32-byte root of the blind indexes; apart from the epochs, never shredded per person."""
        ...

    def start_epoch(self) -> int:
        """Makes a new root key, under which new data keys are wrapped from now on; gives its number."""
        ...

    def destroy_epoch(self, epoch: int) -> None:
        """Destroys a root key for good; doing it twice changes nothing. Raises EpochInUse for the current one."""
        ...


class EpochDestroyed(Exception):
    """The root key of this epoch was destroyed; everything wrapped under it is forgotten."""


class EpochUnknown(LookupError):
    """There never was a root key of this epoch here: a wrong or outdated copy, which is a fault and not forgetting."""


class RootsUnavailable(OSError):
    """Whoever keeps the root keys does not answer now: nothing opens until it does, and nothing is forgotten by it."""


class EpochInUse(Exception):
    """New keys are wrapped under this epoch, so it cannot be destroyed."""


@dataclass(frozen=True)
class Forgetting:
    """One line for the shred journal: random ids, names of the policy and a moment, nothing else."""

    verb: str
    """shred (a key goes), close (a person was erased), hold (keys are locked, restricted or opened again)."""
    person: uuid.UUID
    clause: str
    period: str
    generation: int
    """This one and every older generation of the key goes."""
    at: datetime
    note: str = ""
    """For `hold` the state of the keys, for `close` the id of the erasure."""


class JournalUnavailable(Exception):
    """The journal could not be written; nothing may be forgotten that a restore would bring back."""


class ShredJournal(Protocol):
    """Remembers what was forgotten, outside both database servers, so that a restore can forget it again."""

    def append(self, entries: Sequence[Forgetting]) -> None:
        """Writes the lines and waits until they lie on the disk; raises JournalUnavailable."""
        ...


class FileMissing(Exception):
    """The store has no file with this id."""


class FileStore(Protocol):
    """Where sealed files lie. It is given sealed bytes only, and random ids for names."""

    def put(self, id: uuid.UUID, pieces: Iterable[bytes]) -> None:
        """Writes a file whole or not at all, and waits until it lies on the disk."""
        ...

    def open(self, id: uuid.UUID) -> BinaryIO:
        """The sealed file, seekable; raises FileMissing."""
        ...

    def remove(self, id: uuid.UUID) -> bool:
        """Takes the file away for good; False when there was none."""
        ...

    def has(self, id: uuid.UUID) -> bool:
        """Whether the file is there."""
        ...

    def ids_before(self, moment: datetime) -> Iterator[uuid.UUID]:
        """The ids of the files written before a moment, for the sweep of those that no row names."""
        ...
