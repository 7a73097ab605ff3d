"""Reading the access log and the consent ledger as the officer: in words, by filter, and as counts (policy 5.3).

Whoever's lines are shown gets a line that says so. The counts name nobody, so they leave none.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kindr.base.clock import JAKARTA
from kindr.privacy import gates, registry
from kindr.privacy.access import log
from kindr.privacy.access.log import Line
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import ledger
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.rights.labels import in_words
from kindr.privacy.vault import keyrings
from kindr.shop.desk.queries.happened import Happened, happened
from kindr.shop.desk.queries.oversight import days_until

MOST_READ = 5000
"""So many of the newest lines of a period are looked at, and no more."""
SHOWN = 50
STAFF = ("staff", "consultant")
ANYBODY = "anybody"
"""The system and customers too."""
BOOKS = {log.CLAUSE, ledger.CLAUSE}


@dataclass(frozen=True)
class Asked:
    """Which lines somebody wants to read; empty values ask for nothing."""

    days: int = 7
    role: str = ""
    """A role, `ANYBODY`, or nothing for the people who work here."""
    purpose: str = ""
    clause: str = ""
    people: Collection[uuid.UUID] | None = None
    refusals_only: bool = False
    page: int = 1


@dataclass(frozen=True)
class Series:
    """How often a role opened something for a purpose, day by day, today last."""

    who: str
    why: str
    days: tuple[tuple[date, int], ...]

    @property
    def today(self) -> int:
        """How often today."""
        return self.days[-1][1]

    @property
    def total(self) -> int:
        """How often in all of the days."""
        return sum(number for _, number in self.days)


@dataclass(frozen=True)
class LogPage:
    """One page of the lines that were asked for, newest first, and what all of them come to."""

    lines: tuple[Happened, ...]
    found: int
    number: int
    last: int
    series: tuple[Series, ...]
    refusals: int
    is_cut: bool
    """True when there were more lines than are looked at."""


@dataclass(frozen=True)
class ConsentMonth:
    """What was decided about consents in one month."""

    month: date
    given: int
    withdrawn: int
    refused: int


def read_log(asked: Asked, *, access: Access, at: datetime) -> LogPage:
    """The lines that were asked for; that they are read is recorded for each person whose line is on the page.

    What the officer's own reading of the books left behind is passed over. Raises Refused and LogUnavailable.
    """
    entries = _entries(asked, at)
    lines = log.opened(entries, keyrings.fetch(ids=log.key_ids(entries))) if entries else []
    found = [line for line in lines if _is_wanted(line, asked)]
    last = max(1, -(-len(found) // SHOWN))
    number = min(max(1, asked.page), last)
    shown = found[(number - 1) * SHOWN : number * SHOWN]
    gates.open_books({line.person for line in shown}, clauses=[log.CLAUSE], access=access, at=at)
    return LogPage(
        tuple(happened(line) for line in shown),
        len(found),
        number,
        last,
        _series(found, days_until(at, min(asked.days, 14))),
        sum(bool(line.refused_by) for line in found),
        len(entries) == MOST_READ,
    )


def consents_by_month(months: Iterable[date], *, access: Access, at: datetime) -> list[ConsentMonth]:
    """What was given, withdrawn and refused in each month; counts that name nobody. Raises Refused."""
    wanted = list(months)
    gates.open_books(set(), clauses=[ledger.CLAUSE], access=access, at=at)
    since = datetime.combine(wanted[0], datetime.min.time(), tzinfo=JAKARTA)
    rows = list(ConsentEvent.objects.filter(at__gte=since).order_by("-at", "-pk")[:MOST_READ])
    events = ledger.opened(rows, keyrings.fetch(ids=ledger.key_ids(rows))) if rows else []
    counts = Counter((event.at.astimezone(JAKARTA).date().replace(day=1), event.decision.value) for event in events)
    return [
        ConsentMonth(month, counts[month, "given"], counts[month, "withdrawn"], counts[month, "refused"])
        for month in wanted
    ]


def _entries(asked: Asked, at: datetime) -> list[AccessEntry]:
    rows = AccessEntry.objects.filter(at__gt=at - timedelta(days=asked.days)).order_by("-at", "-pk")
    if asked.people is not None:
        rows = rows.filter(person_id__in=list(asked.people))
    return list(rows[:MOST_READ])


def _is_wanted(line: Line, asked: Asked) -> bool:
    is_own_reading = not line.refused_by and line.verb == "read" and set(line.opened) <= BOOKS
    is_theirs = asked.role in (ANYBODY, line.role) if asked.role else line.actor_kind in STAFF or bool(line.refused_by)
    is_asked = is_theirs and asked.purpose in ("", line.purpose)
    is_under = not asked.clause or asked.clause in line.opened
    return is_asked and is_under and (bool(line.refused_by) if asked.refusals_only else not is_own_reading)


def _series(lines: Collection[Line], days: Collection[date]) -> tuple[Series, ...]:
    """The lines of people who work here, by role and purpose, the busiest first."""
    counts: Counter[tuple[str, str, date]] = Counter(
        (line.role, line.purpose, line.at.astimezone(JAKARTA).date()) for line in lines if line.actor_kind in STAFF
    )
    pairs = {(role, purpose) for role, purpose, _ in counts}
    found = [
        Series(_role(role), _purpose(purpose), tuple((day, counts[role, purpose, day]) for day in days))
        for role, purpose in pairs
    ]
    return tuple(sorted(found, key=lambda each: (-each.total, each.who, each.why)))


def _role(key: str) -> str:
    known = registry.policy().recipients.get(key)
    return in_words(known.says) if known else key


def _purpose(key: str) -> str:
    known = registry.policy().purposes.get(key)
    return in_words(known.says) if known else key
