"""After the account is gone: parcels arrive, the law's own papers open for the law alone, and nothing else opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from kindr.base import clock
from kindr.privacy import gates, registry
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Refused, Restricted
from kindr.privacy.people import Person
from kindr.privacy.rights import actions
from kindr.privacy.rights.models import Erasure, ErasureState
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.records import PersonalRecord
from kindr.shop.orders import actions as orders
from kindr.shop.orders.models import Delivery, Invoice, Order, OrderContact, Shipment
from tests.buying import arrived, order_of, paid, shipped
from tests.cast import Player

pytestmark = pytest.mark.django_db(transaction=True)


def _erase(player: Player) -> Erasure:
    assert player.id is not None
    return actions.delete_account(player.id, language="id", access=player.access("erase_my_data"), at=clock.now())


def _go_on(erasure: Erasure, *, at: datetime | None = None) -> Erasure:
    return actions.take_up_again(erasure.pk, access=system_access("erase_my_data"), at=at or clock.now())


def _rows(person: object) -> Iterator[PersonalRecord]:
    for model in registry.personal_records():
        yield from model._default_manager.filter(person_id=person)


@pytest.mark.clause("2.3.2")
def test_the_invoice_opens_for_the_tax_duty_of_the_accountant_alone(
    mara: Player, bima: Player, ratna: Player, tariq: Player, odile: Player
) -> None:
    placed = arrived(paid(order_of(mara)), by=bima)
    assert _erase(mara).state == ErasureState.DONE
    invoice = Invoice.objects.get(order_id=placed.order_id)
    assert gates.read(invoice, access=ratna.access("keep_tax_records"), at=clock.now()).name == "Mara"
    for player, purpose in (
        (ratna, "refund_payment"),
        (tariq, "answer_customer"),
        (tariq, "refund_payment"),
        (odile, "answer_requests"),
        (bima, "fulfil_order"),
    ):
        with pytest.raises(Refused):
            gates.read(invoice, access=player.access(purpose), at=clock.now())


def test_nothing_else_about_the_person_can_be_opened_by_anybody(mara: Player, bima: Player, ratna: Player) -> None:
    arrived(paid(order_of(mara)), by=bima)
    _erase(mara)
    assert {type(row) for row in _rows(mara.id)} == {Invoice, Shipment}
    for row in _rows(mara.id):
        for purpose in registry.policy().purposes.values():
            if purpose.after_erasure or not registry.may_claim("system", purpose.key):
                continue
            with pytest.raises(Refused):
                gates.read(row, access=system_access(purpose.key), at=clock.now())


def test_the_sales_stay_as_they_were(mara: Player, bima: Player) -> None:
    placed = arrived(paid(order_of(mara)), by=bima)
    before = Order.objects.values().get(pk=placed.order_id)
    _erase(mara)
    assert Order.objects.values().get(pk=placed.order_id) == before
    assert Person.objects.filter(pk=mara.id).exists()


def test_a_parcel_under_way_keeps_its_address_until_it_has_arrived(mara: Player, bima: Player) -> None:
    placed = paid(order_of(mara))
    erasure = _erase(mara)
    assert erasure.state == ErasureState.CLEARED
    assert {entry["fate"] for entry in erasure.receipt["entries"]} == {"goes", "kept", "waits"}
    delivery = Delivery.objects.get(order_id=placed.order_id)
    assert gates.read(delivery, access=bima.access("fulfil_order"), at=clock.now()).street
    shipped(placed, by=bima)
    assert Shipment.objects.filter(order_id=placed.order_id).exists()
    assert _go_on(erasure).state == ErasureState.CLEARED
    orders.mark_delivered(placed.number, access=bima.access("fulfil_order"), at=clock.now())
    assert _go_on(erasure).state == ErasureState.DONE
    assert not Delivery.objects.filter(order_id=placed.order_id).exists()
    assert not OrderContact.objects.filter(order_id=placed.order_id).exists()
    with pytest.raises(Restricted):
        gates.read(Shipment.objects.get(order_id=placed.order_id), access=bima.access("fulfil_order"), at=clock.now())


def test_a_parcel_that_ships_after_new_year_still_gets_its_number(mara: Player, bima: Player) -> None:
    placed = paid(order_of(mara))
    _erase(mara)
    next_year = clock.now() + timedelta(days=366)
    access = bima.access("fulfil_order")
    orders.pack(placed.number, access=access, at=next_year)
    orders.ship(placed.number, tracking_number="JNE0012345678", access=access, at=next_year)
    assert Shipment.objects.filter(order_id=placed.order_id).exists()


def test_money_that_arrives_after_the_deletion_gets_its_invoice_locked_from_the_start(
    mara: Player, ratna: Player, tariq: Player
) -> None:
    placed = order_of(mara)
    _erase(mara)
    paid(placed)
    invoice = Invoice.objects.get(order_id=placed.order_id)
    assert gates.read(invoice, access=ratna.access("keep_tax_records"), at=clock.now()).name == "Mara"
    with pytest.raises(Restricted):
        gates.read(invoice, access=tariq.access("refund_payment"), at=clock.now())


def test_the_preview_says_until_when_the_invoice_is_kept_and_by_which_law(mara: Player, bima: Player) -> None:
    arrived(paid(order_of(mara)), by=bima)
    page = mara.client().get("/en/my-data/delete/").content.decode()
    year = clock.jakarta_year(clock.now()) + 10
    assert f"Locked until 31 December {year}, then destroyed." in page
    assert "UU KUP 28(11)" in page


def test_no_key_that_opens_anything_is_left_but_for_the_law(mara: Player, bima: Player) -> None:
    arrived(paid(order_of(mara)), by=bima)
    _erase(mara)
    assert mara.id is not None
    clauses = {slot.clause for slot in keyrings.living_slots(mara.id)}
    assert clauses <= {"invoice", "order_book", "access_log", "consent_ledger"}
