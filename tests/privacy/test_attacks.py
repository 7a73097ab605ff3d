"""What somebody hostile, curious or clumsy tries on the pages, each beside what the honest way gives."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from kindr.base import clock
from kindr.base.money import Rupiah
from kindr.privacy.access import log
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights import books
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.views.doors import caller_of
from kindr.shop.orders.actions import place_order
from kindr.shop.orders.models import Order
from kindr.shop.payments.models import RefundRow
from tests.buying import a_garment, guest_order, order_of, paid, wish
from tests.cast import Player
from tests.slices.checkout.test_checkout import order, with_basket

pytestmark = pytest.mark.django_db

BORROWED, OWNER = "ilse@elsewhere.example", "sam@elsewhere.example"
NESTED = "[" * 15_000


def _bought(browser: Client, email: str) -> Order:
    """The order that this browser has just placed with this address."""
    assert "/payments/" in order(with_basket(a_garment(), client=browser), email=email)["Location"]
    return Order.objects.order_by("-placed_at")[0]


def test_two_people_who_buy_in_one_browser_stay_two_people() -> None:
    browser = Client()
    first, second = _bought(browser, OWNER), _bought(browser, BORROWED)
    assert first.person_id != second.person_id
    assert browser.get(f"/orders/{second.number}/").status_code == 200
    assert browser.get(f"/orders/{first.number}/").status_code == 404


def test_one_guest_who_buys_twice_sees_both_orders() -> None:
    browser = Client()
    first, second = _bought(browser, OWNER), _bought(browser, "Sam@Elsewhere.example")
    assert first.person_id == second.person_id
    assert {browser.get(f"/orders/{each.number}/").status_code for each in (first, second)} == {200}


def test_a_link_that_somebody_sent_does_not_show_them_the_order_that_follows(mara: Player) -> None:
    attacker = Client()
    bait = _bought(attacker, BORROWED)
    victim = Client()
    session = victim.session
    session["guest"] = str(bait.person_id)
    session.save()
    caught = _bought(victim, OWNER)
    assert attacker.get(f"/orders/{caught.number}/").status_code == 404
    assert victim.get(f"/orders/{caught.number}/").status_code == 200


def test_what_lets_one_sign_in_as_a_customer_is_shown_to_no_colleague(mara: Player, odile: Player) -> None:
    browser = mara.client()
    browser.post("/account/security/second-factor/begin/")
    page = f"/en/desk/people/{mara.id}/"
    secret = odile.client().post(f"{page}second_factor/", {"purpose": "answer_requests"})
    assert secret.status_code == 403
    assert mara.id
    assert [line.refused_by for line in log.lines_about(mara.id) if line.role == "dpo"] == ["2.1.7"]
    assert odile.client().post(f"{page}profile/", {"purpose": "answer_requests"}).status_code == 200


def test_the_officer_deletes_no_working_account_on_the_page_for_customers(mara: Player, odile: Player) -> None:
    assert odile.client().post("/en/my-data/delete/", {"word": "DELETE"}).status_code == 404
    assert Account.objects.filter(pk=odile.id).exists()
    assert mara.client().get("/en/my-data/delete/").status_code == 200


@pytest.mark.parametrize(
    "page", ["/account/", "/account/profile/", "/account/addresses/", "/account/security/", "/my-data/", "/orders/"]
)
def test_no_browser_keeps_a_personal_page(mara: Player, page: str) -> None:
    assert "no-store" in mara.client().get(page)["Cache-Control"]


def test_no_browser_keeps_a_letter_of_the_trial_mailbox(client: Client) -> None:
    assert "no-store" in client.get("/-/mailbox/")["Cache-Control"]


@pytest.mark.parametrize("page", ["/orders/%00/", "/en/orders/KD%00/invoice/", "/desk/orders/%00/", "/p/%00/"])
def test_an_address_with_a_null_character_leads_nowhere(mara: Player, tariq: Player, page: str) -> None:
    assert {who.client().get(page).status_code for who in (mara, tariq)} == {404}


def test_a_passkey_that_no_browser_would_send_is_refused_in_words(mara: Player) -> None:
    stranger, browser = Client(), mara.client()
    stranger.post("/sign-in/passkey/question/")
    assert stranger.post("/sign-in/passkey/", {"credential": NESTED}).status_code == 200
    browser.post("/account/security/passkeys/question/")
    given = {"credential": NESTED, "label": "telephone"}
    assert browser.post("/account/security/passkeys/new/", given).status_code == 200


@pytest.mark.parametrize("bank", ["zzz", "", "z" * 500])
def test_a_bank_that_there_is_not_changes_nothing(mara: Player, bank: str) -> None:
    number = order_of(mara).number
    answer = mara.client().post(f"/orders/{number}/pay/", {"method": "virtual_account", "bank": bank})
    assert answer["Location"] == f"/orders/{number}/"
    answer = mara.client().post(f"/orders/{number}/pay/", {"method": "qris", "bank": bank})
    assert answer["Location"].startswith("/payments/")


def test_the_page_that_somebody_wanted_is_an_address_and_never_the_name_of_a_page(mara: Player) -> None:
    given = {
        "label": "Home", "recipient": "Mara", "phone": "081234567890", "street": "Jalan Contoh 12",
        "area": "31.74.07.1001", "postcode": "12160",
    }  # fmt: skip
    for wanted, location in (("foo", "foo"), ("/checkout/", "/checkout/"), ("//evil.example", "/account/addresses/")):
        assert mara.client().post("/account/addresses/new/", {**given, "next": wanted})["Location"] == location


@pytest.mark.parametrize("address", ["sam@shop.example，evil＠evil.example", "sam@shop.example；evil.example"])
def test_look_alikes_of_dividing_signs_make_no_second_receiver(client: Client, address: str) -> None:
    answer = client.post("/en/sign-in/", {"email": address})
    assert "does not look like an e-mail address" in answer.content.decode()
    assert "does not look like" in order(with_basket(a_garment()), email=address).content.decode()
    assert not Person.objects.filter(kind__in=[PersonKind.NEWCOMER, PersonKind.GUEST]).exists()


def test_a_refund_button_that_is_pressed_twice_pays_once(mara: Player, tariq: Player) -> None:
    garment = a_garment(price=100_000)
    wanted = replace(wish(garment, email=mara.email), lines={garment.pk: 2}, agreed=Rupiah(200_000))
    number = paid(place_order(wanted, access=mara.access("place_order"), at=clock.now())).number
    browser, page = tariq.client(), f"/en/desk/orders/{number}/"
    [key] = re.findall(r'name="key" value="([0-9a-f-]{36})"', browser.get(page).content.decode())
    given = {"how": "by_line", f"pieces_{garment.pk}": "1"}
    for again in (key, key, str(uuid.uuid4())):
        assert browser.post(f"{page}refund/", {**given, "key": again})["Location"] == page
    assert [row.amount for row in RefundRow.objects.all()] == [100_000, 100_000]


def test_behind_a_proxy_each_caller_has_a_throttle_of_their_own(settings: Settings) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
    assert caller_of(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert caller_of(request) == "198.51.100.7"
    assert caller_of(RequestFactory().get("/")) == "127.0.0.1"


def test_nobody_opens_the_order_of_somebody_else_by_its_number(mara: Player, ilse: Player) -> None:
    number, guests = order_of(mara).number, guest_order(OWNER).number
    for browser in (ilse.client(), Client()):
        for part in ("", "invoice/", "problem/"):
            assert browser.get(f"/orders/{number}/{part}").status_code == 404, part
            assert browser.get(f"/orders/{guests}/{part}").status_code == 404, part
        assert browser.post(f"/orders/{number}/cancel/").status_code == 404
        assert browser.post(f"/orders/{number}/pay/").status_code == 404
    assert {line.role for line in books.lines_about([mara.id])} <= {"customer", "system"}  # type: ignore[list-item]
