"""What the data protection officer oversees without opening anything: counts, deadlines, holds (policy 5.3, 7, 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate, TruncMonth

from kindr.base.clock import JAKARTA
from kindr.privacy import registry
from kindr.privacy.access import honeytokens
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.retention.due import due_within
from kindr.privacy.retention.queries import holds_by_clause
from kindr.privacy.retention.rules import last_sweep_before
from kindr.privacy.rights.models import UNDER_WAY, Erasure, ErasureState
from kindr.privacy.terms import Clause, Recipient

DAYS_SHOWN = 14
MONTHS_SHOWN = 12
DAYS_AHEAD = 30
NEWEST_ERASURES = 10


@dataclass(frozen=True)
class ErasureShown:
    """One erasure: where it stands, and by when it must be done."""

    erasure: Erasure
    due_at: datetime
    is_late: bool
    is_done: bool


@dataclass(frozen=True)
class DueShown:
    """What ends soon under a clause, and what should be gone by now."""

    clause: Clause
    left_over: int
    soon: int
    first_at: datetime | None


@dataclass(frozen=True)
class Overview:
    """Counts of what the officer watches; nothing is opened for them."""

    people: Mapping[PersonKind, int]
    days: tuple[tuple[date, int], ...]
    """Lines of the log by day, today last."""
    months: tuple[tuple[date, int], ...]
    """Decisions in the consent ledger by month, this month last."""
    erasures: Mapping[ErasureState, int]
    newest_erasures: tuple[ErasureShown, ...]
    due: tuple[DueShown, ...]
    holds: tuple[tuple[Clause, str, int], ...]

    @property
    def lines_today(self) -> int:
        """Lines of the log that were written today."""
        return self.days[-1][1]

    @property
    def lines_this_week(self) -> int:
        """Lines of the log of the last seven days."""
        return sum(number for _, number in self.days[-7:])

    @property
    def under_way(self) -> int:
        """Erasures that are not done yet."""
        return sum(number for state, number in self.erasures.items() if state in UNDER_WAY)

    @property
    def left_over(self) -> int:
        """What the sweep should have taken by now."""
        return sum(each.left_over for each in self.due)


def overview(*, at: datetime) -> Overview:
    """The counts of this moment; as many queries whatever there is."""
    people = Person.objects.order_by().values_list("kind").annotate(Count("pk"))
    decoys = {PersonKind.PARENT.value: honeytokens.count()}
    erasures = Erasure.objects.order_by().values_list("state").annotate(Count("pk"))
    clauses = registry.policy().clauses
    found = due_within(DAYS_AHEAD, at=last_sweep_before(at))
    due = [(clauses[each.clause], each) for each in found if each.clause in clauses]
    return Overview(
        people={PersonKind(kind): number - decoys.get(kind, 0) for kind, number in people},
        days=_by_day(at),
        months=decisions_by_month(at),
        erasures={ErasureState(state): number for state, number in erasures},
        newest_erasures=tuple(_shown(each, at) for each in _newest_erasures()),
        due=tuple(DueShown(clause, each.left_over, each.soon, each.first_at) for clause, each in due),
        holds=tuple((clauses[key], hold, number) for key, hold, number in holds_by_clause() if key in clauses),
    )


def who_may_open() -> list[tuple[Clause, list[Recipient]]]:
    """Every clause with the roles inside Kindr that may open what it holds, straight from the policy."""
    kept = [clause for clause in registry.policy().clauses.values() if not clause.pending]
    return [(clause, [each for each in roles_inside() if each.purposes & clause.purposes]) for clause in kept]


def roles_inside() -> list[Recipient]:
    """The roles of people who work at Kindr or for it."""
    return [each for key, each in registry.policy().recipients.items() if not each.outside and key not in SELVES]


SELVES = {"customer", "guest", "stranger", "system"}
"""Recipients that are nobody at Kindr."""


def days_until(at: datetime, number: int) -> list[date]:
    """So many days as a calendar in Jakarta shows them, the day of the moment last."""
    today = at.astimezone(JAKARTA).date()
    return [today - timedelta(days=back) for back in reversed(range(number))]


def _by_day(at: datetime) -> tuple[tuple[date, int], ...]:
    days = days_until(at, DAYS_SHOWN)
    since = datetime.combine(days[0], datetime.min.time(), tzinfo=JAKARTA)
    rows = AccessEntry.objects.filter(at__gte=since).annotate(day=TruncDate("at", tzinfo=JAKARTA)).order_by()
    counts = dict(rows.values_list("day").annotate(Count("pk")))
    return tuple((day, counts.get(day, 0)) for day in days)


def decisions_by_month(at: datetime) -> tuple[tuple[date, int], ...]:
    """Decisions in the consent ledger by month, this month last. One query."""
    today = at.astimezone(JAKARTA).date()
    months = [_months_before(today, back) for back in reversed(range(MONTHS_SHOWN))]
    since = datetime.combine(months[0], datetime.min.time(), tzinfo=JAKARTA)
    rows = ConsentEvent.objects.filter(at__gte=since).annotate(month=TruncMonth("at", tzinfo=JAKARTA)).order_by()
    counts = {month.date(): number for month, number in rows.values_list("month").annotate(Count("pk"))}
    return tuple((month, counts.get(month, 0)) for month in months)


def _months_before(day: date, back: int) -> date:
    """The first day of the month that lies so many months back."""
    whole = day.year * 12 + day.month - 1 - back
    return date(whole // 12, whole % 12 + 1, 1)


def _newest_erasures() -> QuerySet[Erasure]:
    return Erasure.objects.order_by("-requested_at", "-pk")[:NEWEST_ERASURES]


def _shown(erasure: Erasure, at: datetime) -> ErasureShown:
    due_at = erasure.requested_at + timedelta(hours=registry.policy().rights["erasure"].hours)
    is_done = erasure.state == ErasureState.DONE
    return ErasureShown(erasure, due_at, not is_done and at > due_at, is_done)
