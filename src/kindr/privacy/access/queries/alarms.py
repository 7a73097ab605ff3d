"""Alarms as the officer reads them: what, when, by whom, and who has looked at it (policy 8.2)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F

from kindr.privacy import gates, registry
from kindr.privacy.access import colleagues
from kindr.privacy.access.models import Alarm, AlarmKind, AlarmSeen, BreakGlass
from kindr.privacy.access.personal import AccessReason
from kindr.privacy.access.queries.alarm_lines import Line, lines
from kindr.privacy.access.queries.alarm_words import headline, meaning, place
from kindr.privacy.access.terms import Access
from kindr.privacy.rights.labels import in_words

ON_A_PAGE = 50
NO_INCIDENTS = frozenset({AlarmKind.INCIDENT, AlarmKind.CLOCK, AlarmKind.CLAIMED_ELSEWHERE, AlarmKind.SELF_TEST})
"""Alarms about an incident that is written down already, about a deadline, about what went right, or about nothing."""


@dataclass(frozen=True)
class AlarmShown:
    """One alarm in words. `person` is a random id."""

    id: uuid.UUID
    kind: str
    says: str
    means: str
    raised_at: datetime
    who: str
    role: str
    person: uuid.UUID | None
    why: str
    lines: tuple[Line, ...]
    place: str
    """Where to look next; empty when a line leads there."""
    may_be_reported: bool
    seen_at: datetime | None
    seen_by: str
    note: str = field(repr=False)
    reason: str = field(repr=False)
    """What somebody wrote who opened in an emergency."""


@dataclass(frozen=True)
class AlarmPage:
    """A page of alarms, those nobody has looked at first."""

    alarms: tuple[AlarmShown, ...]
    unseen: int
    number: int
    last: int


def unseen() -> int:
    """How many alarms nobody has looked at. Opens nothing."""
    return Alarm.objects.filter(seen=None).count()


def alarms(*, page: int = 1, access: Access, at: datetime) -> AlarmPage:
    """A page of alarms; names of colleagues and notes are opened for it, which is logged. Raises Refused."""
    waiting, found = unseen(), Alarm.objects.count()
    last = max(1, -(-found // ON_A_PAGE))
    number = min(max(1, page), last)
    newest = Alarm.objects.select_related("seen").order_by(
        F("seen__seen_at").desc(nulls_first=True), "-raised_at", "-pk"
    )
    shown = list(newest[(number - 1) * ON_A_PAGE : number * ON_A_PAGE])
    known = {alarm.actor_id for alarm in shown if alarm.actor_id} | {s.by for a in shown if (s := _seen(a))}
    names = colleagues.names(known, access=access, at=at)
    reasons = _reasons(shown)
    notes = [s.note for a in shown if (s := _seen(a)) and s.note]
    written = _written([*notes, *reasons.values()], access=access, at=at)
    return AlarmPage(tuple(_shown(alarm, names, written, reasons) for alarm in shown), waiting, number, last)


def _seen(alarm: Alarm) -> AlarmSeen | None:
    return getattr(alarm, "seen", None)


def _reasons(shown: Iterable[Alarm]) -> dict[uuid.UUID, uuid.UUID]:
    """The alarms of emergencies, and where the reason lies that somebody had to give."""
    opened = {alarm.about["emergency"]: alarm.pk for alarm in shown if "emergency" in alarm.about}
    rows = BreakGlass.objects.filter(pk__in=opened).values_list("pk", "reason")
    return {opened[str(glass)]: reason for glass, reason in rows}


def _written(ids: list[uuid.UUID], *, access: Access, at: datetime) -> dict[uuid.UUID, str]:
    """Notes of officers and reasons of colleagues, opened together."""
    rows = list(AccessReason.objects.filter(pk__in=ids))
    opened = gates.read_many(rows, access=access, at=at)
    return {each.record.pk: each.words for each in opened if not each.is_forgotten}


def _shown(
    alarm: Alarm,
    names: Mapping[uuid.UUID, str],
    written: Mapping[uuid.UUID, str],
    reasons: Mapping[uuid.UUID, uuid.UUID],
) -> AlarmShown:
    policy, about, seen = registry.policy(), dict(alarm.about), _seen(alarm)
    role, purpose = policy.recipients.get(about.get("role", "")), policy.purposes.get(about.get("purpose", ""))
    return AlarmShown(
        alarm.pk,
        alarm.kind,
        headline(alarm),
        meaning(alarm),
        alarm.raised_at,
        names.get(alarm.actor_id, "") if alarm.actor_id else "",
        in_words(role.says) if role else "",
        alarm.person_id,
        in_words(purpose.says) if purpose else "",
        lines(about),
        place(alarm),
        alarm.kind not in NO_INCIDENTS,
        seen.seen_at if seen else None,
        names.get(seen.by, "") if seen else "",
        written.get(seen.note, "") if seen and seen.note else "",
        reason=written.get(reasons[alarm.pk], "") if alarm.pk in reasons else "",
    )
