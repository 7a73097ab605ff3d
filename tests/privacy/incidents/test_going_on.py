"""What the worker goes on with: each thing that waits is done once, holds up no other, and calls if it cannot go."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from kindr.base import clock
from kindr.privacy import ports
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.models import Alarm, AlarmKind
from kindr.privacy.access.queries.alarm_lines import LINES
from kindr.privacy.incidents import actions, tasks
from kindr.privacy.incidents.actions import calling
from kindr.privacy.incidents.actions import clock as clocks
from kindr.privacy.incidents.actions.letters import waiting
from kindr.privacy.incidents.models import AffectedPerson, Incident, IncidentEvent, Radius
from kindr.privacy.incidents.radius import computing
from kindr.privacy.incidents.rules import Reached, Step, Way
from tests.cast import Player
from tests.privacy.incidents.happening import an_incident
from tests.privacy.incidents.test_authority import incident, posted, reachable
from tests.privacy.incidents.test_letters import opened_by, stolen

__all__ = ["incident", "posted", "reachable"]

pytestmark = pytest.mark.django_db
WORKER = "prove_compliance"


def called(found: Incident, what: str) -> int:
    about = {"about__incident": found.number, "about__has_key": what}
    return Alarm.objects.filter(kind=AlarmKind.INCIDENT, **about).count()


def lines(found: Incident, step: Step) -> int:
    return found.events.filter(happened=step.value).count()


def test_whatever_stops_has_words_of_its_own() -> None:
    assert {calling.NOTICE, calling.LETTERS, calling.RADIUS} <= LINES.keys()


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize("way", [Way.EMAIL, Way.HAND])
def test_a_notice_that_the_officer_mailed_herself_is_not_sent_again(
    incident: Incident, odile: Player, posted: list[ports.Letter], way: Way
) -> None:
    access, at = odile.access(WORKER), clock.now()
    actions.order_notice(incident, access=access, at=at)
    later = at + timedelta(minutes=1)
    actions.tell_authority(incident, way, sent_at=later, access=access, at=later)
    actions.go_on_to_authority(access=system_access(WORKER), at=later)
    assert len(posted) == (way is Way.HAND)


@pytest.mark.usefixtures("reachable")
def test_a_notice_ordered_after_one_that_names_no_order_goes(
    incident: Incident, odile: Player, posted: list[ports.Letter]
) -> None:
    access, at = odile.access(WORKER), clock.now()
    actions.tell_authority(incident, Way.EMAIL, sent_at=at, access=access, at=at)
    actions.order_notice(incident, access=access, at=at + timedelta(minutes=1))
    actions.go_on_to_authority(access=system_access(WORKER), at=at + timedelta(minutes=2))
    assert len(posted) == 1


@pytest.mark.usefixtures("reachable")
def test_a_clock_that_cannot_be_looked_at_holds_up_no_other_and_no_letter(
    incident: Incident, odile: Player, monkeypatch: pytest.MonkeyPatch, posted: list[ports.Letter]
) -> None:
    officer, long_ago = odile.access(WORKER), clock.now() - timedelta(hours=30)
    broken, other = an_incident(long_ago - timedelta(hours=1)), an_incident(long_ago)
    actions.order_notice(incident, access=officer, at=clock.now())
    actions.order_letters(incident, Reached.OPENED, access=officer, at=clock.now())
    look = clocks._look

    def fail(found: Incident, **given: object) -> bool:
        if found.pk == broken.pk:
            raise KeyError("a fault of the program")
        return look(found, **given)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(clocks, "_look", fail)
    tasks.keep_going(timestamp=0)
    assert [lines(each, Step.WARNED) for each in (broken, other)] == [0, 1]
    assert lines(incident, Step.AUTHORITY_TOLD) == lines(incident, Step.LETTERS_SENT) == 1
    assert len(posted) == 2


def test_when_no_clock_can_be_looked_at_the_letters_have_gone_before(
    incident: Incident, odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.order_letters(incident, Reached.OPENED, access=odile.access(WORKER), at=clock.now())

    def fail(**_given: object) -> int:
        raise OSError("nothing is to be reached")

    monkeypatch.setattr(actions, "look_at_clocks", fail)
    with pytest.raises(OSError, match="nothing"):
        tasks.keep_going(timestamp=0)
    assert lines(incident, Step.LETTERS_SENT) == 1


def test_a_radius_that_fails_is_computed_again_until_it_is_there_and_calls_the_officer(
    mara: Player, tariq: Player, odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_at, compute = clock.now(), computing.compute
    broken, other = an_incident(asked_at), an_incident(asked_at)
    for each in (broken, other):
        actions.ask_radius(each, access=odile.access(WORKER), at=asked_at)

    def fail(found: Incident, **given: object) -> Radius:
        if found.pk == broken.pk:
            raise OSError("the keys are out of reach")
        return compute(found, **given)  # type: ignore[arg-type]  # passed on as it came

    with monkeypatch.context() as failing:
        failing.setattr(computing, "compute", fail)
        with pytest.raises(OSError, match="keys"):
            tasks.compute_radius(str(broken.pk))
        tasks.keep_computing(timestamp=0)
        assert [lines(each, Step.RADIUS) for each in (broken, other)] == [0, 1]
        assert called(broken, calling.RADIUS) == 0
        for minutes in (45, 50):
            at = asked_at + timedelta(minutes=minutes)
            actions.go_on_with_radii(access=system_access(WORKER), at=at)
        assert called(broken, calling.RADIUS) == 1
    tasks.keep_computing(timestamp=0)
    tasks.compute_radius(str(broken.pk))
    assert [lines(each, Step.RADIUS) for each in (broken, other)] == [1, 1]


def test_a_radius_that_stops_half_way_leaves_nobody_written_down(
    mara: Player, odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = clock.now()
    incident = an_incident(at)
    actions.ask_radius(incident, access=odile.access(WORKER), at=at)
    write = computing._write

    def write_and_stop(*given: Any) -> int:
        write(*given)
        raise OSError("the keys are out of reach")

    with monkeypatch.context() as failing:
        failing.setattr(computing, "_write", write_and_stop)
        actions.go_on_with_radii(access=system_access(WORKER), at=at)
    assert not AffectedPerson.objects.exists()
    actions.go_on_with_radii(access=system_access(WORKER), at=at)
    assert AffectedPerson.objects.exists()


@pytest.mark.parametrize("behind", [timedelta(), timedelta(minutes=20), timedelta(minutes=-20)])
def test_a_radius_is_computed_once_for_each_time_it_is_asked_for_whatever_the_clocks_say(
    mara: Player, odile: Player, behind: timedelta
) -> None:
    found, at = an_incident(clock.now()), clock.now()
    for round_, asked_at in enumerate((at, at + timedelta(seconds=1)), start=1):
        actions.ask_radius(found, access=odile.access(WORKER), at=asked_at)
        for later in range(3):
            moment = asked_at - behind + later * timedelta(minutes=5)
            actions.go_on_with_radii(access=system_access(WORKER), at=moment)
        assert lines(found, Step.RADIUS) == round_


def test_a_radius_of_an_older_release_answers_what_was_asked_for_before_it(mara: Player, odile: Player) -> None:
    found, at = an_incident(clock.now()), clock.now()
    actions.ask_radius(found, access=odile.access(WORKER), at=at)
    IncidentEvent.objects.create(
        incident=found, at=at + timedelta(seconds=2), happened=Step.RADIUS.value, role="system", about={}
    )
    actions.go_on_with_radii(access=system_access(WORKER), at=at + timedelta(minutes=5))
    assert lines(found, Step.RADIUS) == 1


def test_nothing_that_waits_for_its_next_try_has_the_lock_of_the_radii() -> None:
    both = [tasks.compute_radius, tasks.keep_computing]
    assert {task.lock for task in both} == {"incidents.radius"}
    assert [task.retry_strategy for task in both] == [None, None]


def go_on(at: datetime) -> None:
    actions.go_on(access=system_access("deliver_letters"), at=at)


def test_a_letter_that_the_program_fails_at_calls_the_officer_once_and_waits(
    incident: Incident, odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = clock.now()
    actions.order_letters(incident, Reached.OPENED, access=odile.access(WORKER), at=at)

    def fail(_letter: ports.Letter) -> None:
        raise KeyError("a fault of the program")

    monkeypatch.setattr(ports.mailer(), "send", fail)
    for minutes, calls in ((0, 0), (5, 0), (45, 1), (50, 1)):
        go_on(at + timedelta(minutes=minutes))
        assert called(incident, calling.LETTERS) == calls
    assert waiting(incident).count() == 1


def test_a_letter_that_the_mail_provider_refuses_for_long_is_no_fault_of_the_program(
    incident: Incident, odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = clock.now()
    actions.order_letters(incident, Reached.OPENED, access=odile.access(WORKER), at=at)

    def refuse(_letter: ports.Letter) -> None:
        raise OSError("no")

    monkeypatch.setattr(ports.mailer(), "send", refuse)
    for minutes in (0, 90):
        go_on(at + timedelta(minutes=minutes))
    assert called(incident, calling.LETTERS) == 0


def test_letters_that_stop_before_the_first_one_call_the_officer(
    incident: Incident, odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = clock.now()
    actions.order_letters(incident, Reached.OPENED, access=odile.access(WORKER), at=at)

    def fail(*_given: object, **_more: object) -> None:
        raise KeyError("a fault of the program")

    monkeypatch.setattr("kindr.privacy.incidents.actions.letters.texts.newest", fail)
    for minutes, calls in ((5, 0), (45, 1), (50, 1)):
        go_on(at + timedelta(minutes=minutes))
        assert called(incident, calling.LETTERS) == calls


@pytest.mark.parametrize("behind", [timedelta(), timedelta(minutes=20), timedelta(days=2)])
def test_that_all_letters_went_is_said_once_for_each_order_whatever_the_clocks_say(
    incident: Incident, odile: Player, ilse: Player, tariq: Player, behind: timedelta
) -> None:
    at = clock.now()
    for round_, reached in enumerate((Reached.OPENED, Reached.ALL), start=1):
        ordered_at = at + timedelta(seconds=round_)
        actions.order_letters(incident, reached, access=odile.access(WORKER), at=ordered_at)
        for later in range(3):
            go_on(ordered_at - behind + later * timedelta(minutes=5))
        assert lines(incident, Step.LETTERS_SENT) == round_
    assert not waiting(incident).exists()


def test_an_order_that_comes_while_letters_are_sent_is_carried_out_by_the_next_run(
    incident: Incident, mara: Player, odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, send_one = odile.access(WORKER), ports.mailer().send
    actions.order_letters(incident, Reached.OPENED, access=officer, at=clock.now())

    def order_more(letter: ports.Letter) -> None:
        send_one(letter)
        if letter.person == mara.id:
            actions.order_letters(incident, Reached.ALL, access=officer, at=clock.now())

    monkeypatch.setattr(ports.mailer(), "send", order_more)
    for sent in (1, 2):
        go_on(clock.now())
        assert lines(incident, Step.LETTERS_SENT) == sent


def test_letters_of_one_incident_that_stop_hold_up_no_other(
    mara: Player, tariq: Player, odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_by(tariq, mara)
    first, second = stolen(tariq, odile), stolen(tariq, odile)
    for each in (first, second):
        actions.order_letters(each, Reached.OPENED, access=odile.access(WORKER), at=clock.now())
    send_letters = actions.send_letters

    def fail(found: object, **given: object) -> int:
        if found == first.pk:
            raise OSError("a fault")
        return send_letters(found, **given)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr("kindr.privacy.incidents.actions.letters.send_letters", fail)
    tasks.keep_going(timestamp=0)
    assert [lines(each, Step.LETTERS_SENT) for each in (first, second)] == [0, 1]
