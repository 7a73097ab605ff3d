"""The officer's first page: what waits, the most pressing first; every room counted, nothing opened."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kindr.base import clock
from kindr.privacy.access.alarms import raise_alarm
from kindr.privacy.access.models import AccessEntry, Alarm, AlarmKind
from kindr.privacy.access.models.grants import Grant
from kindr.privacy.evidence.queries import Health
from kindr.privacy.rights.fulfilment.models import AnswerState, OutsideAnswer
from kindr.privacy.rights.requests.models import Request
from kindr.shop.desk import ports, queries
from tests.cast import Player
from tests.slices.desk.conftest import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGE, ROOM = "/en/desk/today/", "kindr.shop.desk.queries.first_page"


@pytest.fixture
def officer(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Odile, on an installation whose log is signed, whose promises hold, and whose old alarms were looked at."""
    since, good = clock.now(), Health(None, is_late=False, waiting=0, checked=None, checked_whole=None)
    seen = ports.PromisesSeen(3, 0, since)
    monkeypatch.setattr(f"{ROOM}.promises_seen", lambda: seen)
    monkeypatch.setattr(f"{ROOM}.health", lambda *, at: good if at else None)
    # Alarms are written on a connection of their own and outlive a test; one's own test alarms are counted here.
    own = Alarm.objects.filter(seen=None, kind=AlarmKind.SELF_TEST, raised_at__gte=since)
    monkeypatch.setattr(f"{ROOM}.unseen", lambda: own.all().count())
    return world.browsers["dpo"]


def a_request(number: int, *, hours_left: float) -> Request:
    at = clock.now()
    person = uuid.uuid4()
    return Request.objects.create(
        number=f"PD-2026-{number:06d}", person_id=person, subject_id=person, kind="access", channel="page",
        language="en", received_at=at - timedelta(hours=72 - hours_left), deadline_at=at + timedelta(hours=hours_left),
    )  # fmt: skip


def an_alarm() -> None:
    raise_alarm(AlarmKind.SELF_TEST, at=clock.now())


def a_grant() -> None:
    Grant.objects.create(
        actor_id=uuid.uuid4(), asked_by=uuid.uuid4(), purpose="analyse_usage", hours=2, asked_at=clock.now(),
        reason=uuid.uuid4(),
    )  # fmt: skip


def a_message() -> None:
    OutsideAnswer.objects.create(
        run=uuid.uuid4(), person_id=uuid.uuid4(), party="courier", verb="erase", state=AnswerState.ASKED,
        asked_at=clock.now(),
    )  # fmt: skip


@pytest.mark.clause("8.2")
def test_an_officer_for_whom_nothing_waits_is_told_so(officer: Client) -> None:
    page = officer.get(PAGE).content.decode()
    assert "Nothing waits for you" in page
    assert "No request is open." in page
    assert "Tidak ada yang menunggu Anda" in officer.get("/desk/today/").content.decode()


@pytest.mark.clause("8.2")
def test_what_waits_is_listed_with_the_most_pressing_first_and_leads_to_its_room(officer: Client) -> None:
    a_message()
    a_grant()
    a_request(1, hours_left=5)
    a_request(2, hours_left=-1)
    an_alarm()
    found = queries.today(at=clock.now())
    assert [each.key for each in found.to_do] == ["late", "alarms", "soon", "grants", "unanswered"]
    assert not found.is_kept
    page = officer.get(PAGE).content.decode()
    assert "This needs you now" in page
    for address in ("requests/?state=open&amp;due=late", "alarms/", "grants/", "record/outside/#open"):
        assert f'{address}" data-open>' in page, address
    assert page.index("PD-2026-000002") < page.index("PD-2026-000001"), "the nearest deadline first"
    assert "late by 1 h" in page


def test_a_grant_to_decide_on_is_work_and_no_fault(officer: Client) -> None:
    a_grant()
    assert queries.today(at=clock.now()).is_kept
    assert "Nothing is wrong. This waits for you" in officer.get(PAGE).content.decode()


def test_a_promise_that_does_not_hold_is_said_first_thing(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = ports.PromisesSeen(100, 1, clock.now())
    monkeypatch.setattr(f"{ROOM}.promises_seen", lambda: seen)
    assert "1 promise does not hold" in officer.get(PAGE).content.decode()


@pytest.mark.clause("8.2", "5.3")
def test_the_page_opens_nothing_and_asks_as_much_for_many_as_for_few(officer: Client, world: World) -> None:
    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
            assert officer.get(PAGE).status_code == 200
        assert all("wrapped" not in query["sql"] for query in keys.captured_queries), "no key is fetched"
        return len(data), len(keys)

    before, few = AccessEntry.objects.count(), (asked(), asked())[1]
    for number in range(9):
        a_request(number, hours_left=number)
        an_alarm()
        a_grant()
        a_message()
    assert asked() == few
    assert AccessEntry.objects.count() == before


def test_refusals_are_counted_by_day(officer: Client, world: World) -> None:
    before = queries.today(at=clock.now()).refused_today
    world.browsers["service"].post(f"/en/desk/people/{world.mara.id}/payment_card/", {"purpose": "answer_customer"})
    assert queries.today(at=clock.now()).refused_today == before + 1
    assert officer.get(PAGE).status_code == 200


def test_the_real_log_and_the_real_promises_stand_behind_the_page(odile: Player) -> None:
    assert odile.client().get(PAGE).status_code == 200
    found = queries.today(at=clock.now())
    assert found.evidence.is_late is (found.evidence.newest is None or found.evidence.is_late)
    assert found.promises.broken == 0
    assert odile.client().get("/en/desk/")["Location"] == PAGE
