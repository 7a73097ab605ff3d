"""Receipts of erasure: counts, clauses and dates, signed with Ed25519 (RFC 8032); no name and no value."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kindr.base import statements
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
    return statements.signed(content, ports.signer())


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
