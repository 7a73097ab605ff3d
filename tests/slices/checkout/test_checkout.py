"""From the basket to the order: as a guest, without JavaScript, and with everything that can go wrong on the way."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from kindr.adapters.payments.simulator import Deed, Simulator
from kindr.base import clock
from kindr.privacy.access.declare import system_access
from kindr.privacy.people import Person, PersonKind
from kindr.shop.catalog.models import Variant
from kindr.shop.checkout.models import Basket, BasketLine
from kindr.shop.orders.models import Delivery, GuestContact, Order, OrderContact
from kindr.shop.payments import actions as payments
from kindr.shop.payments import ports
from kindr.shop.payments.models import Payment
from tests.buying import a_garment, run_tasks
from tests.cast import Player

pytestmark = pytest.mark.django_db

ANSWERS = {
    "email": "sam@elsewhere.example",
    "recipient": "Sam Buyer",
    "phone": "0812 3456 7890",
    "street": "Jalan Contoh 12",
    "place": "Melawai",
    "area": "31.74.07.1001",
    "postcode": "12160",
    "notes": "Pagar hijau",
    "service": "regular",
    "method": "qris",
    "bank": "",
}


def with_basket(garment: Variant, *, pieces: int = 1, client: Client | None = None) -> Client:
    client = client or Client()
    client.post("/en/basket/add/", {"variant": garment.pk, "quantity": pieces})
    return client


def hidden(client: Client) -> dict[str, str]:
    """The turn and the sum that the checkout page carries."""
    page = client.get("/en/checkout/").content.decode()
    return dict(re.findall(r'name="(turn|agreed)" value="(\d+)"', page))


def order(client: Client, **other: str) -> HttpResponse:
    return client.post("/en/checkout/", {**ANSWERS, **hidden(client), **other})  # type: ignore[return-value]


def pay(reference: str, deed: Deed = Deed.PAY) -> None:
    gateway = ports.gateway()
    assert isinstance(gateway, Simulator)
    for body, headers in gateway.play(reference, deed, at=clock.now()):
        payments.receive_notification(body, headers, at=clock.now(), access=system_access("take_payment"))


def test_a_guest_buys_and_sees_the_order() -> None:
    client = with_basket(a_garment(price=129_000))
    answer = order(client)
    assert answer.status_code == 302, answer.content.decode()
    payment = Payment.objects.get()
    assert answer["Location"] == f"/en/payments/{payment.id}/"
    assert "129.000" not in client.get(answer["Location"]).content.decode().replace("141.000", "")
    pay(payment.reference)
    run_tasks({"settle_up", "issue_invoice"})
    placed = Order.objects.get()
    page = client.get(f"/en/orders/{placed.number}/").content.decode()
    assert "Sam Buyer" in page
    assert "141.000" in page
    assert "Invoice" in page
    assert client.get(f"/en/orders/{placed.number}/invoice/").status_code == 200
    assert Client().get(f"/en/orders/{placed.number}/").status_code == 404


def test_a_person_exists_only_once_an_order_is_placed() -> None:
    client = with_basket(a_garment())
    client.get("/en/checkout/")
    assert not Person.objects.exists()
    order(client)
    assert Person.objects.get().kind == PersonKind.GUEST
    assert not OrderContact.objects.exists()
    assert GuestContact.objects.count() == Delivery.objects.count() == 1


def test_the_same_page_sent_twice_places_one_order() -> None:
    client = with_basket(a_garment(stock=5))
    answers = {**ANSWERS, **hidden(client)}
    first = client.post("/en/checkout/", answers)
    second = client.post("/en/checkout/", answers)
    assert first["Location"] == second["Location"]
    assert Order.objects.count() == 1
    assert Variant.objects.get().stock == 4


def test_the_next_order_of_the_same_basket_is_another_one() -> None:
    garment = a_garment()
    client = with_basket(garment)
    order(client)
    assert not BasketLine.objects.exists()
    order(with_basket(garment, client=client))
    assert Order.objects.count() == 2
    assert Person.objects.count() == 1


def test_a_page_sent_again_after_signing_out_gives_nobody_the_order(mara: Player) -> None:
    client = with_basket(a_garment(), client=mara.client())
    answers = {**ANSWERS, **hidden(client)}
    client.post("/en/checkout/", answers)
    other = Client()
    other.cookies["basket"] = client.cookies["basket"].value
    again = other.post("/en/checkout/", answers)
    assert other.get(again["Location"]).status_code == 404
    assert "guest" not in other.session
    assert Order.objects.count() == 1


def test_a_guests_page_sent_again_hours_later_from_elsewhere_gives_nobody_the_order() -> None:
    client = with_basket(a_garment())
    answers = {**ANSWERS, **hidden(client)}
    client.post("/en/checkout/", answers)
    Order.objects.update(placed_at=clock.now() - timedelta(hours=1))
    other = Client()
    other.cookies["basket"] = client.cookies["basket"].value
    assert other.get(other.post("/en/checkout/", answers)["Location"]).status_code == 404
    assert client.get(client.post("/en/checkout/", answers)["Location"]).status_code == 200


def test_while_the_keys_are_away_nothing_is_taken_in_and_nothing_typed_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("the key server does not answer")

    garment = a_garment(stock=3)
    client = with_basket(garment)
    monkeypatch.setattr("kindr.privacy.vault.keyrings.for_writing", away)
    text = order(client).content.decode()
    assert "took nothing in" in text
    assert "Sam Buyer" in text
    assert not Order.objects.exists()
    assert Variant.objects.get().stock == 3
    monkeypatch.undo()
    assert order(client).status_code == 302


def test_an_account_finds_the_form_filled_in(mara: Player) -> None:
    client = with_basket(a_garment(), client=mara.client())
    page = client.get("/en/checkout/").content.decode()
    assert mara.email in page
    order(client, email=mara.email)
    assert OrderContact.objects.get().person_id == mara.id
    assert not GuestContact.objects.exists()
    assert "Sam Buyer" in client.get(f"/en/orders/{Order.objects.get().number}/").content.decode()


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("email", "sam at home", "does not look like an e-mail address"),
        ("phone", "12", "not a telephone number"),
        ("area", "99.99.99.9999", "choose your village"),
        ("postcode", "99999", "postcode"),
        ("service", "drone", "choose one of these"),
        ("method", "barter", "choose one of these"),
        ("recipient", "", "who takes the parcel"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_typed_is_lost(field: str, wrong: str, words: str) -> None:
    client = with_basket(a_garment())
    page = order(client, **{field: wrong})
    text = page.content.decode()
    assert page.status_code == 200
    assert words in text
    assert not Order.objects.exists()
    for name, typed in ANSWERS.items():
        if name not in (field, "bank", "method", "service", "place", "area"):
            assert typed in text, name


def test_a_virtual_account_needs_a_bank() -> None:
    client = with_basket(a_garment())
    assert "choose a bank" in order(client, method="virtual_account").content.decode()
    assert order(client, method="virtual_account", bank="bca").status_code == 302
    assert Payment.objects.get().bank == "bca"


def test_prices_come_from_the_catalogue_and_not_from_the_form() -> None:
    client = with_basket(a_garment(price=129_000))
    page = order(client, agreed="1")
    assert "price has changed" in page.content.decode()
    assert not Order.objects.exists()
    assert order(client).status_code == 302
    assert Order.objects.get().goods == 129_000


def test_what_sold_out_meanwhile_is_said_and_nothing_typed_is_lost() -> None:
    garment = a_garment(stock=3)
    client = with_basket(garment, pieces=3)
    Variant.objects.filter(pk=garment.pk).update(stock=2)
    text = order(client).content.decode()
    assert "Only 2 of" in text
    assert "Sam Buyer" in text
    assert not Order.objects.exists()
    assert not Person.objects.exists()
    assert Variant.objects.get().stock == 2


def test_the_village_is_found_without_javascript_and_nothing_typed_is_lost() -> None:
    client = with_basket(a_garment())
    typed = {**ANSWERS, **hidden(client), "place": "Melawai", "area": "", "find": "1"}
    text = client.post("/en/checkout/", typed).content.decode()
    assert 'value="31.74.07.' in text
    assert "Sam Buyer" in text
    assert not Order.objects.exists()


def test_an_entry_of_the_address_book_can_be_chosen_and_a_strangers_cannot(mara: Player, ilse: Player) -> None:
    from tests.cast import own_address

    entry = own_address(mara)
    client = with_basket(a_garment(), client=mara.client())
    text = client.post("/en/checkout/", {**ANSWERS, **hidden(client), "use": str(entry.id)}).content.decode()
    assert entry.street in text
    other = with_basket(a_garment(), client=ilse.client())
    assert other.post("/en/checkout/", {**ANSWERS, **hidden(other), "use": str(entry.id)}).status_code == 404


def test_delivery_costs_follow_the_place() -> None:
    client = with_basket(a_garment())
    near = client.post("/en/checkout/totals/", {"area": "31.74.07.1001", "service": "regular"}).content.decode()
    far = client.post("/en/checkout/totals/", {"area": "51.71.01.1001", "service": "best"}).content.decode()
    assert "141.000" in near
    assert "177.000" in far
    assert client.post("/en/checkout/totals/", {"area": "nowhere", "service": "x"}).status_code == 200


def test_there_is_no_checkout_without_a_basket() -> None:
    client = Client()
    assert client.get("/en/checkout/")["Location"] == "/en/basket/"
    client.cookies["basket"] = "not a number"
    assert client.get("/en/checkout/")["Location"] == "/en/basket/"
    assert not Basket.objects.exists()


def test_staff_do_not_shop_in_their_working_account(bima: Player) -> None:
    client = with_basket(a_garment(), client=bima.client())
    assert client.get("/en/checkout/").status_code == 403


def test_the_checkout_speaks_indonesian_first() -> None:
    client = with_basket(a_garment())
    text = client.get("/checkout/").content.decode()
    for words in ("Selesaikan pesanan", "Pesan dan bayar", "Alamat dan pengiriman", "Pembayaran"):
        assert words in text
    assert "Keranjang" in client.get("/basket/").content.decode()


def test_every_question_says_why_it_is_asked() -> None:
    from kindr.shop.checkout.forms import CheckoutForm

    asked = ("email", "recipient", "phone", "street", "place", "postcode", "notes")
    assert all(CheckoutForm().fields[name].help_text for name in asked)


def test_the_checkout_of_a_guest_opens_nothing_and_asks_few_questions() -> None:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    client = with_basket(a_garment())
    with CaptureQueriesContext(connections["keys"]) as keys, CaptureQueriesContext(connections["default"]) as others:
        client.get("/en/checkout/")
    assert len(keys) == 0
    assert len(others) <= 8


def test_an_address_is_not_flooded_with_letters_about_orders_that_nobody_pays() -> None:
    for _order in range(12):
        assert order(with_basket(a_garment())).status_code == 302
    refused = order(with_basket(a_garment()))
    assert "Please wait a few minutes" in refused.content.decode()
    assert order(with_basket(a_garment()), email="another@elsewhere.example").status_code == 302
    assert Order.objects.count() == 13


def test_the_last_button_says_what_is_paid_once_the_place_is_known() -> None:
    client = with_basket(a_garment(price=129_000))
    assert "Order and pay" in client.get("/en/checkout/").content.decode()
    page = client.post("/en/checkout/", {**ANSWERS, **hidden(client), "use": ""}).content.decode()
    assert "Pay Rp\u00a0141.000" in page
    assert "arrives" in page


def test_the_checkout_says_what_is_kept_until_when_and_under_which_clause(mara: Player) -> None:
    guest = with_basket(a_garment()).get("/en/checkout/").content.decode()
    assert "until 30 days after the parcel has arrived" in guest
    assert "/en/privacy/#2.1.8" in guest
    assert "/en/privacy/#2.1.9" in guest
    parent = with_basket(a_garment(), client=mara.client()).get("/en/checkout/").content.decode()
    assert "/en/privacy/#2.1.10" in parent


def test_a_missing_bank_leads_to_the_banks() -> None:
    client = with_basket(a_garment())
    text = order(client, method="virtual_account").content.decode()
    assert 'href="#id_bank"' in text
    assert 'id="id_bank"' in text
