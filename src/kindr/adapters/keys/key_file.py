"""Root keys in a file that only the program's user can read, kept apart from both databases and their backups."""

from __future__ import annotations

import base64
import os

from kindr.adapters.keys.root_file import ROOT_BYTES, Content, KeyFileUnreadable, RootFile

__all__ = ["Content", "KeyFile", "KeyFileUnreadable"]


class KeyFile(RootFile):
    """The roots stand in the file itself."""

    def _new(self, use: str) -> str:  # noqa: ARG002  # every root is alike
        return base64.b64encode(os.urandom(ROOT_BYTES)).decode()

    def _root(self, use: str, written: str) -> bytes:  # noqa: ARG002  # every root is alike
        return base64.b64decode(written)

    def _check(self, written: str) -> None:
        if len(base64.b64decode(written, validate=True)) != ROOT_BYTES:
            raise ValueError("a key of the wrong length")
