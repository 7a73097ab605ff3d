"""Root keys that live in memory and end with the test."""

from __future__ import annotations

import os

from kindr.privacy.vault.ports import EpochDestroyed, EpochInUse, EpochUnknown


class RootsInMemory:
    """Keeps the contract of `tests/contracts/test_root_keys.py`."""

    def __init__(self, *, first: bytes | None = None, index: bytes | None = None) -> None:
        self._epochs: dict[int, bytes | None] = {1: first or os.urandom(32)}
        self._index = index or os.urandom(32)

    def current_epoch(self) -> int:
        return max(self._epochs)

    def root(self, epoch: int) -> bytes:
        if epoch not in self._epochs:
            raise EpochUnknown(f"there never was an epoch {epoch}")
        root = self._epochs[epoch]
        if root is None:
            raise EpochDestroyed(f"the root key of epoch {epoch} is gone")
        return root

    def index_root(self) -> bytes:
        return self._index

    def start_epoch(self) -> int:
        epoch = max(self._epochs) + 1
        self._epochs[epoch] = os.urandom(32)
        return epoch

    def destroy_epoch(self, epoch: int) -> None:
        if epoch == self.current_epoch():
            raise EpochInUse("new keys are wrapped under it")
        self._epochs[epoch] = None
