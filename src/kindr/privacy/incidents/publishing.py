"""The notice that everybody can read, where people cannot be reached or the public is hurt (art. 46(3))."""

from __future__ import annotations

from datetime import datetime

from kindr.privacy.access.terms import Access
from kindr.privacy.incidents import texts
from kindr.privacy.incidents.models import Incident, Radius
from kindr.privacy.incidents.personal import TextKind


def content_of(incident: Incident, radius: Radius | None, *, access: Access, at: datetime) -> dict[str, object]:
    """The words of the letters, the categories and how many people; nothing about anybody."""
    said = texts.newest(incident, access=access, at=at)
    counts = radius.counts if radius else {"people": {}, "categories": {}}
    return {
        "words": {
            language: {part: said.get(TextKind(f"{part}_{language}"), "") for part in ("how", "handling")}
            for language in ("id", "en")
        },
        "categories": sorted(counts["categories"]),
        "people": sum(number for kinds in counts["people"].values() for number in kinds.values()),
        "since": incident.since.isoformat(),
        "until": incident.until.isoformat(),
    }
