"""A buyer's pages: their own order and nobody else's, the invoice, cancelling, arriving, and reporting a problem."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kindr.base import clock
from kindr.privacy.access.declare import system_access
from kindr.privacy.vault.files import SealedFile
from kindr.shop.orders import actions, queries
from kindr.shop.orders.models import Order, ProblemReport
from kindr.shop.orders.rules import Parcel, State
from tests.buying import a_garment, arrived, order_of, paid, shipped
from tests.cast import Player

pytestmark = pytest.mark.django_db

PAGES = ("", "invoice/", "problem/", "pay/")


def picture() -> SimpleUploadedFile:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Jalan Contoh 12"
    Image.new("RGB", (40, 30), "navy").save(written, "JPEG", exif=exif)
    return SimpleUploadedFile("at-home.jpg", written.getvalue(), "image/jpeg")


@pytest.mark.parametrize("page", PAGES)
def test_somebody_elses_order_is_not_there(mara: Player, ilse: Player, sam: Player, page: str) -> None:
    placed = paid(order_of(mara))
    address = f"/en/orders/{placed.number}/{page}"
    assert mara.client().get(address).status_code in (200, 302)
    assert ilse.client().get(address).status_code == 404
    assert sam.client().get(address).status_code == 404
    assert mara.client().get(f"/en/orders/KD-0000-0000/{page}").status_code == 404


@pytest.mark.parametrize("deed", ["cancel", "arrived"])
def test_nobody_else_can_do_anything_to_an_order(mara: Player, ilse: Player, sam: Player, deed: str) -> None:
    placed = paid(order_of(mara))
    for other in (ilse, sam):
        assert other.client().post(f"/en/orders/{placed.number}/{deed}/").status_code == 404
    assert Order.objects.get().state == State.PAID


def test_a_buyer_cancels_until_it_is_packed(mara: Player, bima: Player) -> None:
    placed, client = paid(order_of(mara)), mara.client()
    other = shipped(paid(order_of(mara)), by=bima)
    client.post(f"/en/orders/{placed.number}/cancel/")
    assert Order.objects.get(pk=placed.order_id).state == State.CANCELLED
    client.post(f"/en/orders/{other.number}/cancel/")
    assert "packed already" in client.get(f"/en/orders/{other.number}/").content.decode()


def test_a_buyer_says_that_it_has_arrived(mara: Player, bima: Player) -> None:
    placed = shipped(paid(order_of(mara)), by=bima)
    mara.client().post(f"/en/orders/{placed.number}/arrived/")
    assert Order.objects.get().parcel == Parcel.DELIVERED


def test_an_order_that_waits_can_be_paid_in_another_way(mara: Player) -> None:
    placed, client = order_of(mara), mara.client()
    page = client.post(f"/en/orders/{placed.number}/pay/", {"method": "virtual_account", "bank": "bca"})
    assert page["Location"].startswith("/en/payments/")
    assert client.post(f"/en/orders/{placed.number}/pay/", {"method": "barter"})["Location"].startswith("/en/orders/")


def test_the_invoice_shows_buyer_lines_and_tax(mara: Player) -> None:
    placed = paid(order_of(mara))
    page = mara.client().get(f"/en/orders/{placed.number}/invoice/").content.decode()
    for expected in ("INV/", "Jalan Contoh 12", "Mara", "129.000", "12.784", "141.000"):
        assert expected in page


def test_an_unpaid_order_has_no_invoice(mara: Player) -> None:
    placed = order_of(mara)
    assert mara.client().get(f"/en/orders/{placed.number}/invoice/").status_code == 404


def test_the_list_names_orders_and_opens_nothing(mara: Player) -> None:
    from kindr.privacy.access.models import AccessEntry

    placed, client = order_of(mara), mara.client()
    before = AccessEntry.objects.count()
    assert placed.number in client.get("/en/orders/").content.decode()
    assert AccessEntry.objects.count() == before


def test_a_problem_is_reported_with_pictures_that_do_not_say_where_they_were_taken(mara: Player, ilse: Player) -> None:
    placed, client = paid(order_of(mara)), mara.client()
    address = f"/en/orders/{placed.number}/problem/"
    answer = client.post(address, {"message": "The button fell off.", "pictures": [picture(), picture()]})
    assert answer["Location"] == f"/en/orders/{placed.number}/", answer.content.decode()
    file = SealedFile.objects.first()
    assert file is not None
    assert SealedFile.objects.count() == 2
    page = client.get(address).content.decode()
    assert "The button fell off." in page
    shown = client.get(f"/en/orders/{placed.number}/pictures/{file.id}/")
    content = b"".join(shown.streaming_content)  # type: ignore[attr-defined]
    assert shown["Content-Type"] == "image/webp"
    assert b"Jalan" not in content
    assert not Image.open(io.BytesIO(content)).getexif()
    assert ilse.client().get(f"/en/orders/{placed.number}/pictures/{file.id}/").status_code == 404


@pytest.mark.parametrize(
    ("message", "content", "words"),
    [
        ("", b"", "what happened"),
        ("x" * 2001, b"", "below 2,000"),
        ("Broken", b"MZ\x90 not a picture", "not a JPEG, PNG or WebP"),
        ("Broken", b"x" * (8 * 1024 * 1024 + 1), "larger than"),
    ],
)
def test_a_wrong_report_gets_a_clear_message_and_keeps_the_words(
    mara: Player, message: str, content: bytes, words: str
) -> None:
    placed = paid(order_of(mara))
    form: dict[str, object] = {"message": message}
    if content:
        form["pictures"] = SimpleUploadedFile("picture.jpg", content, "image/jpeg")
    page = mara.client().post(f"/en/orders/{placed.number}/problem/", form).content.decode()
    assert words in page
    assert message[:50] in page
    assert not ProblemReport.objects.exists()


def test_pictures_go_90_days_after_the_report_was_closed(mara: Player, tariq: Player) -> None:
    from datetime import timedelta

    from kindr.privacy.retention import actions as retention

    placed = paid(order_of(mara))
    mara.client().post(f"/en/orders/{placed.number}/problem/", {"message": "Broken", "pictures": picture()})
    access = tariq.access("answer_customer")
    report = queries.reports_of(placed.number, access=access, at=clock.now())[0]
    sweeper = system_access("keep_systems_running")
    retention.sweep(access=sweeper, at=clock.now() + timedelta(days=200))
    assert SealedFile.objects.count() == 1
    actions.close_problem(report.id, access=access, at=clock.now())
    retention.sweep(access=sweeper, at=clock.now() + timedelta(days=89))
    assert SealedFile.objects.count() == 1
    retention.sweep(access=sweeper, at=clock.now() + timedelta(days=91))
    assert SealedFile.objects.count() == 0
    assert ProblemReport.objects.exists()


def test_the_order_page_takes_one_key_query_and_a_constant_number_of_others(mara: Player, bima: Player) -> None:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    placed, client = arrived(paid(order_of(mara)), by=bima), mara.client()
    client.get(f"/en/orders/{placed.number}/")
    with CaptureQueriesContext(connections["keys"]) as keys, CaptureQueriesContext(connections["default"]) as others:
        client.get(f"/en/orders/{placed.number}/")
    # Beside the one query for keys, one asks whether the buyer has paused what is said of sizes.
    assert ["vault_restriction" in query["sql"] for query in keys] in ([True, False], [False, True])
    assert len(others) <= 16, [query["sql"][:90] for query in others]


def test_looking_at_the_ways_to_pay_begins_nothing(mara: Player) -> None:
    from kindr.shop.payments.models import Payment

    placed, client = order_of(mara), mara.client()
    page = client.get(f"/en/orders/{placed.number}/pay/")
    assert page.status_code == 200
    assert "Mandiri" in page.content.decode()
    assert not Payment.objects.exists()
    client.post(f"/en/orders/{placed.number}/pay/", {"method": "qris"})
    assert Payment.objects.count() == 1
    payment = Payment.objects.get()
    assert f"/en/payments/{payment.id}/" in client.get(f"/en/orders/{placed.number}/").content.decode()


def test_an_order_that_is_paid_has_no_ways_to_pay(mara: Player) -> None:
    placed = paid(order_of(mara))
    assert mara.client().get(f"/en/orders/{placed.number}/pay/")["Location"] == f"/en/orders/{placed.number}/"


def test_an_order_paid_twice_says_that_the_second_money_goes_back(mara: Player) -> None:
    from kindr.shop.payments.models import Payment

    placed = paid(order_of(mara))
    one = Payment.objects.get()
    Payment.objects.create(
        order=one.order, person=one.person, method="qris", amount=one.amount, state="paid", received=one.amount,
        reference="A-SECOND-WAY", return_path="/", started_at=one.started_at, expires_at=one.expires_at,
        paid_at=one.paid_at,
    )  # fmt: skip
    assert "paid twice" in mara.client().get(f"/en/orders/{placed.number}/").content.decode()


def test_the_page_says_what_is_kept_of_an_order_and_until_when(mara: Player, bima: Player) -> None:
    placed, client = paid(order_of(mara)), mara.client()
    under_way = client.get(f"/en/orders/{placed.number}/").content.decode()
    assert "until 30 days after the parcel has arrived, then forgotten" in under_way
    assert "ten full years after the tax year" in under_way
    done = client.get(f"/en/orders/{arrived(placed, by=bima).number}/").content.decode()
    assert re.search(r"until \d+ \w+ 20\d\d, then forgotten", done)


def test_a_shipped_order_says_when_it_is_expected(mara: Player, bima: Player) -> None:
    placed = shipped(paid(order_of(mara)), by=bima)
    assert re.search(
        r"expected \d+( \w+ )?–( )?\d+ \w+", mara.client().get(f"/en/orders/{placed.number}/").content.decode()
    )


def test_the_list_has_pages_and_pictures_and_is_asked_for_with_few_questions(mara: Player) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    garment = a_garment(stock=40)
    client = mara.client()
    placed = [order_of(mara, garment) for _ in range(2)]
    client.get("/en/orders/")
    with CaptureQueriesContext(connection) as few:
        client.get("/en/orders/")
    placed += [order_of(mara, garment) for _ in range(12)]
    with CaptureQueriesContext(connection) as many:
        first = client.get("/en/orders/").content.decode()
    assert len(many) == len(few)
    assert first.count("order-card-link") == 12
    assert "<img" in first
    second = client.get("/en/orders/", {"page": "2"}).content.decode()
    assert second.count("order-card-link") == 2
    assert all(each.number in first + second for each in placed)
    for odd in ("0", "-1", "x", "99999", "9" * 30):
        assert client.get("/en/orders/", {"page": odd}).status_code == 200


def test_only_a_few_reports_about_one_order_wait_for_an_answer(mara: Player, tariq: Player) -> None:
    from kindr.shop.orders.rules import MOST_OPEN_REPORTS

    placed, client = paid(order_of(mara)), mara.client()
    address = f"/en/orders/{placed.number}/problem/"
    for _ in range(MOST_OPEN_REPORTS):
        assert client.post(address, {"message": "Broken"}).status_code == 302
    refused = client.post(address, {"message": "Broken once more"}).content.decode()
    assert "still working on your earlier reports" in refused
    assert "Broken once more" in refused
    assert ProblemReport.objects.count() == MOST_OPEN_REPORTS
    access = tariq.access("answer_customer")
    actions.close_problem(ProblemReport.objects.all()[0].id, access=access, at=clock.now())
    assert client.post(address, {"message": "Broken once more"}).status_code == 302
