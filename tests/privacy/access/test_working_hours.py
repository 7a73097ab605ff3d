"""Working hours are a table of the policy, counted in its time zone from the moment passed in (policy 5.3.7)."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.policy import POLICY
from kindr.privacy import registry
from kindr.privacy.access import watching
from kindr.privacy.access.alarms import AlarmKind
from kindr.privacy.access.models import Alarm
from kindr.privacy.access.rows import Note
from kindr.privacy.access.terms import Access, Actor, ActorKind

RULES = POLICY.access
THERE = ZoneInfo(RULES.time_zone)
INSTANT = timedelta(microseconds=1)
FRIDAY = datetime(2026, 11, 20, tzinfo=THERE)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # given UTC


def test_the_policy_counts_hours_in_jakarta() -> None:
    assert RULES.time_zone == "Asia/Jakarta"


@pytest.mark.parametrize("role", sorted(RULES.roles))
def test_a_role_works_from_the_first_instant_of_its_hours_to_the_last(role: str) -> None:
    hours = RULES.roles[role]
    opens, closes = (FRIDAY + timedelta(hours=hour) for hour in (hours.opens_at, hours.closes_at))
    assert not watching.is_out_of_hours(role, opens)
    assert not watching.is_out_of_hours(role, closes - INSTANT)
    always = hours.closes_at - hours.opens_at == 24
    assert watching.is_out_of_hours(role, opens - INSTANT) != always
    assert watching.is_out_of_hours(role, closes) != (always and (FRIDAY.weekday() + 1) % 7 in hours.days)


def test_a_consultant_does_not_work_on_a_weekend_and_its_ends_are_those_of_jakarta() -> None:
    midday = FRIDAY + timedelta(hours=12)
    days = [midday + timedelta(days=more) for more in range(4)]
    assert [watching.is_out_of_hours("consultant", each) for each in days] == [False, True, True, False]


def test_the_moment_counts_and_not_the_zone_it_is_written_in() -> None:
    opens = FRIDAY + timedelta(hours=RULES.roles["service"].opens_at)
    for zone in (UTC, ZoneInfo("America/New_York"), THERE):
        assert not watching.is_out_of_hours("service", opens.astimezone(zone))
        assert watching.is_out_of_hours("service", (opens - INSTANT).astimezone(zone))


def test_a_role_that_the_policy_does_not_know_never_works() -> None:
    assert watching.is_out_of_hours("nobody", FRIDAY + timedelta(hours=12))


@given(MOMENTS, st.sampled_from(sorted(RULES.roles)))
def test_it_is_what_the_clock_on_the_wall_says(at: datetime, role: str) -> None:
    hours, there = RULES.roles[role], at + timedelta(hours=7)  # Jakarta has no summer time
    works = there.weekday() in hours.days and hours.opens_at <= there.hour < hours.closes_at
    assert watching.is_out_of_hours(role, at) != works


@pytest.mark.django_db
def test_another_zone_in_the_table_moves_the_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    at = (FRIDAY + timedelta(hours=6, minutes=30)).astimezone(UTC)
    for zone, alarms in (("Asia/Jakarta", 1), ("Asia/Makassar", 0)):
        moved = dataclasses.replace(RULES, time_zone=zone)
        monkeypatch.setattr(registry, "access_rules", lambda moved=moved: moved)
        actor, note = Actor(ActorKind.STAFF, uuid.uuid4(), "service"), Note(uuid.uuid4(), "read", {"profile": ["name"]})
        watching.write(["{}"] * 5, [note], access=Access(actor, "answer_customer"), at=at)
        assert Alarm.objects.filter(kind=AlarmKind.OUT_OF_HOURS, actor_id=actor.id).count() == alarms
