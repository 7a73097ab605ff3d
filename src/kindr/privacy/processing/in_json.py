"""The record of processing as signed JSON with the names of the Data Privacy Vocabulary (DPV 2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kindr.base import statements
from kindr.privacy import ports
from kindr.privacy.processing.record import Activity, OutsideParty, Record
from kindr.privacy.terms import Assessment, Basis, Clause, Party, Policy, Right

SCHEMA = "kindr-record-of-processing/1"
VOCABULARIES = {"dpv": "https://w3id.org/dpv#", "pd": "https://w3id.org/dpv/pd#"}
BASES: Mapping[Basis, str] = {
    Basis.CONSENT: "dpv:Consent",
    Basis.CONTRACT: "dpv:ContractPerformance",
    Basis.LEGAL_DUTY: "dpv:LegalObligation",
    Basis.VITAL_INTEREST: "dpv:VitalInterest",
    Basis.PUBLIC_TASK: "dpv:PublicInterest",
    Basis.LEGITIMATE_INTEREST: "dpv:LegitimateInterest",
}


def signed(record: Record, *, at: datetime) -> dict[str, Any]:
    """The record with the moment and the signature of this installation; all else is the same for the same policy."""
    return statements.signed({**content_of(record), "issued_at": at.isoformat()}, ports.signer())


def content_of(record: Record) -> dict[str, Any]:
    """Everything that the record says, in both languages; nothing in it changes but with the policy."""
    return {
        "schema": SCHEMA,
        "kind": "record of processing",
        "law": ["UU 27/2022 31", "PP 33/2026 74"],
        "vocabularies": VOCABULARIES,
        "policy_version": record.policy.version,
        "controller": _party(record.controller),
        "data_protection_officer": _party(record.officer),
        "activities": [_activity(activity) for activity in record.activities],
        **_named(record.policy),
        "outside_parties": {party.recipient.key: _outside(party) for party in record.outside},
        "assessments": {each.key: _assessment(each) for each in record.assessments},
        "not_yet_given": {key: list(facts) for key, facts in sorted(record.missing.items())},
    }


def iri(name: str) -> str:
    """A short name of the vocabulary in full: `dpv:Child` is `https://w3id.org/dpv#Child`."""
    prefix, _, term = name.partition(":")
    return f"{VOCABULARIES[prefix]}{term}"


def _named(policy: Policy) -> dict[str, Any]:
    """What the activities name by key."""
    return {
        "kept": {clause.key: _clause(clause) for clause in policy.clauses.values()},
        "categories": {
            key: {"says": dict(each.says), "iri": iri(each.dpv), "class": each.specific.value}
            for key, each in policy.categories.items()
        },
        "subjects": {key: {"says": dict(e.says), "iri": iri(e.dpv)} for key, e in policy.subjects.items()},
        "sources": {key: {"says": dict(e.says), "clause": e.clause} for key, e in policy.sources.items()},
        "recipients": {key: {"says": dict(e.says), "outside": e.outside} for key, e in policy.recipients.items()},
        "rights": {key: _right(each) for key, each in policy.rights.items()},
        "measures": {
            key: {"says": dict(each.says), "iri": iri(each.dpv), "sentence": each.sentence}
            for key, each in policy.measures.items()
        },
    }


def _right(right: Right) -> dict[str, Any]:
    return {"says": dict(right.says), "article": right.article, "hours": right.hours, "by_law": right.by_law}


def _activity(activity: Activity) -> dict[str, Any]:
    purpose = activity.purpose
    return {
        "purpose": purpose.key,
        "sentence": purpose.clause,
        "says": dict(purpose.says),
        "iri": iri(purpose.dpv),
        "basis": {"key": purpose.basis.value, "iri": iri(BASES[purpose.basis])},
        "balance": dict(purpose.prevails) if purpose.prevails else None,
        "is_going_on": activity.is_going_on,
        "is_specific": activity.is_specific,
        "kept": [clause.key for clause in activity.clauses],
        "categories": [category.key for category in activity.categories],
        "subjects": [subject.key for subject in activity.subjects],
        "sources": [source.key for source in activity.sources],
        "recipients": [recipient.key for recipient in activity.recipients],
        "assessment": activity.assessment.key if activity.assessment else None,
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "number": clause.number,
        "says": dict(clause.says),
        "categories": sorted(clause.about),
        "sources": sorted(clause.sources),
        "purposes": sorted(clause.purposes),
        "kept_for": dict(clause.keep.says),
        "ground": clause.keep.ground or None,
        "at_erasure": clause.at_erasure.value,
        "being_built": clause.pending or None,
    }


def _outside(party: OutsideParty) -> dict[str, Any]:
    known = party.known
    return {
        "does": dict(known.does),
        "standing": known.standing.value,
        "name": known.name or None,
        "country": known.country or None,
        "contract": known.contract or None,
        "others": list(known.others) if known.others is not None else None,
        "transfer": known.transfer.value if known.transfer else None,
        "purposes": [purpose.key for purpose in party.purposes],
        "categories": [category.key for category in party.categories],
    }


def _assessment(assessment: Assessment) -> dict[str, Any]:
    return {
        "says": dict(assessment.says),
        "purposes": sorted(assessment.purposes),
        "risks": sorted(risk.value for risk in assessment.risks),
        "noted_on": assessment.noted_on.isoformat(),
        "document": assessment.document or None,
        "signed_on": assessment.signed_on.isoformat() if assessment.signed_on else None,
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "name": party.name,
        "says": dict(party.says),
        "email": party.email,
        "phone": party.phone or None,
        "address": party.address or None,
    }
