"""Chapters 6 and 7: the rights, and how they are used."""

from __future__ import annotations

import json
import time
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import NotYours, Refused, Restricted
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights.fulfilment import packages
from kindr.privacy.rights.fulfilment.models import Fulfilment
from kindr.privacy.rights.fulfilment.terms import Kind
from kindr.privacy.rights.models import Erasure
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.personal import Profile, SavedAddress
from kindr.shop.accounts.queries import account_of_address
from kindr.shop.orders.models import Delivery, Invoice, Order
from tests.buying import arrived, order_of, paid
from tests.cast import Player
from tests.privacy.rights.fulfilling import fulfil
from tests.promises.evidence import last_line, tables_with

pytestmark = pytest.mark.django_db
OF_MARA = ("Mara", "mara@families.example", "Jalan Contoh 12, RT 003/RW 004", "12160", "1990")


def erase(player: Player) -> Erasure:
    return rights.delete_account(player.person.pk, language="en", access=player.access("erase_my_data"), at=clock.now())


@pytest.mark.clause("6.1.1", "6.1.2", "5.3.4")
def test_my_data_shows_every_value_where_it_came_from_why_and_until_when_at_once(mara: Player) -> None:
    began = time.monotonic()
    response = mara.client().get("/en/my-data/")
    assert response.status_code == 200
    assert time.monotonic() - began < 5
    page = response.content.decode()
    for value in OF_MARA:
        assert value in page, value
    assert POLICY.sources["account"].says["en"] in page
    assert POLICY.purposes["keep_account"].says["en"] in page
    assert POLICY.clauses["profile"].keep.says["en"][1:] in page


@pytest.mark.clause("6.1.1", "7.2")
def test_nobody_else_sees_it(mara: Player, ilse: Player, sam: Player) -> None:
    page = ilse.client().get("/en/my-data/").content.decode()
    assert "Ilse" in page
    assert not any(value in page for value in OF_MARA)
    assert Client().get("/en/my-data/").status_code in (302, 404)


@pytest.mark.clause("6.1.3", "6.1.1")
def test_all_of_it_can_be_downloaded_for_people_and_for_machines_with_the_trail(mara: Player, tariq: Player) -> None:
    gates.read(Profile.objects.get(person_id=mara.id), access=tariq.access("answer_customer"), at=clock.now())
    client = mara.client()
    machine = client.get("/en/my-data/download.json")
    text = b"".join(machine.streaming_content).decode()  # type: ignore[attr-defined]  # a streaming response
    assert machine["Content-Disposition"].startswith("attachment")
    assert json.loads(text)["person"] == str(mara.id)
    assert "answer_customer" in text
    for value in OF_MARA:
        assert value in text, value
    people = b"".join(client.get("/en/my-data/download.html").streaming_content).decode()  # type: ignore[attr-defined]
    for value in (*OF_MARA, POLICY.purposes["answer_customer"].says["en"]):
        assert value in people, value


@pytest.mark.clause("6.2.1", "7.2")
def test_a_person_corrects_what_is_wrong_and_the_old_value_is_gone(mara: Player, ilse: Player) -> None:
    client = mara.client()
    assert "/en/account/profile/" in client.get("/en/my-data/").content.decode()
    client.post("/en/account/profile/", {"name": "Mara Wulandari", "phone": ""})
    fresh = Profile.objects.get(person_id=mara.id)
    assert gates.read(fresh, access=mara.access("keep_account"), at=clock.now()).name == "Mara Wulandari"
    assert last_line(mara.id, verb="correct").opened["profile"]
    assert tables_with("Mara Wulandari") == set()
    with pytest.raises(NotYours):
        gates.correct(fresh, access=ilse.access("show_my_data"), at=clock.now(), values={"name": "Somebody"})


@pytest.mark.clause("6.2.1")
def test_what_no_other_page_changes_is_corrected_in_place_on_my_data(mara: Player, ilse: Player) -> None:
    paid(order_of(mara))
    row = Delivery.objects.get()
    address = f"/en/my-data/correct/{row.pk}/recipient/"
    assert ilse.client().post(address, {"value": "Somebody"}).status_code == 404
    client = mara.client()
    assert client.post(address, {"value": ""}).status_code == 422
    assert client.post(address, {"value": "Ayah Noa"}).status_code == 302
    assert gates.read(Delivery.objects.get(), access=mara.access("place_order"), at=clock.now()).recipient == "Ayah Noa"


@pytest.mark.clause("6.2.2")
def test_whoever_opens_it_next_gets_the_corrected_value(mara: Player, bima: Player) -> None:
    paid(order_of(mara))
    row = Delivery.objects.get()
    gates.correct(row, access=mara.access("show_my_data"), at=clock.now(), values={"street": "Jalan Baru 7"})
    for access in (bima.access("fulfil_order"), mara.access("place_order")):
        assert gates.read(Delivery.objects.get(), access=access, at=clock.now()).street == "Jalan Baru 7"
    given = gates.disclose(Delivery.objects.get(), access=system_access("fulfil_order"), at=clock.now(), to="courier")
    assert given.disclosed("street").value == "Jalan Baru 7"


