"""The page to pay on, the gateway's own page, and the door for its news."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kindr.adapters.payments.messages import signed
from kindr.adapters.payments.models import SimulatedPayment
from kindr.adapters.payments.simulator import Deed, Simulator
from kindr.privacy.access.actors import GUEST_SESSION_KEY
from kindr.privacy.people import Person, PersonKind
from kindr.shop.payments.models import Payment
from kindr.shop.payments.personal import CardUsed
from kindr.shop.payments.queries import PaymentShown
from kindr.shop.payments.rules import Method, State
from tests.slices.payments.people import a_payment, as_system

pytestmark = pytest.mark.django_db

GOOD_CARD = {"number": "4111 1111 1111 1111", "expiry": "08/29", "code": "123", "holder": "Mara", "deed": "pay"}


@pytest.fixture
def guest(client: Client) -> Person:
    person = Person.objects.create(kind=PersonKind.GUEST)
    session = client.session
    session[GUEST_SESSION_KEY] = str(person.id)
    session.save()
    return person


def now_paying(person: Person, method: Method = Method.QRIS) -> PaymentShown:
    return a_payment(person, method, at=timezone.now(), access=as_system(), return_path="/orders/thanks/")


def page_of(payment: PaymentShown) -> str:
    return f"/payments/{payment.id}/"


def test_a_qris_payment_shows_its_code_and_its_time(client: Client, guest: Person, simulator: Simulator) -> None:
    page = client.get(page_of(now_paying(guest))).content.decode()
    assert "<svg" in page
    assert "data-until" in page
    assert "data-waiting" in page
    assert "style=" not in page
    assert "Rp\u00a0129.000" in page


def test_a_virtual_account_shows_its_number(client: Client, guest: Person, simulator: Simulator) -> None:
    payment = now_paying(guest, Method.VIRTUAL_ACCOUNT)
    page = client.get(page_of(payment)).content.decode()
    assert payment.instruction in page
    assert "BCA" in page


def test_a_card_payment_leads_to_the_gateways_own_page(client: Client, guest: Person, simulator: Simulator) -> None:
    payment = now_paying(guest, Method.CARD)
    page = client.get(page_of(payment)).content.decode()
    assert payment.instruction in page
    assert "<input" not in page.split("<main")[1].replace('<input type="hidden"', "")


def test_a_stranger_finds_no_payment(client: Client, guest: Person, simulator: Simulator) -> None:
    payment = now_paying(guest)
    assert client.get(page_of(payment)).status_code == 200
    assert Client().get(page_of(payment)).status_code == 404
    others = now_paying(Person.objects.create(kind=PersonKind.GUEST))
    assert client.get(page_of(others)).status_code == 404
    assert client.get(f"/payments/{uuid.uuid4()}/").status_code == 404


def test_a_paid_payment_leads_back_to_the_order(client: Client, guest: Person, simulator: Simulator) -> None:
    payment = now_paying(guest)
    client.post(f"/-/gateway/{payment.reference}/", {"deed": "pay"})
    answer = client.get(page_of(payment))
    assert (answer.status_code, answer["Location"]) == (302, "/orders/thanks/")


def test_i_have_paid_finds_money_whose_message_was_lost(client: Client, guest: Person, simulator: Simulator) -> None:
    payment = now_paying(guest)
    simulator.play(payment.reference, Deed.PAY_UNHEARD, at=timezone.now())
    client.post(f"{page_of(payment)}again/")
    assert Payment.objects.get(pk=payment.id).state == State.PAID


def test_an_ended_payment_says_so(client: Client, guest: Person, simulator: Simulator) -> None:
    payment = now_paying(guest)
    client.post(f"/-/gateway/{payment.reference}/", {"deed": "fail"})
    page = client.get(f"/en{page_of(payment)}").content.decode()
    assert "The bank said no" in page
    assert "/orders/thanks/" in page


def test_the_card_is_sealed_and_its_number_is_nowhere(client: Client, guest: Person, simulator: Simulator) -> None:
    payment = now_paying(guest, Method.CARD)
    answer = client.post(f"/-/gateway/{payment.reference}/", GOOD_CARD)
    assert answer.status_code == 302
    assert CardUsed.objects.filter(payment_id=payment.id).count() == 1
    kept = json.dumps(list(SimulatedPayment.objects.filter(pk=payment.reference).values()), default=str)
    assert "4111" not in kept
    assert "1111111" not in json.dumps(dict(client.session.items()), default=str)


@pytest.mark.parametrize(
    "wrong", [{"number": "4111 1111 1111 1112"}, {"expiry": "13/29"}, {"code": "12a"}, {"holder": ""}, {"number": "x"}]
)
def test_a_mistyped_card_is_asked_for_again(
    client: Client, guest: Person, simulator: Simulator, wrong: dict[str, str]
) -> None:
    payment = now_paying(guest, Method.CARD)
    answer = client.post(f"/-/gateway/{payment.reference}/", {**GOOD_CARD, **wrong})
    assert answer.status_code == 422
    assert 'value="123"' not in answer.content.decode()
    assert Payment.objects.get(pk=payment.id).state == State.WAITING


def test_a_declined_card_fails(client: Client, guest: Person, simulator: Simulator) -> None:
    payment = now_paying(guest, Method.CARD)
    client.post(f"/-/gateway/{payment.reference}/", {**GOOD_CARD, "number": "4000000000000002"})
    assert Payment.objects.get(pk=payment.id).state == State.FAILED


@pytest.mark.parametrize("deed", list(Deed))
def test_every_button_of_the_simulator_ends_in_an_allowed_state(
    client: Client, guest: Person, simulator: Simulator, deed: Deed
) -> None:
    payment = now_paying(guest)
    for _ in range(2):
        assert client.post(f"/-/gateway/{payment.reference}/", {"deed": deed}).status_code == 302
    ends = {Deed.FAIL: State.FAILED, Deed.EXPIRE: State.EXPIRED, Deed.PAY_UNHEARD: State.WAITING}
    assert Payment.objects.get(pk=payment.id).state == ends.get(deed, State.PAID)


def test_the_simulator_is_not_there_outside_development(
    client: Client, guest: Person, simulator: Simulator, settings: object
) -> None:
    payment = now_paying(guest)
    assert client.get(f"/-/gateway/{payment.reference}/").status_code == 200
    settings.DEVELOPMENT = False  # type: ignore[attr-defined]
    assert client.get(f"/-/gateway/{payment.reference}/").status_code == 404


def test_the_gateways_news_comes_in_through_its_door(client: Client, guest: Person, simulator: Simulator) -> None:
    payment = now_paying(guest)
    [(body, headers)] = simulator.play(payment.reference, Deed.PAY, at=timezone.now())
    sender = Client(enforce_csrf_checks=True)
    sent = {name: value for name, value in headers.items() if name != "Content-Type"}
    for expected in (200, 200):
        answer = sender.post("/payments/notification/", body, content_type="application/json", headers=sent)
        assert answer.status_code == expected
    assert Payment.objects.get(pk=payment.id).state == State.PAID


def test_what_nobody_signed_stays_outside(client: Client, guest: Person, simulator: Simulator) -> None:
    payment = now_paying(guest)
    [(body, headers)] = simulator.play(payment.reference, Deed.PAY, at=timezone.now())
    assert client.post("/payments/notification/", body, content_type="application/json").status_code == 400
    large = b" " * (65 * 1024)
    assert client.post("/payments/notification/", large, content_type="application/json").status_code == 413
    assert client.get("/payments/notification/").status_code == 405
    assert Payment.objects.get(pk=payment.id).state == State.WAITING
    other = simulator.verify(body, headers)
    unknown = signed(type(other)(**{**vars(other), "reference": "NOBODY"}), key=b"the simulator's key in tests")
    sent = {"X-Gateway-Signature": unknown[1]["X-Gateway-Signature"]}
    answer = client.post("/payments/notification/", unknown[0], content_type="application/json", headers=sent)
    assert answer.status_code == 404


def test_an_open_payment_past_its_time_still_shows_how_to_go_on(
    client: Client, guest: Person, simulator: Simulator
) -> None:
    payment = now_paying(guest)
    Payment.objects.filter(pk=payment.id).update(expires_at=timezone.now() - timedelta(minutes=1))
    assert client.get(page_of(payment)).status_code == 200


ASKING = {"HX-Request": "true", "HX-Target": "payment"}


def test_a_page_that_looks_again_hears_nothing_until_something_happens(
    client: Client, guest: Person, simulator: Simulator
) -> None:
    payment = now_paying(guest)
    assert client.get(page_of(payment), headers=ASKING).status_code == 204
    client.post(f"/-/gateway/{payment.reference}/", {"deed": "pay"})
    paid = client.get(page_of(payment), headers=ASKING)
    assert (paid.status_code, paid["HX-Redirect"]) == (200, "/orders/thanks/")


@pytest.mark.parametrize("deed", ["fail", "expire", ""])
def test_a_page_that_looks_again_stops_when_the_payment_has_ended(
    client: Client, guest: Person, simulator: Simulator, deed: str
) -> None:
    payment = now_paying(guest)
    if deed:
        client.post(f"/-/gateway/{payment.reference}/", {"deed": deed})
    else:
        Payment.objects.filter(pk=payment.id).update(expires_at=timezone.now())
    answer = client.get(page_of(payment), headers=ASKING)
    assert answer.status_code == 286
    assert b"<html" not in answer.content
    assert b"hx-trigger" not in answer.content


def test_the_code_can_be_kept_as_a_picture_by_its_buyer(client: Client, guest: Person, simulator: Simulator) -> None:
    payment = now_paying(guest)
    answer = client.get(f"{page_of(payment)}code.png")
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert "no-store" in answer["Cache-Control"]
    assert Client().get(f"{page_of(payment)}code.png").status_code == 404
    other = now_paying(guest, Method.VIRTUAL_ACCOUNT)
    assert client.get(f"{page_of(other)}code.png").status_code == 404


def test_a_virtual_account_is_read_in_groups_and_copied_whole(
    client: Client, guest: Person, simulator: Simulator
) -> None:
    payment = now_paying(guest, Method.VIRTUAL_ACCOUNT)
    page = client.get(page_of(payment)).content.decode()
    assert f'data-copy="{payment.instruction}"' in page
    assert f"{payment.instruction[:4]} {payment.instruction[4:8]}" in page


def test_the_simulators_page_is_somebody_elses_house(client: Client, guest: Person, simulator: Simulator) -> None:
    payment = now_paying(guest)
    page = client.get(f"/-/gateway/{payment.reference}/").content.decode()
    assert "site-header" not in page
    assert "site-footer" not in page
