"""The public keys that ever signed for an installation, so that what an older one signed can still be checked.

They lie in one small file, signed as a whole by the newest key: whoever can write the file but has no key can add none.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kindr.base.signing import SignatureRefused, Signer, check, unwritten, written

KIND = "signing keys"


class HistoryTampered(Exception):
    """The file of earlier keys is not what the newest of them signed."""


@dataclass(frozen=True)
class KnownKey:
    """A public key, and since when it signs."""

    public_key: bytes
    since: datetime


class KeyHistory:
    """The keys of one installation: the one that signs now, and the file of those before it."""

    def __init__(self, path: Path, signer: Signer) -> None:
        self.path = path
        self._signer = signer

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
        return known

    def note(self, *, at: datetime) -> list[KnownKey]:
        """Puts the key that signs now at the head, once, and gives every key; raises HistoryTampered, OSError."""
        known = self.all()
        if known and known[0].public_key == self._signer.public_key:
            return known
        known = [
            KnownKey(self._signer.public_key, at),
            *(one for one in known if one.public_key != self._signer.public_key),
        ]
        content: dict[str, Any] = {"v": 1, "kind": KIND, "keys": [_written(one) for one in known]}
        signed = {**content, "signature": written(self._signer.sign(content))}
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        draft.write_text(json.dumps(signed, indent=1) + "\n", "utf-8")
        draft.replace(self.path)
        return known


def _known(entry: dict[str, str]) -> KnownKey:
    return KnownKey(unwritten(entry["public_key"]), datetime.fromisoformat(entry["since"]))


def _written(known: KnownKey) -> dict[str, str]:
    return {"public_key": written(known.public_key), "since": known.since.isoformat()}