@pytest.mark.clause("6.3.3", "2.1.3", "2.1.4", "2.1.6", "account_contact", "profile", "address_book")
def test_after_erasure_nothing_of_the_account_can_be_opened_and_nobody_can_sign_in(mara: Player, ilse: Player) -> None:
    records = [model.objects.get(person_id=mara.id) for model in (Profile, SavedAddress)]
    accesses = [system_access("keep_account"), mara.access("show_my_data")]
    erasure = erase(mara)
    assert erasure.receipt is not None
    for record in records:
        for access in accesses:
            with pytest.raises((gates.Forgotten, Refused)):
                gates.read(record, access=access, at=clock.now())
    assert not Account.objects.filter(pk=mara.id).exists()
    assert account_of_address(mara.email) is None
    assert account_of_address(ilse.email) is not None


@pytest.mark.clause("6.3.4", "4.8.2")
def test_before_deleting_one_sees_what_goes_and_what_the_law_keeps_until_when_and_why(
    mara: Player, bima: Player
) -> None:
    arrived(paid(order_of(mara)), by=bima)
    client = mara.client()
    page = client.get("/en/my-data/delete/").content.decode()
    for clause in ("profile", "address_book", "invoice"):
        assert POLICY.clauses[clause].says["en"] in page, clause
    assert str(clock.jakarta_year(clock.now()) + 10) in page
    assert "KUP" in page
    assert client.post("/en/my-data/delete/", {"word": "perhaps"}).status_code == 422
    assert Account.objects.filter(pk=mara.id).exists()


@pytest.mark.clause("2.3.4", "6.3.3", "invoice")
def test_once_the_account_is_gone_the_invoice_opens_for_tax_purposes_only(
    mara: Player, bima: Player, ratna: Player, tariq: Player
) -> None:
    placed = arrived(paid(order_of(mara)), by=bima)
    before = Order.objects.get(pk=placed.order_id).total
    erase(mara)
    invoice = Invoice.objects.get(order_id=placed.order_id)
    assert gates.read(invoice, access=ratna.access("keep_tax_records"), at=clock.now()).name == "Mara"
    with pytest.raises(Restricted) as refused:
        gates.read(invoice, access=tariq.access("refund_payment"), at=clock.now())
    assert refused.value.clause == POLICY.clauses["invoice"].number
    assert Order.objects.get(pk=placed.order_id).total == before
    assert not Delivery.objects.exists()


@pytest.mark.clause("6.3.3", "2.1.9", "delivery_address")
def test_the_address_of_a_parcel_under_way_waits_until_it_has_arrived(mara: Player, bima: Player) -> None:
    paid(order_of(mara))
    erasure = erase(mara)
    assert erasure.state == "cleared"
    address = gates.read(Delivery.objects.get(), access=bima.access("fulfil_order"), at=clock.now())
    assert address.recipient == "Mara"


@pytest.mark.clause("6.3.3", "7.3")
def test_an_erasure_ends_with_a_signed_receipt_that_names_nobody(mara: Player) -> None:
    erasure = erase(mara)
    page = Client().get(f"/en/my-data/receipt/{erasure.pk}/")
    assert page.status_code == 200
    text = page.content.decode() + json.dumps(erasure.receipt)
    assert not any(value in text for value in OF_MARA[:4])
    assert "signature" in json.dumps(erasure.receipt)
    assert Client().get(f"/en/my-data/receipt/{uuid.uuid4()}/").status_code == 404


@pytest.mark.clause("6.3.3")
def test_only_the_person_may_delete_the_account(mara: Player, ilse: Player, tariq: Player) -> None:
    for somebody in (ilse, tariq):
        with pytest.raises((NotYours, Refused)):
            rights.delete_account(
                mara.person.pk, language="en", access=somebody.access("erase_my_data"), at=clock.now()
            )
    assert Account.objects.filter(pk=mara.id).exists()


@pytest.mark.clause("6.3.5")
def test_no_machine_alone_decides_about_a_person() -> None:
    assert not any("decide" in purpose.dpv.casefold() or "scor" in purpose.key for purpose in POLICY.purposes.values())
    assert "objection" in POLICY.rights


@pytest.mark.clause("6.1.1", "6.2.1", "6.3.1", "6.3.8")
def test_the_clocks_of_the_law_stand_on_the_page() -> None:
    page = Client().get("/en/privacy/").content.decode()
    for key in ("access", "correction", "withdrawal", "complaint"):
        assert POLICY.rights[key].says["en"] in page, key
    assert "72 hours" in page


@pytest.mark.clause("6.1.4", "request_papers")
def test_the_package_of_a_request_is_sealed_and_gone_after_seven_days(mara: Player) -> None:
    outcome = fulfil(mara)
    run, later = Fulfilment.objects.get(pk=outcome.run), clock.now() + timedelta(days=7, minutes=1)
    assert packages.package_of(run, at=clock.now()) is not None
    packages.sweep(access=system_access("keep_systems_running"), at=later)
    assert not packages.files_of([run.pk]).exists()
    assert packages.package_of(run, at=clock.now()) is None


@pytest.mark.clause("6.3.2")
def test_what_a_person_has_paused_is_stored_and_not_used_until_they_say_so(mara: Player, tariq: Player) -> None:
    profile, access = Profile.objects.get(person_id=mara.id), tariq.access("answer_customer")
    fulfil(mara, Kind.RESTRICTION)
    with pytest.raises(Restricted):
        gates.read(profile, access=access, at=clock.now())
    assert gates.read(profile, access=mara.access("show_my_data"), at=clock.now()).name == "Mara"
    fulfil(mara, Kind.LIFTING)
    assert gates.read(profile, access=access, at=clock.now()).name == "Mara"
