"""The timeline of an incident as a signed file, for the authority and for whoever checks us later (art. 47)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from kindr.base import statements
from kindr.privacy import ports, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.incidents import queries, texts
from kindr.privacy.incidents.models import Incident, IncidentEvent
from kindr.privacy.incidents.personal import TextKind


def signed_timeline(incident: Incident, *, access: Access, at: datetime) -> dict[str, Any]:
    """Everything about an incident but the people: signed as receipts are, over canonical JSON."""
    return statements.signed(timeline(incident, access=access, at=at), ports.signer())


def timeline(incident: Incident, *, access: Access, at: datetime) -> dict[str, Any]:
    """What the file says, before it is signed; the texts are opened for it."""
    policy, letters = registry.policy(), queries.letters_of(incident)
    found = incident.radii.order_by("-made_at", "-pk").first()
    return {
        "v": 1,
        "kind": "incident timeline",
        "type": "dpv:DataBreachRecord",
        "policy": policy.version,
        "controller": policy.parties["controller"].name,
        "issued_at": _moment(at),
        "incident": _facts(incident),
        "radius": {"made_at": _moment(found.made_at), "took_ms": found.took_ms, **found.counts} if found else None,
        "letters": asdict(letters),
        "texts": [
            {"kind": each.record.kind, "at": _moment(each.record.collected_at), "words": each.words}
            for each in texts.all_of(incident, access=access, at=at)
        ],
        "timeline": [_line(event) for event in incident.events.order_by("at", "id")],
    }


def written_in(content: Mapping[str, Any]) -> list[tuple[str, datetime, str]]:
    """The texts of a file as a page shows them: what each says, when it was written, and its words."""
    return [
        (str(TextKind(each["kind"]).label), datetime.fromisoformat(each["at"]), each["words"])
        for each in content["texts"]
    ]


def _line(event: IncidentEvent) -> dict[str, Any]:
    return {
        "at": _moment(event.at),
        "happened": event.happened,
        "role": event.role,
        "by": str(event.by or ""),
        "about": event.about,
    }


def _facts(incident: Incident) -> dict[str, Any]:
    return {
        "number": incident.number,
        "id": str(incident.pk),
        "is_drill": incident.is_drill,
        "kind": incident.kind,
        "cause": incident.cause,
        "terms": incident.terms,
        "state": incident.state,
        "known_at": _moment(incident.known_at),
        "deadline_at": _moment(incident.deadline_at),
        "since": _moment(incident.since),
        "until": _moment(incident.until),
        "closed_at": _moment(incident.closed_at) if incident.closed_at else None,
        "is_public": incident.is_public,
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
