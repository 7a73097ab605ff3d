"""The record of processing as a fideslang manifest: systems with their privacy declarations, in YAML.

Only what goes on today is in it: a system that declares a use is read as one that makes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kindr.privacy.processing.record import Activity, OutsideParty, Record
from kindr.privacy.terms import Basis, Clause, Party, Specific, Standing

ORGANISATION, SHOP = "kindr", "kindr_shop"
LANGUAGE = "en"
OWN_SUBJECTS = frozenset({"child"})
"""Kinds of people that the default taxonomy does not have; the manifest brings them along."""
BASES: Mapping[Basis, str] = {
    Basis.CONSENT: "Consent",
    Basis.CONTRACT: "Contract",
    Basis.LEGAL_DUTY: "Legal obligations",
    Basis.VITAL_INTEREST: "Vital interests",
    Basis.PUBLIC_TASK: "Public interest",
    Basis.LEGITIMATE_INTEREST: "Legitimate interests",
}
TYPES: Mapping[Standing, str] = {
    Standing.OWN_CONTROLLER: "Third Party",
    Standing.PROCESSOR: "Processor",
    Standing.AUTHORITY: "Authority",
}


def manifest(record: Record) -> str:
    """The whole manifest; the same bytes for the same policy."""
    return "".join(_lines(content_of(record), 0))


def content_of(record: Record) -> dict[str, Any]:
    """The manifest as fideslang's models take it."""
    return {
        "organization": [
            {
                "fides_key": ORGANISATION,
                "name": record.controller.name,
                "description": record.controller.says[LANGUAGE],
                "controller": _contact(record.controller),
                "data_protection_officer": _contact(record.officer),
            }
        ],
        "data_subject": [
            {
                "fides_key": subject.fideslang,
                "organization_fides_key": ORGANISATION,
                "name": subject.says[LANGUAGE],
                "description": subject.says[LANGUAGE],
            }
            for subject in record.policy.subjects.values()
            if subject.fideslang in OWN_SUBJECTS
        ],
        "system": [_shop(record), *(_outside(party, record) for party in record.outside)],
    }


def _shop(record: Record) -> dict[str, Any]:
    going_on = [activity for activity in record.activities if activity.is_going_on]
    return {
        "fides_key": SHOP,
        "organization_fides_key": ORGANISATION,
        "name": "Kindr",
        "description": f"The shop, under its policy of {record.policy.version}",
        "system_type": "Application",
        "egress": [{"fides_key": party.recipient.key, "type": "system"} for party in record.outside],
        "privacy_declarations": [_declaration(activity) for activity in going_on],
    }


def _outside(party: OutsideParty, record: Record) -> dict[str, Any]:
    its = [each for each in record.activities if each.is_going_on and party.recipient in each.outside]
    return {
        "fides_key": party.recipient.key,
        "organization_fides_key": ORGANISATION,
        "name": party.known.name or party.recipient.says[LANGUAGE],
        "description": party.known.does[LANGUAGE],
        "system_type": TYPES[party.known.standing],
        "ingress": [{"fides_key": SHOP, "type": "system"}],
        "privacy_declarations": [_declaration(activity) for activity in its],
    }


def _declaration(activity: Activity) -> dict[str, Any]:
    kept = [clause for clause in activity.clauses if not clause.pending]
    about = {key for clause in kept for key in clause.about}
    names = sorted({category.fideslang for category in activity.categories if category.key in about})
    found: dict[str, Any] = {
        "name": activity.purpose.key,
        "data_use": activity.purpose.fideslang,
        "data_categories": names,
        "data_subjects": sorted(_subjects(activity, kept)),
        "legal_basis_for_processing": BASES[activity.purpose.basis],
        "retention_period": "; ".join(dict.fromkeys(clause.keep.says[LANGUAGE] for clause in kept)),
        "processes_special_category_data": any(
            each.specific is not Specific.NO for each in activity.categories if each.key in about
        ),
        "data_shared_with_third_parties": bool(activity.outside),
    }
    if activity.outside:
        found["third_parties"] = ", ".join(recipient.says[LANGUAGE] for recipient in activity.outside)
        found["shared_categories"] = names
    return found


def _subjects(activity: Activity, kept: Iterable[Clause]) -> set[str]:
    keys = {clause.key for clause in kept}
    return {subject.fideslang for subject in activity.subjects if subject.clauses & keys}


def _contact(party: Party) -> dict[str, str]:
    return {"name": party.name, "email": party.email, "phone": party.phone, "address": party.address}


def _lines(content: Mapping[str, Any], depth: int) -> Iterable[str]:
    """YAML for mappings of words, numbers, lists of words and lists of mappings: every word in quotes, as JSON is."""
    margin = "  " * depth
    for name, value in content.items():
        if isinstance(value, Mapping):
            yield f"{margin}{name}:\n"
            yield from _lines(value, depth + 1)
        elif isinstance(value, list) and value:
            yield f"{margin}{name}:\n"
            for each in value:
                yield from _item(each, depth + 1)
        else:
            yield f"{margin}{name}: {json.dumps(value, ensure_ascii=False)}\n"


def _item(value: Any, depth: int) -> Iterable[str]:
    margin = "  " * depth
    if not isinstance(value, Mapping):
        yield f"{margin}- {json.dumps(value, ensure_ascii=False)}\n"
        return
    first, *others = _lines(value, depth + 1)
    yield f"{margin}- {first.lstrip()}"
    yield from others
