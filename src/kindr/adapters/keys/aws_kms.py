"""Root keys that AWS KMS made: on our disk lies ciphertext, and each epoch has a KMS key of its own.

A root is decrypted once in each process. Destroying an epoch disables its KMS key at once and has it deleted, so that
no copy of our file opens that root again (docs/adr/0015).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kindr.adapters.keys.root_file import ROOT_BYTES, RootFile
from kindr.privacy.vault.ports import RootsUnavailable

DAYS_UNTIL_DELETED = 7
"""The shortest time that KMS allows between asking for the deletion of a key and the deletion."""


class KeyServiceFailed(RootsUnavailable):
    """KMS refused or did not answer; nothing was changed that cannot be done again."""


@dataclass(frozen=True)
class KmsSettings:
    """Where KMS is, whose roots these are, and the key that guards the roots of index and signature."""

    region: str
    key: str
    installation: str
    endpoint: str = ""


class AwsKms(RootFile):
    """Keeps the contract of `tests/contracts/test_root_keys.py`, as the key file does."""

    version = 2

    def __init__(self, path: Path, settings: KmsSettings, *, client: Any = None) -> None:
        self._settings = settings
        self._client = client or _client_of(settings)
        self._opened: dict[str, bytes] = {}
        super().__init__(path)

    def _new(self, use: str) -> str:
        key = self._epoch_key(use) if use.startswith("epoch/") else self._settings.key
        made = self._ask(
            self._client.generate_data_key_without_plaintext,
            KeyId=key,
            KeySpec="AES_256",
            EncryptionContext=self._context(use),
        )
        return json.dumps({"key": key, "sealed": base64.b64encode(made["CiphertextBlob"]).decode()})

    def _root(self, use: str, written: str) -> bytes:
        if written not in self._opened:
            found = json.loads(written)
            answer = self._ask(
                self._client.decrypt,
                CiphertextBlob=base64.b64decode(found["sealed"]),
                KeyId=found["key"],
                EncryptionContext=self._context(use),
            )
            root = bytes(answer["Plaintext"])
            if len(root) != ROOT_BYTES:
                raise KeyServiceFailed("KMS gave a root of another length")
            self._opened[written] = root
        return self._opened[written]

    def _check(self, written: str) -> None:
        found = json.loads(written)
        if not base64.b64decode(found["sealed"], validate=True) or not found["key"]:
            raise ValueError("not a root of KMS")

    def _before_gone(self, written: str) -> None:
        """While the ciphertext is still in the file, so that a crash leaves it to be done again, never forgotten."""
        key = json.loads(written)["key"]
        state = self._ask(self._client.describe_key, KeyId=key)["KeyMetadata"]["KeyState"]
        if state == "Enabled":
            self._ask(self._client.disable_key, KeyId=key)
        if state != "PendingDeletion":
            self._ask(self._client.schedule_key_deletion, KeyId=key, PendingWindowInDays=DAYS_UNTIL_DELETED)
        self._opened.pop(written, None)

    def _epoch_key(self, use: str) -> str:
        """A KMS key for one epoch alone: destroying it destroys the epoch, wherever copies of our file lie."""
        tags = {"kindr:installation": self._settings.installation, "kindr:use": use}
        made = self._ask(
            self._client.create_key,
            Description=f"Kindr {self._settings.installation}, root of {use}",
            Tags=[{"TagKey": name, "TagValue": value} for name, value in tags.items()],
        )
        return str(made["KeyMetadata"]["KeyId"])

    def _context(self, use: str) -> dict[str, str]:
        return {"kindr:installation": self._settings.installation, "kindr:use": use}

    def _ask(self, call: Callable[..., Any], **asked: Any) -> Any:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return call(**asked)
        except (BotoCoreError, ClientError) as error:
            raise KeyServiceFailed(f"KMS did not {call.__name__}") from error

    def __repr__(self) -> str:
        return f"AwsKms({self.path.name})"


def _client_of(settings: KmsSettings) -> Any:
    """Imported here only: whoever uses the key file does not wait for it."""
    import boto3
    from botocore.config import Config

    config = Config(connect_timeout=3, read_timeout=5, retries={"max_attempts": 4, "mode": "standard"})
    return boto3.client("kms", region_name=settings.region, endpoint_url=settings.endpoint or None, config=config)
