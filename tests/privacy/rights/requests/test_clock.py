"""The clock: warnings after 24 and 60 hours, an alarm at the deadline, and an end for what nobody proved."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kindr.base import clock
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.models import Alarm
from kindr.privacy.rights.requests import actions
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import State
from tests.cast import Player
from tests.privacy.rights.requests.test_receiving import ask, ask_unknown

pytestmark = pytest.mark.django_db(transaction=True)


def look(at: datetime) -> int:
    """The worker looks at the clocks."""
    return actions.look_at_clocks(access=system_access("answer_requests"), at=at)


def said() -> list[str]:
    """What the officer was told, in order."""
    return [alarm.about["clock"] for alarm in Alarm.objects.filter(kind="clock").order_by("raised_at")]


@pytest.mark.clause("7.4")
def test_the_officer_is_warned_after_24_and_60_hours_and_alarmed_at_the_deadline(mara: Player) -> None:
    request = ask(mara, "objection", words="Kenapa ditolak?")
    for hours, told in ((23, []), (24, ["first"]), (30, ["first"]), (60, ["first", "last"])):
        look(request.received_at + timedelta(hours=hours))
        assert said() == told
    for _ in range(2):
        look(request.deadline_at)
    assert said() == ["first", "last", "late"]
    request.refresh_from_db()
    assert request.state == State.OPEN
    assert request.clock(request.deadline_at).is_late


def test_nothing_extends_the_deadline(mara: Player) -> None:
    request = ask(mara, "objection", words="Kenapa ditolak?")
    before = request.deadline_at
    actions.ask_for_proof(request, access=system_access("answer_requests"), at=clock.now() + timedelta(hours=50))
    request.refresh_from_db()
    assert request.deadline_at == before


def test_what_nobody_proved_runs_out_at_the_deadline_and_not_before() -> None:
    request = ask_unknown("somebody@elsewhere.example")
    look(request.deadline_at - timedelta(minutes=1))
    request.refresh_from_db()
    assert request.needs_verification
    look(request.deadline_at)
    request.refresh_from_db()
    assert request.state == State.EXPIRED


def test_a_closed_request_is_not_spoken_of(mara: Player) -> None:
    request = actions.revoke(ask(mara), access=mara.access("show_my_data"), at=clock.now())
    assert look(request.deadline_at) == 0


def test_two_workers_at_one_request_do_it_once(mara: Player) -> None:
    request, access = ask(mara, "restriction"), system_access("answer_requests")
    for _ in range(2):
        actions.carry_on(request.pk, access=access, at=clock.now())
    happened = list(request.events.values_list("happened", flat=True))
    assert happened.count("taken_up") == 1
    assert happened.count("fulfilled") <= 1


def test_a_parent_asks_for_a_halt_and_sees_it_done(mara: Player) -> None:
    browser = mara.client()
    browser.post("/en/my-requests/new/", {"kind": "restriction", "words": "", "subject": ""})
    request = Request.objects.get()
    actions.carry_on(request.pk, access=system_access("answer_requests"), at=clock.now())
    request.refresh_from_db()
    assert request.state == State.FULFILLED
    assert "Done" in browser.get(f"/en/my-requests/{request.number}/").content.decode()
