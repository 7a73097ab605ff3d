"""What staff open is counted, and past a limit the officer is called; decoys call at once (policy 5.3.7, 8.2)."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.base import clock
from kindr.base.clock import JAKARTA
from kindr.policy import POLICY
from kindr.privacy import gates
from kindr.privacy.access import honeytokens, watching
from kindr.privacy.access.actions import alarms as alarm_actions
from kindr.privacy.access.actions.sweeping import sweep_tallies
from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.access.declare import access_of, system_access
from kindr.privacy.access.models import Alarm, AlarmLetter, AlarmTold, HoneyMark, OpeningTally
from kindr.privacy.access.models.alarms import SKETCH_BITS
from kindr.privacy.access.rows import Note
from kindr.privacy.access.terms import Access, Actor, ActorKind, PurposeNotAllowed
from kindr.privacy.people import Person
from kindr.privacy.ports import Letter
from kindr.shop.accounts.personal import Profile
from kindr.web import decoys
from kindr.web.decoys import NoLetterToDecoys
from tests.cast import Player

pytestmark = pytest.mark.django_db
NOON = datetime.now(JAKARTA).replace(hour=12, minute=0) - timedelta(days=1)


def raised(kind: AlarmKind, actor: uuid.UUID | None) -> list[Alarm]:
    """The alarms of one kind about one actor."""
    return list(Alarm.objects.filter(kind=kind, actor_id=actor))


def profile_of(player: Player) -> Profile:
    return Profile.objects.get(person_id=player.id)


def opened(actor: Actor, many: int, *, at: datetime) -> None:
    """A colleague opens so many people, as the log writes it."""
    notes = [Note(uuid.uuid4(), "read", {"profile": ["name"]}) for _ in range(many)]
    empty = ["{}", "{}", "{}", "{}", "{}"]
    watching.write(empty, notes, access=Access(actor, "answer_customer"), at=at)


def service() -> Actor:
    """A colleague of customer service whom nobody has counted yet."""
    return Actor(ActorKind.STAFF, uuid.uuid4(), "service")


def test_opening_more_people_than_the_policy_says_raises_one_alarm() -> None:
    limit, actor = POLICY.access.roles["service"].people_an_hour, service()
    opened(actor, limit - 10, at=NOON)
    assert raised(AlarmKind.BULK_OPENING, actor.id) == []
    for _ in range(3):
        opened(actor, 15, at=NOON)
    [alarm] = raised(AlarmKind.BULK_OPENING, actor.id)
    assert alarm.about["span"] == "hour"
    assert int(alarm.about["people"]) == pytest.approx(limit + 5, rel=0.1)


def test_the_same_people_opened_again_are_counted_once() -> None:
    actor, person = service(), uuid.uuid4()
    notes = [Note(person, "read", {"profile": ["name"]})]
    for _ in range(POLICY.access.roles["service"].people_an_hour + 5):
        watching.write(["{}"] * 5, notes, access=Access(actor, "answer_customer"), at=NOON)
    assert raised(AlarmKind.BULK_OPENING, actor.id) == []


def test_many_people_in_a_day_raise_an_alarm_although_no_hour_does() -> None:
    rules, actor = POLICY.access.roles["service"], service()
    morning = NOON.replace(hour=8)
    for hour in range(8):
        opened(actor, rules.people_an_hour - 15, at=morning + timedelta(hours=hour))
    assert [alarm.about["span"] for alarm in raised(AlarmKind.BULK_OPENING, actor.id)] == ["day"]


def test_refusals_are_counted_and_raise_an_alarm(mara: Player, bima: Player) -> None:
    for number in range(POLICY.access.refusals_an_hour):
        assert len(raised(AlarmKind.REFUSALS, bima.id)) == 0, number
        with pytest.raises(PurposeNotAllowed):
            gates.read(profile_of(mara), access=bima.access("newsletter"), at=NOON)
    assert len(raised(AlarmKind.REFUSALS, bima.id)) == 1


def test_being_refused_at_the_door_counts_as_well(bima: Player) -> None:
    browser = bima.client()
    for _ in range(POLICY.access.refusals_an_hour):
        assert browser.get("/desk/invoices/").status_code == 403
    assert len(raised(AlarmKind.REFUSALS, bima.id)) == 1


@pytest.mark.parametrize(("hour", "alarms"), [(12, 0), (3, 1), (23, 1)])
def test_opening_outside_working_hours_raises_an_alarm(mara: Player, tariq: Player, hour: int, alarms: int) -> None:
    at = NOON.replace(hour=hour).astimezone(UTC)
    gates.read(profile_of(mara), access=tariq.access("answer_customer"), at=at)
    gates.read(profile_of(mara), access=tariq.access("answer_customer"), at=at)
    assert len(raised(AlarmKind.OUT_OF_HOURS, tariq.id)) == alarms


def test_nobody_can_read_from_the_tally_whom_somebody_opened(mara: Player, tariq: Player) -> None:
    gates.read(profile_of(mara), access=tariq.access("answer_customer"), at=NOON)
    rows = list(OpeningTally.objects.filter(actor_id=tariq.id))
    assert {row.span for row in rows} == {"hour", "day"}
    assert all(str(row.sketch).count("1") == 1 and len(str(row.sketch)) == SKETCH_BITS for row in rows)
    assert sweep_tallies(access=system_access("keep_systems_running"), at=NOON + timedelta(days=9)) >= 2
    assert not OpeningTally.objects.filter(actor_id=tariq.id).exists()


@given(st.sets(st.uuids(), max_size=600))
def test_the_sketch_counts_people_to_some_per_cent(people: set[uuid.UUID]) -> None:
    bits = len({honeytokens.fingerprint(person, SKETCH_BITS) for person in people})
    assert watching.estimate(bits) == pytest.approx(len(people), rel=0.12, abs=6)


@pytest.fixture
def decoy(db: None) -> Person:
    """A decoy customer, planted as in a real shop."""
    [made] = decoys.plant(1, chance=random.Random(5), at=clock.now())  # the same one each time
    return Person.objects.get(pk=made)


@pytest.mark.parametrize("who", ["Tariq", "Odile", "system"])
def test_whoever_opens_a_decoy_raises_an_alarm(who: str, decoy: Person, tariq: Player, odile: Player) -> None:
    access = {
        "Tariq": tariq.access("answer_customer"),
        "Odile": odile.access("answer_requests"),
        "system": system_access("deliver_letters"),
    }[who]
    assert not Alarm.objects.filter(person_id=decoy.pk).exists()
    gates.read(Profile.objects.get(person=decoy), access=access, at=NOON)
    assert Alarm.objects.get(person_id=decoy.pk, kind=AlarmKind.HONEYTOKEN).actor_id == access.actor.id


def test_the_database_does_not_say_which_customer_is_a_decoy(decoy: Person) -> None:
    marks = {bytes(mark) for mark in HoneyMark.objects.values_list("mark", flat=True)}
    assert honeytokens.mark_of(decoy.pk) in marks
    assert all(decoy.pk.bytes not in mark and len(mark) == 16 for mark in marks)


def test_a_decoy_gets_no_letter_and_counts_in_no_figure(decoy: Person, mara: Player, odile: Player) -> None:
    sent: list[object] = []

    class Remembering:
        def send(self, letter: Letter) -> None:
            sent.append(letter.person)

    mailer = NoLetterToDecoys(Remembering())
    for person in (decoy.pk, mara.id):
        mailer.send(Letter(gates.Disclosed("x@y.example", "m"), "", gates.Disclosed("", "m"), "m", person))
    assert sent == [mara.id]
    page = odile.client().get("/desk/oversight/").context["found"]
    assert page.people["parent"] == Person.objects.filter(kind="parent").count() - 1
    assert access_of(decoy, "keep_account").actor.id == decoy.pk


def test_a_thousand_alarms_are_one_letter_to_each_officer(odile: Player) -> None:
    access, at = system_access("deliver_letters"), clock.now()
    alarm_actions.tell_officers(access=access, at=at - timedelta(days=2))
    for _ in range(30):
        raise_alarm(AlarmKind.BULK_OPENING, at=at)
    before = AlarmLetter.objects.count()
    assert alarm_actions.tell_officers(access=access, at=at) >= 30
    assert alarm_actions.tell_officers(access=access, at=at) == 0
    raise_alarm(AlarmKind.BULK_OPENING, at=at)
    assert alarm_actions.tell_officers(access=access, at=at + timedelta(minutes=2)) == 0, "it waits for the next letter"
    assert alarm_actions.tell_officers(access=access, at=at + timedelta(minutes=11)) == 1
    assert AlarmLetter.objects.count() == before + 2
    assert not Alarm.objects.filter(told=None, raised_at__gte=at).exists()
    assert AlarmTold.objects.count() >= 31


def test_an_urgent_alarm_does_not_wait(odile: Player) -> None:
    access, at = system_access("deliver_letters"), clock.now()
    alarm_actions.tell_officers(access=access, at=at - timedelta(days=2))
    raise_alarm(AlarmKind.BULK_OPENING, at=at)
    assert alarm_actions.tell_officers(access=access, at=at)
    raise_alarm(AlarmKind.BREAK_GLASS, at=at)
    assert alarm_actions.tell_officers(access=access, at=at + timedelta(minutes=2)) == 1
