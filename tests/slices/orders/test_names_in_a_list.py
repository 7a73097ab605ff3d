"""A list of the desk opens the columns that it shows, and no others (policy 5.3)."""

from __future__ import annotations

import pytest

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access import log
from kindr.shop.orders import queries
from kindr.shop.orders.models import Delivery
from kindr.shop.orders.queries import Stage
from tests.buying import guest_order
from tests.cast import colleague

pytestmark = pytest.mark.django_db


def test_a_list_with_names_shows_recipient_and_city() -> None:
    guest_order("mara@example.com")
    access = colleague("Bima").access("fulfil_order")
    found = queries.with_names(queries.queue(Stage.AWAITING_PAYMENT), access=access, at=clock.now())
    assert [(row.recipient, bool(row.city)) for row in found.rows] == [("Mara", True)]


def test_what_was_not_fetched_is_neither_opened_nor_logged() -> None:
    placed = guest_order("mara@example.com")
    access = colleague("Bima").access("fulfil_order")
    delivery = Delivery.objects.only("id", "person", "order", "covers", "phone").get(order_id=placed.order_id)
    opened = gates.read(delivery, access=access, at=clock.now())
    assert opened.values() == {"phone": "+6281234567890"}
    with pytest.raises(AttributeError):
        opened.recipient  # noqa: B018 -- asking is what must fail
    line = next(line for line in log.lines_about(placed.person_id) if line.actor_kind == "staff")
    assert line.opened == {"delivery_address": ["phone"]}


@pytest.mark.parametrize("orders", [2, 9])
def test_a_list_with_names_takes_the_same_number_of_queries_however_long_it_is(
    orders: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(orders):
        guest_order(f"guest{number}@example.com")
    access, found = colleague("Bima").access("fulfil_order"), queries.queue(Stage.AWAITING_PAYMENT)
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture is a function
        named = queries.with_names(found, access=access, at=clock.now())
    assert all(row.recipient == "Mara" for row in named.rows)
    assert len(named.rows) == orders
