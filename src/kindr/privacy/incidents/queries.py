"""What the incidents desk shows: clocks, radii, letters and timelines; ids, keys and counts only."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.dateparse import parse_datetime

from kindr.privacy import registry
from kindr.privacy.access.models import RoleAssignment
from kindr.privacy.incidents import words
from kindr.privacy.incidents.models import (
    Incident,
    IncidentEvent,
    Notice,
    NoticeEvent,
    PublicNotice,
    Radius,
)
from kindr.privacy.incidents.personal import IN_LETTERS, IncidentText, TextKind
from kindr.privacy.incidents.rules import Step
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights.labels import in_words
from kindr.privacy.rights.requests.rules import Clock
from kindr.privacy.terms import Specific

MOST_SHOWN = 200
A_PAGE = 50
HOWS = ("opened", "changed", "could")


@dataclass(frozen=True)
class Colleague:
    """Somebody with a working account: a random id and a role; the name stays sealed."""

    person: uuid.UUID
    role: str


@dataclass(frozen=True)
class Shown:
    """One incident on a page."""

    incident: Incident
    clock: Clock
    state: str
    badge: str
    cause: str
    kind: str


@dataclass(frozen=True)
class Category:
    """One row of a radius: a category, how many people, and how many of these are children."""

    name: str
    is_specific: bool
    opened: int
    changed: int
    could: int
    children: int
    share: tuple[float, float, float]
    """Widths of the three parts of its bar, in hundredths of the longest."""

    @property
    def starts(self) -> tuple[float, float]:
        """Where the second and the third part of its bar begin."""
        return round(self.share[0], 1), round(self.share[0] + self.share[1], 1)


@dataclass(frozen=True)
class Found:
    """A radius on a page."""

    radius: Radius
    people: Mapping[str, int]
    """opened, changed and could -> people, each counted once."""
    kinds: Sequence[tuple[str, int, int, int]]
    categories: Sequence[Category]
    sealed_why: str

    @property
    def total(self) -> int:
        """Everybody in it."""
        return sum(self.people.values())


@dataclass(frozen=True)
class Letters:
    """How the letters stand."""

    queued: int
    handed_over: int
    refused: int
    no_address: int

    @property
    def waiting(self) -> int:
        """Those without an end."""
        return self.queued - self.handed_over - self.no_address


def colleagues() -> list[Colleague]:
    """Everybody who works here, consultants too."""
    staff = RoleAssignment.objects.order_by("role", "person_id").values_list("person_id", "role")
    outside = Person.objects.filter(kind=PersonKind.CONSULTANT, role_assignment=None).values_list("pk", flat=True)
    return [Colleague(*one) for one in staff] + [Colleague(one, "consultant") for one in outside]


def listed(*, at: datetime) -> list[Shown]:
    """Incidents by what presses most: open ones by deadline, then the closed ones, newest first."""
    found = Incident.objects.order_by(F("closed_at").desc(nulls_first=True), "deadline_at", "pk")[:MOST_SHOWN]
    return [shown(incident, at=at) for incident in found]


def shown(incident: Incident, *, at: datetime) -> Shown:
    """One incident with its clock and its words."""
    return Shown(
        incident,
        incident.clock(at),
        str(words.STATES[incident.state]),
        words.BADGES.get(incident.state, ""),
        str(words.CAUSES[incident.cause]),
        str(words.KINDS[incident.kind]),
    )


def incident_of(number: str) -> Incident | None:
    """The incident with this number."""
    return Incident.objects.filter(number=number).first()


def timeline(incident: Incident) -> list[tuple[str, IncidentEvent]]:
    """What happened, in words, oldest first."""
    kinds = dict(TextKind.choices)
    found = []
    # What happened in one moment begins with the report.
    events = incident.events.order_by("at", "id")
    for event in sorted(events, key=lambda each: (each.at, each.happened != Step.REPORTED)):
        says = str(words.STEPS[event.happened])
        if more := kinds.get(event.about.get("text", "")) or words.told_by(event.about):
            says = f"{says}: {more}"
        found.append((says, event))
    return found


def moments(incident: Incident) -> dict[str, datetime]:
    """Step -> when it was taken last; for the authority, when it was told."""
    found = {event.happened: event.at for event in incident.events.order_by("at", "pk")}
    for event in incident.events.filter(happened=Step.AUTHORITY_TOLD.value).order_by("at", "pk"):
        found[event.happened] = parse_datetime(event.about.get("sent_at", "")) or event.at
    return found


def radius_of(incident: Incident) -> Found | None:
    """The newest radius; None while there is none."""
    radius = Radius.objects.filter(incident=incident).order_by("-made_at", "-pk").first()
    return found_in(radius) if radius else None


def found_in(radius: Radius) -> Found:
    """A radius as tables and bars."""
    counts = radius.counts
    people = {how: sum(counts["people"].get(how, {}).values()) for how in HOWS}
    every = sorted({kind for how in HOWS for kind in counts["people"].get(how, {})})
    opened, changed, could = ([counts["people"].get(how, {}).get(kind, 0) for kind in every] for how in HOWS)
    names = [str(words.PEOPLE.get(kind, kind)) for kind in every]
    why = words.WHY_SEALED.get(counts["sealed"]["why"], "")
    kinds = list(zip(names, opened, changed, could, strict=True))
    kinds.sort(key=lambda row: (-row[1], -row[2], -row[3], row[0]))
    return Found(radius, people, kinds, _categories(counts), str(why))


def letters_of(incident: Incident) -> Letters:
    """Counts of letters by what became of them."""
    counts = NoticeEvent.objects.filter(notice__incident=incident).aggregate(
        handed_over=Count("pk", filter=Q(happened=NoticeEvent.HANDED_OVER)),
        refused=Count("notice", filter=Q(happened=NoticeEvent.REFUSED), distinct=True),
        no_address=Count("pk", filter=Q(happened=NoticeEvent.NO_ADDRESS)),
    )
    return Letters(Notice.objects.filter(incident=incident).count(), **counts)


def notices(incident: Incident, *, page: str) -> Page[Any]:
    """Every letter with its proof, those first that reached nobody."""
    ended = NoticeEvent.objects.filter(notice=OuterRef("pk"))
    rows = incident.notices.annotate(
        is_lost=Exists(ended.filter(happened=NoticeEvent.NO_ADDRESS)),
        is_done=Exists(ended.filter(happened=NoticeEvent.HANDED_OVER)),
    )
    return Paginator(rows.order_by("-is_lost", "is_done", "pk").prefetch_related("events"), A_PAGE).get_page(page)


def counts_of_texts(incident: Incident) -> list[tuple[str, int]]:
    """How many texts of each kind there are; nothing is opened."""
    kinds = dict(TextKind.choices)
    rows = IncidentText.objects.filter(incident=incident).values_list("kind").annotate(number=Count("pk"))
    return [(str(kinds[kind]), number) for kind, number in sorted(rows)]


def lacking(incident: Incident) -> list[str]:
    """What the letters still need."""
    written = set(IncidentText.objects.filter(incident=incident).values_list("kind", flat=True).distinct())
    return [str(kind.label) for kind in IN_LETTERS if kind.value not in written]


def published() -> list[PublicNotice]:
    """The notices that everybody can read, newest first."""
    return list(PublicNotice.objects.select_related("incident").order_by("-published_at", "-pk"))


def _categories(counts: Mapping[str, Any]) -> list[Category]:
    known = registry.policy().categories
    rows = []
    for key, hows in counts["categories"].items():
        numbers = [sum(hows.get(how, {}).values()) for how in HOWS]
        children = sum(hows.get(how, {}).get("child", 0) for how in HOWS)
        rows.append((key, numbers, children))
    most = max((sum(numbers) for _key, numbers, _children in rows), default=1) or 1
    found = [
        Category(
            name=in_words(known[key].says) if key in known else key,
            is_specific=key in known and known[key].specific is not Specific.NO,
            opened=numbers[0], changed=numbers[1], could=numbers[2], children=children,
            share=tuple(round(number / most * 100, 1) for number in numbers),
        )
        for key, numbers, children in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each.opened, -each.changed, -each.could, each.name))
