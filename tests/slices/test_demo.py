"""The orders of the demo: one at every stage, made once, and not forgotten on the first night."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest

from kindr.base import clock, facts
from kindr.base.facts import Fact
from kindr.privacy.access import log
from kindr.privacy.access.declare import system_access
from kindr.privacy.retention.actions import sweep
from kindr.shop.accounts.queries import account_of_address, phone_number
from kindr.shop.orders import actions
from kindr.shop.orders.actions import EmptyOrder, Placed
from kindr.shop.orders.models import Delivery, Invoice, Order, ProblemReport
from kindr.shop.orders.queries import Stage
from kindr.web import demo
from kindr.web.demo_stories import DOMAIN, STORIES, Guest

pytestmark = pytest.mark.django_db
GARMENTS = 30


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
        demo.load(at=now, scale=GARMENTS)
    assert Order.objects.count() == 3
    demo.load(at=now + timedelta(hours=1), scale=GARMENTS)
    demo.load(at=now + timedelta(hours=2), scale=GARMENTS)
    assert Order.objects.count() == len(STORIES)


def test_the_first_night_forgets_the_oldest_address_only() -> None:
    now = clock.now()
    demo.load(at=now, scale=GARMENTS)
    sweep(access=system_access("keep_systems_running"), at=now + timedelta(days=1))
    assert Delivery.objects.count() == len(STORIES) - 1


def test_news_goes_to_the_worker_again_after_the_demo() -> None:
    heard: list[Fact] = []
    with facts.told_to(heard.append):
        demo.load(at=clock.now(), scale=3)
        assert heard == []
        facts.publish(_Heard())
        assert heard == [_Heard()]


def test_guests_of_the_demo_cannot_exist() -> None:
    guests: Sequence[Guest] = [story.by for story in STORIES if isinstance(story.by, Guest)]
    assert all(guest.email.endswith(f"@{DOMAIN}") and DOMAIN.endswith(".example") for guest in guests)
    assert all(phone_number(guest.phone).startswith("+628120000") for guest in guests)
