"""The packer's day: the queue, the pick list, the label, the steps of an order, and money going back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from PIL import Image

from kindr.base import clock
from kindr.privacy.rights.actions import delete_account
from kindr.shop.catalog.models import Variant
from kindr.shop.orders.actions import report_problem
from kindr.shop.orders.models import Order, OrderLine
from tests.buying import arrived, order_of, paid
from tests.slices.desk.conftest import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOME = ("Jalan Contoh 12", "0812-3456-7890", "Pagar hijau")
UNGROUPED = "81234567890"


@contextmanager
def _counted() -> Iterator[dict[str, int]]:
    """How many queries each server answered."""
    counts: dict[str, int] = {}
    with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
        yield counts
    counts.update(default=len(data.captured_queries), keys=len(keys.captured_queries))


def test_the_queue_shows_no_name_before_it_is_asked(world: World) -> None:
    page = world.browsers["packer"].get("/desk/orders/").content.decode()
    assert world.number in page
    assert "•••" in page
    assert ">Mara</td>" not in page
    assert world.log() == []


@pytest.mark.clause("5.3")
def test_the_names_of_a_page_open_together_and_leave_one_line(world: World) -> None:
    page = world.browsers["packer"].post("/desk/orders/").content.decode()
    assert ">Mara</td>" in page
    (line,) = world.log()
    assert (line.role, line.purpose, line.verb) == ("packer", "fulfil_order", "read")
    assert set(line.opened) == {"delivery_address"}


def test_the_queue_costs_the_same_for_one_order_and_for_five(world: World) -> None:
    browser = world.browsers["packer"]
    browser.post("/desk/orders/")
    with _counted() as one:
        browser.post("/desk/orders/")
    for _ in range(4):
        paid(order_of(world.mara))
    with _counted() as five:
        page = browser.post("/desk/orders/").content.decode()
    assert page.count(">Mara</td>") == 5
    assert one == five
    assert five["keys"] == 1


def test_tabs_lead_to_each_stage_and_count_it(world: World) -> None:
    browser = world.browsers["packer"]
    assert world.number in browser.get("/en/desk/orders/?stage=to_pack").content.decode()
    for stage in ("packed", "shipped", "delivered", "awaiting_payment", "cancelled", "refunds", "no-such-stage"):
        page = browser.get(f"/en/desk/orders/?stage={stage}&page=abc").content.decode()
        assert (world.number in page) is (stage == "no-such-stage")


def test_the_pick_list_names_garments_and_orders_and_nobody(world: World) -> None:
    page = world.browsers["packer"].get("/en/desk/orders/pick-list/").content.decode()
    assert OrderLine.objects.get().sku in page
    assert world.number in page
    for value in ("Mara", *HOME, UNGROUPED):
        assert value not in page
    assert world.log() == []


@pytest.mark.clause("4.7.4")
def test_the_label_shows_the_address_and_is_recorded(world: World) -> None:
    page = world.browsers["packer"].post(f"/desk/orders/{world.number}/label/").content.decode()
    for value in ("Mara", *HOME, "12160", world.number, "<svg"):
        assert value in page
    assert [(line.purpose, line.refused_by) for line in world.log()] == [("fulfil_order", "")]


def test_the_page_of_an_order_opens_nothing(world: World) -> None:
    for role in ("packer", "service", "accountant"):
        page = world.browsers[role].get(f"/desk/orders/{world.number}/").content.decode()
        for value in (*HOME, UNGROUPED):
            assert value not in page
    assert world.log() == []


def test_an_order_is_packed_shipped_and_delivered(world: World) -> None:
    browser, path = world.browsers["packer"], f"/en/desk/orders/{world.number}"
    assert "Packed" in browser.post(f"{path}/pack/", follow=True).content.decode()
    assert "Shipped" in browser.post(f"{path}/ship/", {"tracking_number": "jne-001 "}, follow=True).content.decode()
    assert "Delivered" in browser.post(f"{path}/delivered/", follow=True).content.decode()
    assert Order.objects.get().parcel == "delivered"


@pytest.mark.parametrize("wrong", ["", "  ", "x", "12 34 56", "ü" * 8, "A" * 41, "A" * 61, "-" * 5])
@pytest.mark.parametrize(
    ("start", "words"), [("/en", ("tracking number", "required", "at most")), ("", ("resi", "wajib", "paling banyak"))]
)
def test_a_wrong_tracking_number_gets_a_clear_message_and_ships_nothing(
    world: World, wrong: str, start: str, words: tuple[str, ...]
) -> None:
    browser, path = world.browsers["packer"], f"{start}/desk/orders/{world.number}"
    browser.post(f"{path}/pack/")
    answer = browser.post(f"{path}/ship/", {"tracking_number": wrong})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "field-error" in page
    assert any(word in page.lower() for word in words)
    assert Order.objects.get().parcel == "packed"


def test_a_step_taken_twice_says_so_and_changes_nothing(world: World) -> None:
    browser, path = world.browsers["packer"], f"/en/desk/orders/{world.number}/pack/"
    browser.post(path)
    assert "moved on" in browser.post(path, follow=True).content.decode()


def test_an_order_that_is_not_there_is_not_found(world: World) -> None:
    browser = world.browsers["packer"]
    for page in ("label", "pack", "ship", "delivered"):
        assert browser.post(f"/desk/orders/KD-0000-0000/{page}/", {"tracking_number": "JNE001"}).status_code == 404
    assert browser.get("/desk/orders/KD-0000-0000/").status_code == 404


def test_all_the_money_goes_back_and_the_piece_onto_the_shelf(world: World) -> None:
    answer = world.browsers["accountant"].post(
        f"/en/desk/orders/{world.number}/refund/", {"how": "whole", "restock": "on"}, follow=True
    )
    assert "on its way back" in answer.content.decode()
    assert Order.objects.get().refund == "due"
    assert Variant.objects.get().stock == 10


def test_the_money_of_one_piece_goes_back(world: World) -> None:
    line = OrderLine.objects.get()
    given = {"how": "by_line", f"pieces_{line.variant}": "1"}
    answer = world.browsers["service"].post(f"/en/desk/orders/{world.number}/refund/", given, follow=True)
    page = answer.content.decode()
    assert "on its way back" in page
    assert "129.000" in page
    assert Variant.objects.get().stock == 9


def test_a_refund_of_nothing_asks_again(world: World) -> None:
    answer = world.browsers["service"].post(f"/en/desk/orders/{world.number}/refund/", {"how": "by_line"})
    assert "at least one piece" in answer.content.decode()
    assert Order.objects.get().refund == "none"


def test_an_order_is_cancelled_before_it_is_packed(world: World) -> None:
    world.browsers["service"].post(f"/desk/orders/{world.number}/cancel/")
    assert Order.objects.get().state == "cancelled"


def test_a_problem_report_is_sealed_until_it_is_read(world: World) -> None:
    browser = world.browsers["service"]
    assert "Kancingnya" not in browser.get("/desk/problems/").content.decode()
    assert world.log() == []
    assert "Kancingnya lepas satu" in browser.post(f"/desk/problems/{world.report}/").content.decode()
    assert [(line.purpose, set(line.opened)) for line in world.log()] == [("answer_customer", {"problem_report"})]


@pytest.mark.clause("4.2.1")
def test_an_invoice_opens_for_the_tax_books(world: World) -> None:
    browser = world.browsers["accountant"]
    listed = browser.get("/en/desk/invoices/").content.decode()
    assert "INV/" in listed
    assert "Mara" not in listed
    assert "Mara" in browser.post(f"/en/desk/invoices/{world.number}/").content.decode()
    assert [(line.purpose, set(line.opened)) for line in world.log()] == [("keep_tax_records", {"invoice"})]


@pytest.mark.clause("4.2.1")
def test_an_invoice_still_opens_when_the_account_is_gone_and_for_nothing_else(world: World) -> None:
    paid_for = arrived(paid(order_of(world.mara)), by=world.packer)
    assert world.mara.id
    delete_account(world.mara.id, language="en", access=world.mara.access("erase_my_data"), at=clock.now())
    page = world.browsers["accountant"].post(f"/en/desk/invoices/{paid_for.number}/").content.decode()
    assert "INV/" in page
    assert "Mara" in page
    answer = world.browsers["service"].post(f"/en/desk/people/{world.mara.id}/invoice/", {"purpose": "refund_payment"})
    assert answer.status_code == 403
    assert "2.3.2" in answer.content.decode()
    found = world.browsers["service"].post("/en/desk/people/", {"words": world.mara.email})
    assert "Nobody is found" in found.content.decode()


@pytest.mark.clause("2.7.2")
def test_a_picture_of_a_report_is_shown_once_the_report_is_read(world: World) -> None:
    file = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    file.seek(0)
    said = {"message": "Lihat fotonya", "access": world.mara.access("answer_customer"), "at": clock.now()}
    report = report_problem(world.number, pictures=[file], **said)  # type: ignore[arg-type]  # several kinds
    browser = world.browsers["service"]
    page = browser.post(f"/en/desk/problems/{report}/").content.decode()
    assert "Picture 1 of the report" in page
    (address,) = set(re.findall(r'src="(/en/orders/[^"]+/pictures/[^"]+)"', page))
    picture = browser.get(address)
    assert picture["Content-Type"].startswith("image/")
    assert picture.getvalue().startswith(b"RIFF")
    assert {"problem_picture"} in [set(line.opened) for line in world.log()]
    assert "Closed" in browser.post(f"/en/desk/problems/{report}/close/", follow=True).content.decode()
