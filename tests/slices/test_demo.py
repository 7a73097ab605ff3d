"""The orders of the demo: every state, a year of families, the same for the same seed, and made once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from kindr.base import clock, facts
from kindr.base.facts import Fact
from kindr.privacy import gates
from kindr.privacy.access import log
from kindr.privacy.access.declare import access_of, system_access
from kindr.privacy.access.models import Alarm, AlarmKind
from kindr.privacy.incidents.models import Incident
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.retention import rules
from kindr.privacy.retention.actions import sweep
from kindr.privacy.retention.overview import overview
from kindr.privacy.rights.intake.models import Became, ReceivedLetter
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.vault.records import PersonalRecord
from kindr.shop.accounts.queries import account_of_address, phone_number
from kindr.shop.measuring.queries import Fits
from kindr.shop.orders import actions
from kindr.shop.orders.actions import EmptyOrder, Placed
from kindr.shop.orders.models import Delivery, Invoice, Order, ProblemReport, Shipment
from kindr.shop.orders.queries import Stage, closet
from kindr.shop.orders.rules import Parcel, Refund
from kindr.shop.payments.models import Payment
from kindr.shop.payments.rules import State as PaymentState
from kindr.web import demo
from kindr.web.demo import families as demo_families
from kindr.web.demo import year as demo_year
from kindr.web.demo.stories import DOMAIN, STORIES, End, Guest, Story

pytestmark = pytest.mark.django_db
GARMENTS = 30
FEW = 6
MONTHS = 20
"""So many orders."""
NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)


@dataclass(frozen=True)
class _Heard(Fact):
    """Nothing, said aloud."""


def test_the_demo_has_an_order_at_every_stage_and_people_who_opened_them() -> None:
    now = clock.now()
    demo.load(at=now, scale=GARMENTS)
    orders = list(Order.objects.order_by("placed_at"))
    assert len(orders) == len(STORIES)
    assert {order.standing.stage for order in orders} == set(Stage)
    assert {order.refund for order in orders} == {"none", "partly", "done"}
    assert all(now - timedelta(days=41) < order.placed_at < now for order in orders)
    assert Invoice.objects.count() == sum(order.paid_at is not None for order in orders)
    assert ProblemReport.objects.count() == sum(story.problem is not None for story in STORIES)
    mara = account_of_address("mara@families.example")
    assert mara is not None
    assert {"packer", "service"} <= {line.role for line in log.lines_about(mara.pk)}


def test_noa_has_a_closet_with_something_outgrown_something_fitting_and_something_to_grow_into() -> None:
    now = clock.now()
    demo.load(at=now, scale=GARMENTS)
    mara = account_of_address("mara@families.example")
    assert mara is not None
    found = closet(access=access_of(mara.person, "measure_sizes"), at=now, language="id")
    (noa,) = found.shelves
    worn = {garment.size: garment.wear.fits for garment in noa.garments if garment.wear}
    assert worn == {116: Fits.OUTGROWN, 128: Fits.NOW, 140: Fits.LATER}
    assert found.unsaid


def test_an_interrupted_demo_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    real, calls = actions.place_order, []

    def tired(*args: object, **more: object) -> Placed:
        calls.append(1)
        if len(calls) == 4:
            raise EmptyOrder
        return real(*args, **more)  # type: ignore[arg-type]  # what it was called with

    monkeypatch.setattr(actions, "place_order", tired)
    with pytest.raises(EmptyOrder):
        demo.load(at=now, scale=FEW)
    assert Order.objects.count() == 3
    demo.load(at=now + timedelta(hours=1), scale=FEW)
    demo.load(at=now + timedelta(hours=2), scale=FEW)
    assert Order.objects.count() == FEW


def test_the_first_night_forgets_the_oldest_address_only() -> None:
    now = clock.now()
    demo.load(at=now, scale=FEW)
    sweep(access=system_access("keep_systems_running"), at=now + timedelta(days=1))
    assert Delivery.objects.count() == FEW - 1


def test_news_goes_to_the_worker_again_after_the_demo() -> None:
    heard: list[Fact] = []
    with facts.told_to(heard.append):
        demo.load(at=clock.now(), scale=3)
        assert heard == []
        facts.publish(_Heard())
        assert heard == [_Heard()]


def test_a_year_has_every_state_of_orders_parcels_and_payments() -> None:
    stories = demo_year.stories(demo_families.families(demo.SEED), seed=demo.SEED, at=NOON)
    together = [*STORIES, *(story for _, story in stories)]
    assert len(together) == 300
    assert {story.end for story in together} == set(End)
    assert {story.method for story in together} == {"qris", "card", "virtual_account"}
    assert all(0 < story.hours < 366 * 24 for story in together)
    months = {(NOON - timedelta(hours=story.hours)).strftime("%Y-%m") for story in together}
    assert len(months) >= 12


def test_a_few_orders_of_the_year_are_played_and_never_twice() -> None:
    now = clock.now()
    demo.load(at=now, scale=3)
    before, told = Order.objects.count(), []
    assert demo.load_year(at=now, many=6, told=lambda done, of: told.append((done, of))) == 6
    assert told == [(number, 6) for number in range(1, 7)]
    assert demo.load_year(at=now + timedelta(hours=1), many=6) == 0
    assert Order.objects.count() == before + 6


def test_the_newest_orders_of_the_year_are_on_their_way_and_one_is_owed_its_money(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    demo.load(at=NOON, scale=3)
    families = demo_families.families(demo.SEED)
    numbered = demo_year.stories(families, seed=demo.SEED, at=NOON)
    ends = {story.end: (number, story) for number, story in numbered}
    ends["otherwise"] = next(each for each in numbered if each[1].is_paid_otherwise)
    ends[End.WAITS] = (999, Story(families[1], 1, End.WAITS, "virtual_account"))
    monkeypatch.setattr(demo_year, "stories", lambda *_, **__: list(ends.values()))
    demo.load_year(at=NOON)
    assert {order.refund for order in Order.objects.all()} == set(Refund)
    assert {order.parcel for order in Order.objects.all()} == set(Parcel)
    assert set(Payment.objects.values_list("state", flat=True)) == set(PaymentState)


def test_one_seed_and_one_clock_give_the_same_facts() -> None:
    first, second = (_facts_of_a_load() for _ in range(2))
    assert first == second
    assert len(first) > 3


def _facts_of_a_load() -> list[tuple[object, ...]]:
    """Numbers, names, garments, moments and openings of a small demo that is then taken back."""
    with transaction.atomic():
        demo.load(at=NOON, scale=3)
        demo.load_year(at=NOON, many=4)
        found = [_facts_of(order) for order in Order.objects.order_by("number")]
        transaction.set_rollback(True)
    return found


def _facts_of(order: Order) -> tuple[object, ...]:
    def opened(model: type[PersonalRecord], purpose: str) -> list[dict[str, object]]:
        records = list(model._default_manager.filter(order=order))
        return [each.values() for each in gates.read_many(records, access=system_access(purpose), at=NOON)]

    lines = sorted(order.lines.values_list("slug", "colour_key", "size", "pieces", "price"))
    events = list(order.events.order_by("at", "step").values_list("step", "role", "at"))
    sealed = opened(Delivery, "fulfil_order"), opened(Invoice, "keep_tax_records"), opened(Shipment, "fulfil_order")
    return order.number, order.placed_at, order.standing, order.total, lines, events, sealed


def test_the_demo_keeps_its_promises_from_the_first_minute() -> None:
    now, of_others = clock.now(), set(Alarm.objects.values_list("id", flat=True))
    demo.load(at=now, scale=GARMENTS)
    assert [each.clause.key for each in overview(at=now).tonight] == ["delivery_address", "order_contact"]
    demo.load_year(at=now, many=FEW)
    found = overview(at=now)
    assert (found.left_count, found.is_sweep_missing, found.tonight_count) == (0, False, 2)
    assert [run.began_at for run in found.runs] == [found.swept_by - timedelta(days=days) for days in range(14)]
    # Alarms are written on a connection of their own: what other tests raised stays when they are rolled back.
    raised = Alarm.objects.exclude(pk__in=of_others)
    assert [each.about["incident"] for each in raised.filter(kind=AlarmKind.INCIDENT)] == [
        Incident.objects.get().number
    ]
    assert list(raised.exclude(kind=AlarmKind.INCIDENT).values_list("kind", "raised_at", "about")) == []
    assert not any(request.clock(now).is_late for request in Request.objects.all())
    of_each_kind = {Became.REQUEST, Became.WITHDRAWAL, Became.UNCLEAR, Became.JOINED, Became.AUTOMATIC, Became.BOUNCE}
    assert set(ReceivedLetter.objects.values_list("became", flat=True)) == of_each_kind
    assert Request.objects.filter(channel="email", is_quiet=True, closed_at=None).exists()


def test_what_a_story_left_behind_is_forgotten_in_the_night_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    nights: list[datetime] = []
    real = gates.expire
    monkeypatch.setattr(gates, "expire", lambda record, **more: (nights.append(more["at"]), real(record, **more)))
    demo.load(at=NOON, scale=3)
    demo.load_year(at=NOON, many=FEW)
    last = rules.last_sweep_before(NOON)
    assert set(nights) <= {last - timedelta(days=days) for days in range(400)}
    assert len(set(nights)) > 1
    assert not Delivery.objects.filter(order__closed_at__lte=last - timedelta(days=30)).exists()


@pytest.mark.slow
def test_the_first_months_of_the_year_are_played_and_what_was_due_is_forgotten() -> None:
    """The whole year is played by `tests/faults/test_demo_year.py`."""
    now = clock.now()
    demo.load(at=now, scale=FEW)
    demo.load_year(at=now, many=MONTHS)
    assert Order.objects.count() == FEW + MONTHS
    assert not Delivery.objects.filter(order__closed_at__lt=now - timedelta(days=31)).exists()
    assert Person.objects.filter(kind=PersonKind.PARENT).count() > 10


def test_guests_of_the_demo_cannot_exist() -> None:
    guests: list[Guest] = [story.by for story in STORIES if isinstance(story.by, Guest)]
    guests += demo_families.families(demo.SEED)
    assert len({guest.email for guest in guests}) == len({guest.phone for guest in guests}) > 60
    assert all(guest.email.endswith(f"@{DOMAIN}") and DOMAIN.endswith(".example") for guest in guests)
    assert all(phone_number(guest.phone).startswith("+628120000") for guest in guests)
