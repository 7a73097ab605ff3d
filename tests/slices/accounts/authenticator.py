"""An authenticator made of software, for tests of passkeys (WebAuthn level 3, ES256, no attestation)."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


class Authenticator:
    """Holds one passkey of one person for one shop."""

    def __init__(self, *, origin: str, flags: int = PRESENT | VERIFIED) -> None:
        self.origin = origin
        self.flags = flags
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.user = b""
        self.count = 0

    def make(self, options: dict[str, Any]) -> str:
        """The answer to `navigator.credentials.create()`."""
        self.user = base64url_to_bytes(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)})
        key = bytes(16) + len(self.id).to_bytes(2) + self.id + public
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._said(options["rp"]["id"], HAS_KEY) + key}
        return self._answer(
            clientDataJSON=self._client("webauthn.create", options), attestationObject=cbor2.dumps(attestation)
        )

    def use(self, options: dict[str, Any]) -> str:
        """The answer to `navigator.credentials.get()`."""
        self.count += 1
        client, said = self._client("webauthn.get", options), self._said(options["rpId"])
        signature = self.key.sign(said + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=said, signature=signature, userHandle=self.user)

    def _said(self, party: str, more: int = 0) -> bytes:
        return hashlib.sha256(party.encode()).digest() + bytes([self.flags | more]) + self.count.to_bytes(4)

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _answer(self, **response: bytes) -> str:
        named = {"id": bytes_to_base64url(self.id), "rawId": bytes_to_base64url(self.id), "type": "public-key"}
        parts = {name: bytes_to_base64url(value) for name, value in response.items()}
        return json.dumps({**named, "clientExtensionResults": {}, "response": parts})
