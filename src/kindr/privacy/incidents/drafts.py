"""Letters that are looked at before anything is sent: rendered from the real radius, with no address opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kindr.privacy import people
from kindr.privacy.access.terms import Access
from kindr.privacy.incidents import texts, writing
from kindr.privacy.incidents.actions import letters, steps
from kindr.privacy.incidents.models import AffectedPerson, Incident
from kindr.privacy.incidents.writing import Texts, Written


@dataclass(frozen=True)
class Sample:
    """Some letters as they would go out, and what they lack."""

    letters: list[Written]
    lacks: list[str]


def draft(incident: Incident, *, access: Access, at: datetime) -> Sample:
    """The letter to the first household of the radius, with the texts as they are."""
    return sample(incident, texts.newest(incident, access=access, at=at), most=1)


def sample(incident: Incident, said: Texts, *, most: int) -> Sample:
    """The letters to some households; those whose data were opened come first."""
    radius = steps.newest_radius(incident)
    if radius is None:
        return Sample([], [])
    rows = AffectedPerson.objects.filter(radius=radius.pk).order_by("pk")
    first = [*rows.exclude(opened={}, changed={})[:most], *rows.filter(opened={}, changed={})[:most]]
    receivers = letters.receivers([each.person_id for each in first])[:most]
    found = []
    for receiver in receivers:
        household = list(rows.filter(person_id__in=people.covered_by(receiver)))
        found.append(writing.letter(incident, household, said))
    return Sample(found, sorted({lack for each in found for lack in writing.lacks(each)}))
