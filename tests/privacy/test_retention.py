"""The daily sweep, with the clock moved: what is due goes, what is not due stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db.migrations.recorder import MigrationRecorder
from hypothesis import given
from hypothesis import strategies as st

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access import log
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.models.alarms import Alarm
from kindr.privacy.access.terms import Refused
from kindr.privacy.consent.events import Decision
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.retention import actions, clocks, orphans, overview, rules, sweeps, watching
from kindr.privacy.retention.clocks import ClockDoubtful
from kindr.privacy.retention.models import SweepRun
from kindr.privacy.retention.tasks import sweep_what_is_due
from kindr.privacy.terms import Keep, Period
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.keyrings import Slot
from kindr.shop.accounts import actions as accounts
from kindr.shop.accounts.personal import Birthday, Profile, SavedAddress
from kindr.shop.orders.models import Delivery, Invoice, Order, OrderContact, Shipment
from tests.buying import arrived, order_of, paid
from tests.cast import Player
from tests.consents import say

DAYS = Keep(Period.RECORD, {"id": "", "en": ""}, days=30)
FIVE_YEARS = Keep(Period.RECORD, {"id": "", "en": ""}, years=5)
YEARS = Keep(Period.CALENDAR_YEAR, {"id": "", "en": ""}, years=10)


@given(st.integers(0, 200 * 365 * 86400))
def test_a_search_bounded_by_the_earliest_event_misses_nothing_that_is_due(seconds: int) -> None:
    event = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    for keep in (DAYS, FIVE_YEARS):
        end = rules.end_after(event, keep)
        assert event <= rules.earliest_event(keep, end)


@given(st.integers(2000, 2200))
def test_a_calendar_year_is_due_exactly_when_its_full_years_are_over(year: int) -> None:
    end = rules.end_of_year(str(year), YEARS)
    assert rules.last_due_year(YEARS, end) == year
    assert rules.last_due_year(YEARS, end - timedelta(seconds=1)) == year - 1
    assert rules.last_day(end) == date(year + 10, 12, 31)


def test_the_29th_of_february_ends_on_the_28th() -> None:
    leap = datetime(2028, 2, 29, tzinfo=UTC)
    assert rules.end_after(leap, FIVE_YEARS) == datetime(2033, 2, 28, 17, tzinfo=UTC)
    assert rules.last_day(rules.end_after(leap, FIVE_YEARS)) == date(2033, 2, 28)


@given(st.integers(0, 20 * 365 * 86400))
def test_what_is_due_waits_for_one_night_at_most(seconds: int) -> None:
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    night = rules.next_sweep_after(moment)
    assert timedelta(0) <= night - moment < timedelta(days=1)
    assert rules.last_sweep_before(night + rules.TIME_TO_SWEEP) == night


needs_database = pytest.mark.django_db(transaction=True)


def _sweep(at: datetime) -> SweepRun:
    return actions.sweep(access=system_access("keep_systems_running"), at=at)


@needs_database
@pytest.mark.clause("2.1.9")
def test_address_and_contact_go_thirty_days_after_the_parcel_arrived(mara: Player, bima: Player) -> None:
    placed = arrived(paid(order_of(mara)), by=bima)
    closed = Order.objects.get(pk=placed.order_id).closed_at
    assert closed is not None
    slot = Delivery.objects.get(order_id=placed.order_id).slot
    _sweep(closed + timedelta(days=29))
    assert Delivery.objects.filter(order_id=placed.order_id).exists()
    _sweep(closed + timedelta(days=30))
    assert not Delivery.objects.filter(order_id=placed.order_id).exists()
    assert not OrderContact.objects.filter(order_id=placed.order_id).exists()
    assert keyrings.fetch(slots=[slot]).by_slot == {}
    assert Invoice.objects.filter(order_id=placed.order_id).exists()


@needs_database
def test_what_has_not_happened_yet_is_never_due(mara: Player) -> None:
    placed = paid(order_of(mara))
    actions.sweep_records(Delivery, access=system_access("keep_systems_running"), at=clock.now() + timedelta(days=4000))
    assert Delivery.objects.filter(order_id=placed.order_id).exists()


@needs_database
@pytest.mark.clause("2.3.2")
def test_the_invoice_stays_ten_full_years_and_then_goes(mara: Player, bima: Player) -> None:
    placed = arrived(paid(order_of(mara)), by=bima)
    invoice = Invoice.objects.get(order_id=placed.order_id)
    year = int(invoice.covers)
    _sweep(datetime(year + 10, 12, 31, 16, 59, tzinfo=UTC))
    assert Invoice.objects.filter(pk=invoice.pk).exists()
    _sweep(datetime(year + 10, 12, 31, 17, 0, tzinfo=UTC))
    assert not Invoice.objects.filter(pk=invoice.pk).exists()
    assert not Shipment.objects.filter(order_id=placed.order_id).exists()
    assert keyrings.fetch(slots=[invoice.slot]).by_slot == {}


@needs_database
def test_the_record_of_openings_ends_after_two_full_years_and_leaves_leaves(mara: Player) -> None:
    assert mara.id is not None
    year = clock.jakarta_year(clock.now())
    rows = AccessEntry.objects.filter(person_id=mara.id).count()
    assert log.lines_about(mara.id)
    _sweep(datetime(year + 3, 1, 1, 0, 0, tzinfo=UTC))
    assert AccessEntry.objects.filter(person_id=mara.id).count() >= rows
    old = [line for line in log.lines_about(mara.id) if clock.jakarta_year(line.at) == year]
    assert old == []


@needs_database
def test_a_sweep_of_the_log_does_not_write_about_itself_for_ever(mara: Player) -> None:
    year = clock.jakarta_year(clock.now())
    for later in range(3, 40, 3):
        _sweep(datetime(year + later, 1, 2, tzinfo=UTC))
    before = AccessEntry.objects.count()
    _sweep(datetime(year + 60, 1, 2, tzinfo=UTC))
    assert AccessEntry.objects.count() == before


@needs_database
def test_a_key_that_seals_nothing_goes_after_a_day() -> None:
    person = Person.objects.create(kind=PersonKind.PARENT)
    slot = Slot(person.pk, "profile", "life")
    at = clock.now()
    keyrings.for_writing([slot], at=at)
    orphans.sweep(at=at + timedelta(hours=23))
    assert slot in keyrings.living_slots(person.pk)
    orphans.sweep(at=at + timedelta(hours=25))
    assert keyrings.living_slots(person.pk) == []


@needs_database
def test_a_key_of_a_moment_long_past_may_wait_for_its_row_as_long_as_any() -> None:
    person = Person.objects.create(kind=PersonKind.PARENT)
    slot = Slot(person.pk, "profile", "life")
    keyrings.for_writing([slot], at=clock.now() - timedelta(days=300))
    orphans.sweep(at=clock.now() + timedelta(hours=23))
    assert slot in keyrings.living_slots(person.pk)
    orphans.sweep(at=clock.now() + timedelta(hours=25))
    assert keyrings.living_slots(person.pk) == []


@needs_database
def test_a_key_that_seals_something_stays(mara: Player) -> None:
    assert mara.id is not None
    before = set(keyrings.living_slots(mara.id))
    orphans.sweep(at=clock.now() + timedelta(days=2))
    assert set(keyrings.living_slots(mara.id)) == before
    profile = Profile.objects.get(person_id=mara.id)
    assert gates.read(profile, access=mara.access("keep_account"), at=clock.now()).name == "Mara"


@needs_database
def test_an_older_generation_left_by_a_crash_goes_once_it_seals_nothing(mara: Player) -> None:
    assert mara.id is not None
    address = SavedAddress.objects.filter(person_id=mara.id).first()
    assert address is not None
    values = gates.read(address, access=mara.access("keep_account"), at=clock.now()).values()
    keyrings.renew(address.slot, at=clock.now())
    gates.correct(address, access=mara.access("keep_account"), at=clock.now(), values=values)
    assert len(keyrings.fetch(slots=[address.slot]).by_id) == 2
    orphans.sweep(at=clock.now() + timedelta(days=2))
    sealed_again = SavedAddress.objects.filter(person_id=mara.id).count() == 1
    assert len(keyrings.fetch(slots=[address.slot]).by_id) == (1 if sealed_again else 2)
    assert gates.read(address, access=mara.access("keep_account"), at=clock.now()).values() == values


@needs_database
def test_the_keys_of_somebody_whose_parcel_waits_are_left_alone(mara: Player) -> None:
    from kindr.privacy.rights import actions as rights

    assert mara.id is not None
    paid(order_of(mara))
    rights.delete_account(mara.id, language="id", access=mara.access("erase_my_data"), at=clock.now())
    before = set(keyrings.living_slots(mara.id))
    assert any(slot.clause == "order_book" for slot in before)
    orphans.sweep(at=clock.now() + timedelta(days=2))
    assert set(keyrings.living_slots(mara.id)) == before


@needs_database
def test_a_part_that_fails_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> int:
        raise RuntimeError

    monkeypatch.setattr(actions, "sweep_years", fail)
    run = _sweep(clock.now())
    assert run.failed == ["years"]
    assert run.gone or run.beside or run.held == {}


@needs_database
def test_registered_sweeps_run_with_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeps, "_sweeps", {"toys": lambda *, access, at: 3})
    assert _sweep(clock.now()).beside["toys"] == 3


@needs_database
@pytest.mark.django_db(transaction=True)
def test_a_date_of_birth_whose_stop_job_never_ran_goes_in_the_night(mara: Player) -> None:
    assert mara.id
    assert accounts.birthdays_left_over(at=clock.now()) == 0
    _night()
    assert Birthday.objects.filter(person_id=mara.id).exists()
    say(mara.id, "greet_birthday", Decision.WITHDRAWN, at=clock.now())
    assert accounts.birthdays_left_over(at=clock.now()) == 1
    run = _night()
    assert (run.beside["dates of birth without consent"], run.left, run.failed) == (1, {}, [])
    assert not Birthday.objects.filter(person_id=mara.id).exists()


@pytest.mark.django_db(transaction=True)
def test_a_date_of_birth_that_stays_without_consent_is_left_over_at_the_desk(
    mara: Player, odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mara.id
    say(mara.id, "greet_birthday", Decision.WITHDRAWN, at=clock.now())
    monkeypatch.setattr("kindr.shop.accounts.actions.profile.gates.expire", _refuse)
    run = _night()
    assert run.left == {"birthday": 1}
    assert run.left_since == run.began_at
    watching.tell_of_left_over(run)
    assert Alarm.objects.filter(about__clause="birthday").exists()
    assert overview.sums(at=clock.now()).left_over == 1
    page = odile.client().get("/en/desk/retention/").content.decode()
    assert '<p class="retention-number">1</p>' in page
    assert "2.1.5 Date of birth for a birthday greeting: 1" in page


def _night() -> SweepRun:
    return actions.sweep(access=system_access("keep_systems_running"), at=clock.now())


def _refuse(*_given: object, **_named: object) -> None:
    raise Refused("as an objection would", clause="6.3")


@needs_database
def test_a_night_that_a_standstill_left_out_is_made_up_for_at_the_next_start() -> None:
    now = clock.now()
    assert not watching.is_sweep_to_be_made_up_for(at=now)
    _sweep(now - timedelta(days=3))
    assert watching.is_sweep_to_be_made_up_for(at=now)
    _sweep(now)
    assert not watching.is_sweep_to_be_made_up_for(at=now)


def alarms() -> set[str]:
    return {word for alarm in Alarm.objects.all() for word in alarm.about}


@pytest.mark.django_db(transaction=True)
def test_a_sweep_is_missed_only_where_somebody_was_there_to_begin_it(monkeypatch: pytest.MonkeyPatch) -> None:
    first_evening = datetime(2026, 11, 22, 20, 40, tzinfo=UTC)
    applied = MigrationRecorder.Migration.objects.filter(app="privacy")
    assert watching._was_installed_by(clock.now())
    assert not watching._was_installed_by(min(applied.values_list("applied", flat=True)) - timedelta(seconds=1))
    monkeypatch.setattr(watching, "_was_installed_by", lambda moment: moment >= first_evening)
    watching.tell_of_missing_sweep(at=first_evening.replace(hour=21, minute=33))
    assert alarms() == set()
    watching.tell_of_missing_sweep(at=first_evening.replace(hour=21, minute=33) + timedelta(days=1))
    assert alarms() == {"missing_sweep_of"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("hours", [-30, 24 * 365])
def test_by_a_clock_that_the_servers_contradict_nothing_is_forgotten_and_the_officer_hears_of_it(
    hours: int, mara: Player
) -> None:
    rows = Profile.objects.count()
    with time_machine.travel(clock.now() + timedelta(hours=hours), tick=True):
        sweep_what_is_due.func(timestamp=0)
        with pytest.raises(ClockDoubtful, match="hours apart"):
            clocks.check(clock.now())
    assert not SweepRun.objects.exists()
    assert Profile.objects.count() == rows
    assert "sweep_left_out" in alarms()
    sweep_what_is_due.func(timestamp=0)
    assert SweepRun.objects.count() == 1
