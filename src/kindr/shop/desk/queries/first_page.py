"""The officer's first page: is everything kept right now, and what is to be done next (policy 8.2). Opens nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kindr.base.clock import JAKARTA
from kindr.privacy import registry
from kindr.privacy.access.queries.alarms import unseen
from kindr.privacy.access.queries.grants import waiting
from kindr.privacy.access.queries.refusals import refusals_by_day
from kindr.privacy.evidence.queries import Health, health
from kindr.privacy.incidents.standing import Standing, standing
from kindr.privacy.processing import outside
from kindr.privacy.processing.record import Record, record_of
from kindr.privacy.retention import overview as retention
from kindr.privacy.rights.requests import queue
from kindr.privacy.rights.requests.queries import Line
from kindr.shop.desk.ports import PromisesSeen, promises_seen
from kindr.shop.desk.queries.oversight import days_until, decisions_by_month

NEAREST = 5
DAYS_SHOWN = 14


@dataclass(frozen=True)
class Next:
    """One thing to be done, and where: what it is, how many, the name of an address and what it is asked."""

    key: str
    number: int
    place: str
    asked: str
    is_pressing: bool

    @property
    def room(self) -> str:
        """The place of the desk whose purposes one must claim to go there."""
        return {"processing:outside": "processing:record", "promises:show": "desk:today"}.get(self.place, self.place)


@dataclass(frozen=True)
class Today:
    """Counts of this moment from every room."""

    at: datetime
    requests: Mapping[str, int]
    nearest: tuple[Line, ...]
    incidents: Standing
    alarms: int
    grants: int
    refusals: tuple[tuple[date, int], ...]
    consents: tuple[tuple[date, int], ...]
    kept: retention.Sums
    evidence: Health
    promises: PromisesSeen
    record: Record
    unanswered: int

    @property
    def to_do(self) -> tuple[Next, ...]:
        """What waits for the officer, the most pressing first."""
        return tuple(each for each in self._all() if each.number)

    @property
    def is_kept(self) -> bool:
        """Whether nothing is wrong at this moment."""
        return not any(each.is_pressing for each in self.to_do)

    @property
    def has_clocks(self) -> bool:
        """Whether any deadline runs."""
        return bool(self.nearest or self.incidents.untold)

    @property
    def refused_today(self) -> int:
        """Refusals of this day."""
        return self.refusals[-1][1]

    @property
    def consents_this_month(self) -> int:
        """Decisions about consents in this month."""
        return self.consents[-1][1]

    def _all(self) -> Iterator[Next]:
        yield Next("untold", len(self.incidents.untold), "incidents:list", "", is_pressing=True)
        late, soon = self.requests["late"], self.requests["soon"]
        yield Next("late", late, "requests_desk:queue", "?state=open&due=late", is_pressing=True)
        yield Next("alarms", self.alarms, "access:alarms", "", is_pressing=True)
        yield Next("broken", self.promises.broken, "promises:show", "?state=broken", is_pressing=True)
        yield Next("left_over", self.kept.left_over, "retention:retention", "", is_pressing=True)
        yield Next("no_sweep", int(self.kept.is_sweep_missing), "retention:retention", "", is_pressing=True)
        yield Next("no_checkpoint", int(self.evidence.is_late), "evidence:desk", "", is_pressing=True)
        yield Next("soon", soon, "requests_desk:queue", "?state=open&due=day", is_pressing=False)
        yield Next("told", self.incidents.told, "incidents:list", "", is_pressing=False)
        yield Next("grants", self.grants, "access:grants", "", is_pressing=False)
        yield Next("review", self.kept.to_review, "retention:retention", "", is_pressing=False)
        yield Next("unanswered", self.unanswered, "processing:outside", "#open", is_pressing=False)


def today(*, at: datetime) -> Today:
    """What every room counts; as many queries whatever there is."""
    days = days_until(at, DAYS_SHOWN)
    refused = refusals_by_day(since=datetime.combine(days[0], datetime.min.time(), tzinfo=JAKARTA) - timedelta(hours=1))
    return Today(
        at=at,
        requests=queue.sums(at=at),
        nearest=tuple(queue.nearest(most=NEAREST, at=at)),
        incidents=standing(at=at),
        alarms=unseen(),
        grants=waiting(),
        refusals=tuple((day, refused.get(day, 0)) for day in days),
        consents=decisions_by_month(at),
        kept=retention.sums(at=at),
        evidence=health(at=at),
        promises=promises_seen(),
        record=record_of(registry.policy()),
        unanswered=outside.open_count(),
    )
