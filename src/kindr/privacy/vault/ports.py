"""What the vault needs from outside: root keys that it never stores."""

from __future__ import annotations

from typing import Protocol


class RootKeys(Protocol):
    """Root keys by epoch; the key file by default, a cloud KMS in larger installations."""

    def current_epoch(self) -> int:
        """The epoch under which new data keys are wrapped."""
        ...

    def root(self, epoch: int) -> bytes:
        """The 32-byte root key of an epoch; raises EpochDestroyed when it is gone for good."""
        ...

    def index_root(self) -> bytes:
        """The 32-byte root of the blind indexes; apart from the epochs, never shredded per person."""
        ...


class EpochDestroyed(Exception):
    """The root key of this epoch was destroyed; everything wrapped under it is forgotten."""
