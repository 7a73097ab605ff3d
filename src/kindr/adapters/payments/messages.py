"""The simulator's notifications: JSON signed with HMAC-SHA-256 over the raw body."""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from kindr.base.money import Rupiah
from kindr.shop.payments.ports import CardFacts, Notification, SignatureRefused
from kindr.shop.payments.rules import Kind

HEADER = "X-Gateway-Signature"

Message = tuple[bytes, Mapping[str, str]]
"""A request as the gateway sends it: raw body and headers."""


def derived_key(secret: str) -> bytes:
    """The simulator's own signing key; derived, so that it is the key of nothing else."""
    return hmac.digest(secret.encode(), b"kindr payment simulator, version 1", hashlib.sha256)


def signed(notification: Notification, *, key: bytes) -> Message:
    """The request that carries a notification."""
    content = {
        "event": notification.event,
        "reference": notification.reference,
        "kind": notification.kind.value,
        "amount": notification.amount.amount,
        "occurred_at": notification.occurred_at.isoformat(),
        "refund": str(notification.refund) if notification.refund else None,
        "card": asdict(notification.card) if notification.card else None,
    }
    body = json.dumps(content, separators=(",", ":")).encode()
    return body, {HEADER: _signature(body, key), "Content-Type": "application/json"}


def verified(raw_body: bytes, headers: Mapping[str, str], *, key: bytes) -> Notification:
    """The notification of a request; raises SignatureRefused, also for a signed body that makes no sense."""
    given = next((value for name, value in headers.items() if name.lower() == HEADER.lower()), "")
    if not hmac.compare_digest(given.encode(), _signature(raw_body, key).encode()):
        raise SignatureRefused("the signature does not fit the body")
    try:
        return _notification(json.loads(raw_body))
    except (ValueError, KeyError, TypeError) as error:
        raise SignatureRefused("the body is signed and cannot be read") from error


def _notification(content: Mapping[str, Any]) -> Notification:
    return Notification(
        event=str(content["event"]),
        reference=str(content["reference"]),
        kind=Kind(content["kind"]),
        amount=Rupiah(content["amount"]),
        occurred_at=datetime.fromisoformat(content["occurred_at"]),
        refund=uuid.UUID(content["refund"]) if content["refund"] else None,
        card=CardFacts(**content["card"]) if content["card"] else None,
    )


def _signature(body: bytes, key: bytes) -> str:
    return hmac.new(key, body, hashlib.sha256).hexdigest()
