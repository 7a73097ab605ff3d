"""Root keys in a file that only the program's user can read, kept apart from both databases and their backups."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

from kindr.privacy.vault.ports import EpochDestroyed

ROOT_BYTES = 32


class KeyFileUnreadable(Exception):
    """The key file is there but is not a key file, or others than its owner may read it."""


class KeyFile:
    """A JSON file of mode 0600: `{"version": 1, "current": 1, "epochs": {"1": …}, "index": …, "signing": …}`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._content = self._load() if path.exists() else self._make()

    def current_epoch(self) -> int:
        return int(str(self._content["current"]))

    def root(self, epoch: int) -> bytes:
        epochs = self._content["epochs"]
        if not isinstance(epochs, dict) or str(epoch) not in epochs:
            raise EpochDestroyed(f"root key {epoch} is gone")
        return base64.b64decode(epochs[str(epoch)])

    def index_root(self) -> bytes:
        return base64.b64decode(str(self._content["index"]))

    def signing_seed(self) -> bytes:
        """The 32-byte Ed25519 seed (RFC 8032) that signs receipts and the shred journal."""
        return base64.b64decode(str(self._content["signing"]))

    def _load(self) -> dict[str, object]:
        if self.path.stat().st_mode & 0o077:
            raise KeyFileUnreadable(f"{self.path.name} must be readable by its owner only (mode 0600)")
        try:
            content = json.loads(self.path.read_text())
            _ = content["current"], content["epochs"], content["index"], content["signing"]
        except (ValueError, KeyError, TypeError) as error:
            raise KeyFileUnreadable(f"{self.path.name} is not a key file") from error
        return dict(content)

    def _make(self) -> dict[str, object]:
        """Writes a new file whole or not at all: of two starts at once, the second reads what the first made."""
        content = {
            "version": 1, "current": 1, "epochs": {"1": _fresh()}, "index": _fresh(), "signing": _fresh(),
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, self.path)
        except FileExistsError:
            return self._load()
        finally:
            draft.unlink()
        return content


def _fresh() -> str:
    return base64.b64encode(os.urandom(ROOT_BYTES)).decode()
