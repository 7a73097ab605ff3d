"""Receipts of erasure: counts, clauses and dates, signed with Ed25519 (RFC 8032); no name and no value."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kindr.base.signing import check
from kindr.privacy import ports, registry
from kindr.privacy.rights.models import Erasure
from kindr.privacy.rights.planning import Fate

ARTICLES = "UU 27/2022 8, 43, 44, 45"


def signed(erasure: Erasure, fates: list[Fate], *, at: datetime) -> dict[str, Any]:
    """The receipt of an erasure as it stands at a moment."""
    policy = registry.policy()
    content: dict[str, Any] = {
        "v": 1,
        "receipt": str(erasure.id),
        "controller": policy.parties["controller"].name,
        "policy": policy.version_at(at),
        "articles": ARTICLES,
        "requested_at": erasure.requested_at.isoformat(),
        "issued_at": at.isoformat(),
        "entries": [_entry(fate) for fate in fates],
        "complete": not any(fate.fate == "waits" for fate in fates),
    }
    signer = ports.signer()
    signature = base64.b64encode(signer.sign(content)).decode()
    return {**content, "signature": signature, "public_key": base64.b64encode(signer.public_key).decode()}


def verify(receipt: Mapping[str, Any], public_key: bytes) -> None:
    """Raises SignatureRefused when this is not a receipt of the installation with this public key."""
    content = {name: value for name, value in receipt.items() if name not in ("signature", "public_key")}
    check(content, base64.b64decode(str(receipt["signature"])), public_key)


def _entry(fate: Fate) -> dict[str, Any]:
    return {
        "clause": fate.clause.number,
        "key": fate.clause.key,
        "count": fate.count,
        "fate": fate.fate,
        "until": fate.until.isoformat() if fate.until else None,
        "ground": fate.clause.keep.ground or None,
        "reasons": [dict(reason) for reason in fate.reasons],
    }
