"""What came in one moment comes in one order: on every page, in every reading, and where the newest decides."""

from __future__ import annotations

import uuid

import pytest

from kindr.base import clock
from kindr.privacy.access import log
from kindr.privacy.access.models import AccessEntry
from kindr.shop.orders import queries
from kindr.shop.orders.models import Order
from kindr.shop.orders.queries import of_buyer
from tests.buying import order_of
from tests.cast import Player

pytestmark = pytest.mark.django_db


def test_lines_of_one_moment_are_cut_at_the_same_place_each_time() -> None:
    person, at = uuid.uuid4(), clock.now()
    ids = sorted(uuid.uuid4() for _ in range(8))
    for row in ids:  # the table keeps them in the order in which they came
        AccessEntry.objects.create(id=row, person_id=person, at=at, payload=b"-", leaf=b"-")
    assert [entry.id for entry in log.rows_about([person])] == ids[::-1]
    assert [entry.id for entry in log.rows_about([person], limit=3)] == ids[:-4:-1]


def test_orders_of_one_moment_stand_on_one_page_each(mara: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = {order_of(mara).number for _ in range(3)}
    Order.objects.filter(number__in=numbers).update(placed_at=clock.now())
    monkeypatch.setattr(of_buyer, "PAGE", 1)
    access = mara.access("place_order")
    pages = [queries.orders_of(access=access, language="en", page=page) for page in (1, 2, 3)]
    shown = [deal.number for page in pages for deal in page.deals]
    newest_id_first = Order.objects.filter(number__in=numbers).order_by("-id").values_list("number", flat=True)
    assert shown == list(newest_id_first)
