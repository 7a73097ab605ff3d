"""Receipts of consent decisions, made from the ledger's entry when asked for and stored nowhere (UU 27/2022 art. 24).

The sections are those of ISO/IEC TS 27560, the names those of the Data Privacy Vocabulary; signed with Ed25519 over
canonical JSON (RFC 8032, RFC 8785 without floats).
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from kindr.base import statements
from kindr.base.signing import canonical
from kindr.privacy import ports, registry
from kindr.privacy.consent.events import Decision, DoubleOptIn, Event
from kindr.privacy.terms import Clause, Policy, Purpose, Specific

SCHEMA = "ISO/IEC TS 27560:2023"
DPV = "https://w3id.org/dpv#"
CONTEXT = {"dpv": DPV, "pd": "https://w3id.org/dpv/pd#"}
STATES: Mapping[Decision, str] = {
    Decision.GIVEN: "dpv:ConsentGiven",
    Decision.REFUSED: "dpv:ConsentRefused",
    Decision.WITHDRAWN: "dpv:ConsentWithdrawn",
    Decision.EXPIRED: "dpv:ConsentExpired",
    Decision.SUPERSEDED: "dpv:ConsentInvalidated",
}
NAMESPACE = uuid.UUID("6c1f0f5e-9d7e-5b0a-8a3e-2f2b7a1d4c90")
"""From which the number of a receipt follows, so that asking twice gives the same number."""


def signed(event: Event, *, at: datetime) -> dict[str, Any]:
    """The receipt of one entry of the ledger."""
    return statements.signed(unsigned(event, at=at), ports.signer())


def unsigned(event: Event, *, at: datetime) -> dict[str, Any]:
    """What a receipt says, before it is signed."""
    policy = registry.policy()
    purpose = policy.purposes.get(event.purpose)
    clauses = [clause for clause in policy.clauses.values() if clause.consent == event.purpose]
    clauses = clauses or [clause for clause in policy.clauses.values() if event.purpose in clause.purposes]
    return {
        "v": 1,
        "kind": "consent receipt",
        "@context": CONTEXT,
        "type": "dpv:ConsentReceipt",
        "header": {
            "schema_version": SCHEMA,
            "record_id": str(event.id),
            "receipt_id": str(uuid.uuid5(NAMESPACE, str(event.id))),
            "pii_principal_id": str(event.person),
            "issued_at": _moment(at),
        },
        "processing": _processing(event, purpose, clauses, policy),
        "pii": _pii(clauses, policy),
        "party": [_party(key, policy) for key in ("controller", "data_protection_officer") if key in policy.parties],
        "event": _event(event),
    }


def key_set(keys: Sequence[statements.Trusted]) -> dict[str, Any]:
    """Public keys as a JSON Web Key Set (RFC 7517, RFC 8037), each named by its thumbprint (RFC 7638).

    `since` and `until`, which are ours, say when a key that was replaced has signed.
    """
    return {"keys": [_web_key(key) for key in keys]}


def _web_key(key: statements.Trusted) -> dict[str, str]:
    half = base64.urlsafe_b64encode(key.public_key).rstrip(b"=").decode()
    named = canonical({"crv": "Ed25519", "kty": "OKP", "x": half})
    thumbprint = base64.urlsafe_b64encode(hashlib.sha256(named).digest()).rstrip(b"=").decode()
    moments = {name: _moment(moment) for name, moment in (("since", key.since), ("until", key.until)) if moment}
    return {"kty": "OKP", "crv": "Ed25519", "x": half, "kid": thumbprint, "alg": "EdDSA", "use": "sig", **moments}


def _processing(event: Event, purpose: Purpose | None, clauses: list[Clause], policy: Policy) -> dict[str, Any]:
    recipients = [one for one in policy.recipients.values() if one.outside and event.purpose in one.purposes]
    return {
        "privacy_notice": {"version": event.policy_version, "path": f"/privacy/versions/{event.policy_version}/"},
        "language": event.language,
        "purpose": {
            "id": event.purpose,
            "says": dict(purpose.says) if purpose else {},
            "type": purpose.dpv if purpose else "",
            "sentence": purpose.clause if purpose else "",
        },
        "lawful_basis": "dpv:Consent",
        "jurisdiction": "ID",
        "collection_method": event.channel,
        "storage_locations": ["ID"],
        "retention_period": [{"clause": clause.number, "says": dict(clause.keep.says)} for clause in clauses],
        "recipient_third_parties": [dict(one.says) for one in recipients],
        "withdrawal_method": {"path": "/my-choices/", "email": policy.parties["data_protection_officer"].email},
        "privacy_rights": sorted(right.article for right in policy.rights.values()),
    }


def _pii(clauses: list[Clause], policy: Policy) -> list[dict[str, Any]]:
    keys = dict.fromkeys(key for clause in clauses for key in sorted(clause.about))
    return [
        {
            "pii_type": policy.categories[key].dpv,
            "says": dict(policy.categories[key].says),
            "sensitive": policy.categories[key].specific is not Specific.NO,
            "special_category": policy.categories[key].specific.value,
        }
        for key in keys
    ]


def _party(key: str, policy: Policy) -> dict[str, Any]:
    party = policy.parties[key]
    kind = "dpv:DataController" if key == "controller" else "dpv:DataProtectionOfficer"
    return {
        "id": key, "type": kind, "name": party.name, "email": party.email, "phone": party.phone,
        "address": party.address,
    }  # fmt: skip


def _event(event: Event) -> dict[str, Any]:
    return {
        "event_time": _moment(event.at),
        "event_type": "dpv:ExplicitlyExpressedConsent",
        "event_state": STATES[event.decision],
        "entity_id": event.by,
        "entity_type": "dpv:GuardianOfDataSubject" if event.is_by_guardian else "dpv:DataSubject",
        "noted_by": event.noted_by or None,
        "valid_until": _moment(event.until) if event.until else None,
        "text_shown": event.shown,
        "text_version": event.text_version or None,
        "text_sha256": event.text_sha256,
        "offered": {
            "control": event.offer.control,
            "choices": list(event.offer.choices),
            "preset": event.offer.preset or None,
        },
        "double_opt_in": _confirmation(event.double_opt_in) if event.double_opt_in else None,
        "global_privacy_control": event.has_gpc,
    }


def _confirmation(confirmed: DoubleOptIn) -> dict[str, str]:
    return {
        "asked_at": _moment(confirmed.asked_at),
        "confirmed_at": _moment(confirmed.confirmed_at),
        "attempt": str(confirmed.attempt),
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
