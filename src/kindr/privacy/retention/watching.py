"""Left over = 0: whatever stays beyond its time, and a sweep that did not come, reach the officer at once."""

from __future__ import annotations

from datetime import datetime

from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min

from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.retention import rules
from kindr.privacy.retention.clocks import ClockDoubtful
from kindr.privacy.retention.models import SweepRun, today


def tell_of_left_over(run: SweepRun) -> None:
    """Raises an alarm for each clause with something left over, once a day."""
    for clause, number in run.left.items():
        since = run.left_since.isoformat() if run.left_since else ""
        raise_alarm(
            AlarmKind.COVERAGE,
            at=run.ended_at,
            about={"clause": clause, "left_over": number, "since": since[:19]},
            once=f"left over {clause} {today(run.began_at)}",
        )


def tell_of_missing_sweep(*, at: datetime) -> None:
    """Raises an alarm when no sweep has begun since the last one was due, if anybody was there to begin it."""
    due = rules.last_sweep_before(at)
    if _was_installed_by(due) and not SweepRun.objects.filter(began_at__gte=due).exists():
        day = str(today(due))
        raise_alarm(AlarmKind.COVERAGE, at=at, about={"missing_sweep_of": day}, once=f"missing sweep {day}")


def tell_of_doubtful_clock(doubtful: ClockDoubtful, *, at: datetime) -> None:
    """Raises an alarm when a sweep was left out because the clocks disagree, once a day."""
    about: dict[str, str | int] = {"sweep_left_out": "clocks_disagree", "hours": doubtful.hours}
    raise_alarm(AlarmKind.COVERAGE, at=at, about=about, once=f"clocks {today(at)}")


def _was_installed_by(moment: datetime) -> bool:
    """Whether the tables were there already; a restored backup brings the day of its own installation."""
    applied = MigrationRecorder.Migration.objects.filter(app="privacy").aggregate(first=Min("applied"))
    return applied["first"] is not None and applied["first"] <= moment


def is_sweep_to_be_made_up_for(*, at: datetime) -> bool:
    """Whether the shop stood still when the last sweep was due; a shop that was never swept has its first night yet."""
    began = SweepRun.objects.order_by("-began_at", "-pk").values_list("began_at", flat=True).first()
    return began is not None and began < rules.last_sweep_before(at)
