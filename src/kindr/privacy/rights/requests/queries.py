"""Requests as their person and the data protection officer see them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from kindr.privacy import gates, people
from kindr.privacy.access.terms import Access, NotYours
from kindr.privacy.rights.fulfilment import packages
from kindr.privacy.rights.fulfilment.models import Fulfilment
from kindr.privacy.rights.fulfilment.packages import Package
from kindr.privacy.rights.requests import words
from kindr.privacy.rights.requests.actions.carrying import BY_ITSELF
from kindr.privacy.rights.requests.models import Request, RequestEvent
from kindr.privacy.rights.requests.personal import RequestText, TextKind
from kindr.privacy.rights.requests.rules import Clock, State

PER_PAGE = 40


@dataclass(frozen=True)
class Line:
    """One request in a list."""

    request: Request
    kind: str
    state: str
    badge: str
    channel: str
    clock: Clock
    is_for_child: bool


@dataclass(frozen=True)
class Happened:
    """One line of the book of a request, as its person reads it."""

    at: datetime
    says: str
    who: str
    """A role of the policy."""


@dataclass(frozen=True)
class Shown:
    """One request with its book."""

    line: Line
    events: tuple[Happened, ...]
    denial: str
    package: Package | None

    @property
    def request(self) -> Request:
        """The row."""
        return self.line.request


def to_carry_on() -> list[uuid.UUID]:
    """Requests that wait for a machine, the most pressing first."""
    begun = Q(pk__in=Fulfilment.objects.values("request"))
    found = Request.objects.filter(begun | Q(kind__in=sorted(BY_ITSELF)), closed_at=None, erasure=None)
    waiting = found.order_by("deadline_at", "pk")
    return [request.pk for request in waiting if request.case.is_proven and not request.needs_verification]


def requests_of(person: uuid.UUID, *, at: datetime) -> list[Line]:
    """What somebody has asked for, the newest first; their guests' requests are theirs."""
    found = Request.objects.filter(person_id__in=people.covered_by(person)).order_by("-received_at", "-number")
    return [line_of(request, at) for request in found]


def line_of(request: Request, at: datetime) -> Line:
    """A request as a line of a list."""
    return Line(
        request,
        kind=words.kind_of(request),
        state=words.state_of(request),
        badge=words.badge_of(request),
        channel=words.channel_of(request),
        clock=request.clock(at),
        is_for_child=request.subject_id != request.person_id,
    )


def own_request(number: str, person: uuid.UUID | None) -> Request:
    """A request that somebody made, with an account or as a guest; raises NotYours."""
    found = Request.objects.filter(number=number, person_id__in=people.covered_by(person)).first()
    if found is None:
        raise NotYours("there is no such request of yours")
    return found


def shown(request: Request, *, at: datetime) -> Shown:
    """A request with what happened and, while it can be fetched, its package."""
    events = tuple(_happened(event) for event in request.book())
    return Shown(line_of(request, at), events, words.denial_of(request), package_of(request, at=at))


def package_of(request: Request, *, at: datetime) -> Package | None:
    """The package that was made for a request; None when there is none (any more)."""
    run = Fulfilment.objects.filter(request=request.pk).first() if request.state == State.FULFILLED else None
    return packages.package_of(run, at=at) if run else None


def texts_of(request: Request, *, access: Access, at: datetime) -> Mapping[str, Sequence[gates.Opened[RequestText]]]:
    """What was written, opened together, by kind: words, notes, answers. Raises Refused, LogUnavailable."""
    rows = list(RequestText.objects.filter(request=request).order_by("collected_at", "id"))
    found: dict[str, list[gates.Opened[RequestText]]] = defaultdict(list)
    for opened in gates.read_many(rows, access=access, at=at):
        if not opened.is_forgotten:
            found[opened.record.kind].append(opened)
    return found


def counts_of_texts(request: Request) -> Mapping[str, int]:
    """How many texts of each kind lie sealed."""
    kinds = list(RequestText.objects.filter(request=request).values_list("kind", flat=True))
    return {kind: kinds.count(kind) for kind in TextKind.values if kind in kinds}


def _happened(event: RequestEvent) -> Happened:
    return Happened(event.at, str(words.HAPPENED[event.happened]), event.role)
