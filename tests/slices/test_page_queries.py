"""However much there is to show, a page asks its databases the same number of questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kindr.shop.catalog.models import Product
from tests.buying import a_garment, guest_order, order_of, paid
from tests.cast import Player

FEW, MANY = 5, 50
QUEUE = "/desk/orders/?stage=to_pack"
Ask = Callable[[], object]

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def questions(ask: Ask) -> tuple[int, int]:
    """How many queries the data server and the keys server are asked; the first time is not counted."""
    ask()
    with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
        ask()
    return len(data), len(keys)


def page(client: Client, path: str) -> Ask:
    """Asking for a page that is there."""

    def ask() -> None:
        assert client.get(path).status_code == 200

    return ask


@pytest.fixture
def browsers(mara: Player, bima: Player, tariq: Player, ratna: Player, odile: Player) -> dict[str, Client]:
    return {player.name: player.client() for player in (mara, bima, tariq, ratna, odile)}


def test_pages_about_orders_ask_no_more_for_fifty_than_for_five(mara: Player, browsers: dict[str, Client]) -> None:
    asked = {
        **{path: page(browsers["Mara"], path) for path in ("/orders/", "/account/", "/my-data/")},
        **{path: page(browsers["Bima"], path) for path in (QUEUE, "/desk/orders/pick-list/")},
        "the queue with names": lambda: browsers["Bima"].post(QUEUE),
        "/desk/invoices/": page(browsers["Ratna"], "/desk/invoices/"),
        "/desk/problems/": page(browsers["Tariq"], "/desk/problems/"),
        f"/desk/people/{mara.id}/": page(browsers["Tariq"], f"/desk/people/{mara.id}/"),
        "/desk/oversight/": page(browsers["Odile"], "/desk/oversight/"),
        "/desk/today/": page(browsers["Odile"], "/desk/today/"),
    }
    garment = a_garment(stock=2 * MANY)
    for _ in range(FEW):
        paid(order_of(mara, garment))
    few = {name: questions(ask) for name, ask in asked.items()}
    for _ in range(MANY - FEW):
        paid(order_of(mara, garment))
    assert {name: questions(ask) for name, ask in asked.items()} == few


def test_names_of_fifty_guests_take_as_many_questions_as_those_of_five(browsers: dict[str, Client]) -> None:
    def ask() -> None:
        assert b"Mara" in browsers["Bima"].post("/desk/orders/?stage=awaiting_payment").content

    garment = a_garment(stock=2 * MANY)
    for number in range(FEW):
        guest_order(f"guest{number}@example.com", garment)
    few = questions(ask)
    for number in range(FEW, MANY):
        guest_order(f"guest{number}@example.com", garment)
    assert questions(ask) == few


@pytest.mark.parametrize("path", ["/", "/c/kaus/", "/c/kaus/?stock=1", "/search/?q=title", "/p/{slug}/"])
def test_pages_of_the_shop_window_ask_no_more_for_fifty_garments_than_for_five(client: Client, path: str) -> None:
    for _ in range(FEW):
        a_garment()
    slug = Product.objects.values_list("slug", flat=True)[0]
    few = questions(page(client, path.format(slug=slug)))
    for _ in range(MANY - FEW):
        a_garment()
    assert questions(page(client, path.format(slug=slug))) == few
