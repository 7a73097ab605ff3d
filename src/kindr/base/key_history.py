"""The public keys that ever signed for an installation, so that what an older one signed can still be checked.

They lie in one small file, signed as a whole by the newest key: whoever can write the file but has no key can add none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kindr.base.signing import SignatureRefused, Signer, check, unwritten, written

KIND = "signing keys"


class HistoryTampered(Exception):
    """The file of earlier keys is not what the newest of them signed."""


@dataclass(frozen=True)
class KnownKey:
    """A public key, and since when it signs, until when it did, and the key of the log beside it."""

    public_key: bytes
    since: datetime
    log_key: bytes = b""
    until: datetime | None = None


class KeyHistory:
    """The keys of one installation: the one that signs now, and the file of those before it."""

    def __init__(self, path: Path, signer: Signer, *, log_key: bytes = b"") -> None:
        self.path = path
        self._signer = signer
        self._log_key = log_key

    def all(self) -> list[KnownKey]:
        """Every key, the newest first; raises HistoryTampered."""
        if not self.path.exists():
            return []
        try:
            found = json.loads(self.path.read_text("utf-8"))
            content = {name: value for name, value in found.items() if name != "signature"}
            known = [_known(one) for one in content["keys"]]
            check(content, unwritten(found["signature"]), known[0].public_key)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, SignatureRefused) as error:
            raise HistoryTampered(f"{self.path.name} is not what its newest key signed") from error
        newer = [None, *(one.since for one in known)]
        return [replace(one, until=until) for one, until in zip(known, newer, strict=False)]

    def note(self, *, at: datetime) -> list[KnownKey]:
        """Puts the key that signs now at the head, once, and gives every key; raises HistoryTampered, OSError.

        The key before it ends at that moment, and never before it began. A key that was replaced does not come back.
        One program at a time may do this.
        """
        known = self.all()
        signer = self._signer.now()
        if self.has_at_head(known) or signer.public_key in {one.public_key for one in known[1:]}:
            return known
        is_known = bool(known) and known[0].public_key == signer.public_key
        since = known[0].since if is_known else max([at, *(one.since for one in known[:1])])
        older = known[1:] if is_known else known
        known = [KnownKey(signer.public_key, since, self._log_key), *older]
        content: dict[str, Any] = {"v": 1, "kind": KIND, "keys": [_written(one) for one in known]}
        signed = {**content, "signature": written(signer.sign(content))}
        self._put(json.dumps(signed, indent=1) + "\n")
        return self.all()

    def has_at_head(self, known: Sequence[KnownKey]) -> bool:
        """Whether the newest of these keys is the one that signs now, with the key of its log."""
        signs = self._signer.public_key, self._log_key
        return bool(known) and (known[0].public_key, known[0].log_key) == signs

    def _put(self, text: str) -> None:
        """Replaces the file whole or not at all, also when the power fails."""
        draft = self.path.with_name(f"{self.path.name}.draft")
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path)


def _known(entry: dict[str, str]) -> KnownKey:
    log_key = unwritten(entry["log_key"]) if "log_key" in entry else b""
    return KnownKey(unwritten(entry["public_key"]), datetime.fromisoformat(entry["since"]), log_key)


def _written(known: KnownKey) -> dict[str, str]:
    found = {"public_key": written(known.public_key), "since": known.since.isoformat()}
    return {**found, "log_key": written(known.log_key)} if known.log_key else found
