"""The officer's first page and the log by filter: counts without opening, deadlines, and what reading leaves behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access import actors
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.models import AccessEntry, RoleAssignment
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import ledger
from kindr.privacy.consent.ledger import Channel, Decided, Decision
from kindr.privacy.retention import rules as retention
from kindr.privacy.retention.actions import sweep
from kindr.privacy.retention.due import due_within
from kindr.privacy.rights.actions import delete_account
from kindr.privacy.rights.models import Erasure
from kindr.privacy.terms import Period
from kindr.privacy.vault.records import PersonalRecord
from kindr.shop.desk import queries
from kindr.shop.desk.views.plots import plot
from kindr.shop.orders.models import Order
from tests.buying import arrived, order_of, paid
from tests.slices.desk.conftest import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OVERSIGHT, LOG = "/en/desk/oversight/", "/en/desk/log/"


@pytest.fixture
def officer(world: World) -> Client:
    """Odile, after Tariq opened one card and was refused another."""
    for clause in ("profile", "payment_card"):
        path = f"/en/desk/people/{world.mara.id}/{clause}/"
        world.browsers["service"].post(path, {"purpose": "answer_customer"})
    return world.browsers["dpo"]


@pytest.mark.clause("5.3")
def test_the_first_page_opens_nothing_until_it_is_asked(world: World, officer: Client) -> None:
    before = AccessEntry.objects.count()
    with CaptureQueriesContext(connections["keys"]) as keys:
        page = officer.get(OVERSIGHT).content.decode()
    assert AccessEntry.objects.count() == before
    assert all("wrapped" not in query["sql"] for query in keys.captured_queries), "no key is fetched"
    assert "Customer service staff</th>" in page, "the policy's table names every role"
    assert "refused by" not in page
    assert page.count('<rect class="plot-bar') == 14 + 12


def test_the_week_is_shown_by_role_and_purpose_with_bars_and_numbers(officer: Client) -> None:
    page = officer.post(OVERSIGHT).content.decode()
    assert "Answer your questions and complaints" in page
    assert page.count('<rect class="plot-bar') > 14 + 12
    assert "refused by 2.2.4" in page


def test_each_filter_of_the_log_leaves_the_others_out(world: World, officer: Client) -> None:
    def read(**asked: str) -> str:
        return officer.post(LOG, {"days": "7", **asked}).content.decode()

    assert "opened: Your profile" in read()
    assert "opened: Your profile" in read(role="service", purpose="answer_customer", clause="profile")
    assert "opened: Your profile" not in read(role="packer")
    assert "opened: Your profile" not in read(purpose="refund_payment")
    assert "opened: Your profile" not in read(clause="invoice")
    assert "opened: Your profile" not in read(refusals_only="on")
    assert "opened: Your profile" in read(words=world.mara.email)
    assert "opened: Your profile" in read(words=world.number)
    assert "opened: Your profile" not in read(words="nobody@elsewhere.example")
    assert "took in:" not in read()
    assert "took in:" in read(role="anybody")


def test_what_is_older_than_the_period_is_left_out(world: World, officer: Client) -> None:
    access, at = world_access(world), clock.now() + timedelta(days=5)
    near = queries.read_log(queries.Asked(days=1), access=access, at=at)
    far = queries.read_log(queries.Asked(days=7), access=access, at=at)
    assert near.found == 0
    assert far.found >= 2


def test_the_log_has_pages_and_only_those_who_are_shown_get_a_line(
    world: World, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kindr.shop.desk.queries.reading.SHOWN", 1)
    page = officer.post(LOG, {"days": "7"}).content.decode()
    assert "Page 1 of 2" in page
    assert "Page 2 of 2" in officer.post(LOG, {"days": "7", "page": "2"}).content.decode()
    assert [(line.role, set(line.opened)) for line in world.log()][:2] == [("dpo", {"access_log"})] * 2


@pytest.mark.clause("5.3")
def test_the_log_asks_as_much_for_many_lines_as_for_few(world: World, officer: Client) -> None:
    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
            officer.post(LOG, {"days": "7"})
        return len(data), len(keys)

    asked()
    few = asked()
    for _ in range(5):
        world.browsers["service"].post(f"/en/desk/people/{world.mara.id}/profile/", {"purpose": "answer_customer"})
    assert asked() == few


def test_decisions_about_consents_are_counted_by_month(world: World, officer: Client) -> None:
    for decision in (Decision.GIVEN, Decision.WITHDRAWN):
        said = Decided("newsletter", decision, "Kirim buletin", "id", Channel.PAGE)
        ledger.record(said, person=world.mara.person.pk, by=world.mara.person.pk, at=clock.now())
    page = officer.post(OVERSIGHT).content.decode()
    this_month = queries.overview(at=clock.now()).months[-1][0]
    months = queries.consents_by_month([this_month], access=world_access(world), at=clock.now())
    assert months[0].withdrawn == 1
    assert months[0].given >= 1
    assert "withdrew" in page


def test_erasures_stand_with_their_state_and_their_deadline(world: World, officer: Client) -> None:
    arrived(paid(order_of(world.mara)), by=world.packer)
    delete_account(world.mara.person.pk, language="en", access=world.mara.access("erase_my_data"), at=clock.now())
    erasure = Erasure.objects.get()
    [shown] = queries.overview(at=clock.now()).newest_erasures
    assert shown.due_at - erasure.requested_at == timedelta(days=30)
    late = queries.overview(at=clock.now() + timedelta(days=31)).newest_erasures[0]
    assert late.is_late is not late.is_done
    assert str(erasure.pk)[:8] in officer.get(OVERSIGHT).content.decode()


def test_what_is_locked_is_counted_by_clause(world: World, officer: Client) -> None:
    arrived(paid(order_of(world.mara)), by=world.packer)
    delete_account(world.mara.person.pk, language="en", access=world.mara.access("erase_my_data"), at=clock.now())
    held = {clause.key: hold for clause, hold, _ in queries.overview(at=clock.now()).holds}
    assert held["invoice"] == "locked"
    assert "locked: kept for a law" in officer.get(OVERSIGHT).content.decode()


def test_what_ends_soon_is_counted_and_what_the_sweep_left_over(world: World) -> None:
    arrived(paid(order_of(world.mara)), by=world.packer)
    now = clock.now()
    closed = Order.objects.get(parcel="delivered").closed_at
    assert closed
    due = {each.clause: each for each in due_within(30, at=now + timedelta(days=1))}
    assert due["delivery_address"].soon == 1
    assert due["delivery_address"].first_at == closed + timedelta(days=30)
    late = {each.clause: each for each in due_within(30, at=now + timedelta(days=31))}
    assert (late["delivery_address"].left_over, late["delivery_address"].soon) == (1, 0)
    sweep(access=system_access("keep_systems_running"), at=now + timedelta(days=31))
    assert "delivery_address" not in {each.clause for each in due_within(30, at=now + timedelta(days=31))}


def test_whole_years_are_counted_by_their_keys(world: World) -> None:
    now = clock.now()
    end = retention.end_of_year(str(now.year), registry.clause("invoice").keep)
    due = {each.clause: each for each in due_within(30, at=end - timedelta(days=10))}
    assert due["invoice"].soon == 1
    assert due["invoice"].first_at == end


def test_a_query_finds_the_same_moment_as_the_record_itself(world: World) -> None:
    arrived(paid(order_of(world.mara)), by=world.packer)
    looked = 0
    for model in registry.personal_records():
        for record in model._default_manager.select_related(*model.counts_with).all()[:3]:
            path, moment = model.counts_from_column.split("__"), record
            for name in path:
                moment = getattr(moment, name)
            assert moment == record.counts_from(), model
            looked += 1
    assert looked > 5
    own = [model for model in registry.personal_records() if model.counts_from is not PersonalRecord.counts_from]
    assert all(model.counts_from_column != "collected_at" for model in own)


@pytest.mark.parametrize("clause", ["delivery_address", "problem_report", "sign_in_attempt"])
def test_the_last_event_is_the_inverse_of_the_end(clause: str) -> None:
    keep, now = registry.clause(clause).keep, clock.now()
    assert keep.period is Period.RECORD
    assert retention.end_after(retention.latest_event(keep, now), keep) == now


def test_bars_are_as_tall_as_their_numbers() -> None:
    days = queries.overview(at=clock.now()).days
    drawn = plot([(day, number) for number, (day, _) in enumerate(days)], height=60)
    heights = [bar.height for bar in drawn.bars]
    assert heights == sorted(heights)
    assert heights[-1] == 60
    assert all(bar.y + bar.height == 60 for bar in drawn.bars)


def test_the_history_of_a_person_is_a_card_for_the_officer_and_closed_for_others(world: World, officer: Client) -> None:
    page = f"/en/desk/people/{world.mara.id}/"
    assert "Stays closed: clause 5.3.3" in world.browsers["service"].get(page).content.decode()
    opened = officer.post(f"{page}access_log/", {"purpose": "oversee_access"}).content.decode()
    assert "opened: Your profile" in opened
    assert "refused by 2.2.4" in opened
    newest = world.log()[0]
    assert (newest.role, newest.purpose, set(newest.opened)) == ("dpo", "oversee_access", {"access_log"})
    refused = world.browsers["service"].post(f"{page}access_log/", {"purpose": "answer_customer"})
    assert refused.status_code == 403
    assert world.log()[0].refused_by == "5.3.3"


def test_consents_of_a_person_are_a_card_for_the_officer(world: World, officer: Client) -> None:
    page = f"/en/desk/people/{world.mara.id}/consent_ledger/"
    assert "agreed" in officer.post(page, {"purpose": "oversee_access"}).content.decode()


def world_access(world: World) -> Access:
    """The officer asking in her own name."""
    person = RoleAssignment.objects.select_related("person").get(role="dpo").person
    return Access(actors.actor_for(person), "oversee_access")
