"""The key that signs receipts, certificates and the journal, the log's beside it, and the turn to a new one.

What an older key signed stays good for its time: its public half is kept in a signed file and published with the moment
until which it signed. Its seed is gone, and a copy of it signs nothing that is dated later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from kindr.base.key_history import KeyHistory, KnownKey
from kindr.base.signing import FollowingSigner, KeyReplaced, Signer
from kindr.privacy.vault.sealing import derive

LOG_KEY = "kindr/log/v1"


_adopted: list[SigningKeys] = []


class Seeds(Protocol):
    """Whoever keeps the seed of the key that signs, beside the root keys."""

    def signing_seed(self) -> bytes:
        """The 32-byte Ed25519 seed (RFC 8032) that signs now, whoever turned it."""
        ...

    def turn_signing(self) -> None:
        """Puts a new seed in its place, whole or not at all; the old one is gone for good."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Meanwhile no other program turns the seed; whoever has this may take it again."""
        ...

    def changed_at(self) -> datetime:
        """When what is kept here was last changed: the seed is no younger."""
        ...


class SigningKeys:
    """The keys of one installation, followed while they turn."""

    def __init__(self, seeds: Seeds, path: Path) -> None:
        self._seeds = seeds
        self._path = path
        self._seen: tuple[tuple[int, int], list[KnownKey]] | None = None
        self.signer = FollowingSigner(seeds.signing_seed, guard=self.check_newest)
        self.log_signer = FollowingSigner(lambda: derive(seeds.signing_seed(), LOG_KEY), guard=self.check_newest)

    def note(self, *, at: datetime) -> list[KnownKey]:
        """Writes the key that signs now into the file of keys, once; raises HistoryTampered, OSError.

        Nobody turns the key between the look at it and the writing. One whose turn was killed signs since the roots
        were last changed, whenever it is noted.
        """
        history = self._history()
        known = history.all()
        if history.has_at_head(known):
            return known
        with self._seeds.alone():
            return self._history().note(at=min(at, self._seeds.changed_at()))

    def turn(self, *, at: datetime) -> KnownKey:
        """Starts a new key. Killed between the steps, the next start of any program writes the key into the file."""
        with self._seeds.alone():
            self.note(at=at)
            self._seeds.turn_signing()
            return self._history().note(at=at)[0]

    def check_newest(self) -> None:
        """Raises KeyReplaced when the key in place is one of those before the newest, HistoryTampered."""
        current, known = self._together()
        replaced = next((one for one in known[1:] if one.public_key == current), None)
        if replaced is not None:
            raise KeyReplaced(
                f"the key that signs is one that was replaced on {replaced.until:%Y-%m-%d %H:%M} UTC:"
                f" roots.json is older than {self._path.name}. Put its newest copy back; if there is none,"
                " `kindr keys new-signer` starts another key"
            )

    def older(self) -> Sequence[KnownKey]:
        """Every key before the one that signs now, the newest first, each with its end; raises HistoryTampered.

        Where the key in place was replaced before, that one and the newer ones as well: it is good for its time only.
        """
        current, known = self._together()
        if any(one.public_key == current for one in known[1:]):
            return known
        if known and known[0].public_key != current:
            # A turn was killed before the new key was noted: the one before it signs no longer all the same.
            ends = max(known[0].since, self._seeds.changed_at())
            known = [replace(known[0], until=ends), *known[1:]]
        return [one for one in known if one.public_key != current]

    def _history(self) -> KeyHistory:
        seed = self._seeds.signing_seed()
        return KeyHistory(self._path, Signer(seed), log_key=Signer(derive(seed, LOG_KEY)).public_key)

    def _together(self) -> tuple[bytes, list[KnownKey]]:
        """The key that signs now and the file of keys as they stand together: a turn between the two is read again."""
        current, known = self.signer.public_key, self._known()
        while known and known[0].public_key != current and self.signer.public_key != current:
            current, known = self.signer.public_key, self._known()
        return current, known

    def _known(self) -> list[KnownKey]:
        """The file as it is now, read again when it was replaced."""
        if not self._path.exists():
            return []
        found = self._path.stat()
        stamp = found.st_ino, found.st_mtime_ns
        if self._seen is None or self._seen[0] != stamp:
            self._seen = stamp, KeyHistory(self._path, self.signer).all()
        return self._seen[1]


def adopt(keys: SigningKeys) -> None:
    """Tells which keys sign here; called by the wiring."""
    _adopted[:] = [keys]


def signing_keys() -> SigningKeys:
    """The keys that the wiring adopted."""
    return _adopted[0]


def mark_of(public_key: bytes) -> str:
    """A public key as people compare it."""
    return hashlib.sha256(public_key).hexdigest()[:16]
