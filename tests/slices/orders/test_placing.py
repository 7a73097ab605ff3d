"""Placing: once for each key, all or nothing, at the catalogue's prices."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connections, transaction

from kindr.base import clock
from kindr.base.money import Rupiah
from kindr.privacy import gates
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access.terms import STRANGER, Access, NotYours, PurposeNotAllowed
from kindr.privacy.people import Person
from kindr.shop.catalog.models import StockMovement, Variant
from kindr.shop.orders import actions
from kindr.shop.orders.actions import EmptyOrder, Placed, PriceChanged, SoldOut
from kindr.shop.orders.models import Delivery, GuestContact, Order, OrderEvent, OrderLine
from tests.buying import a_garment, guest_order, order_of, wish
from tests.cast import Player

SAM = "sam@elsewhere.example"
AS_STRANGER = Access(STRANGER, "place_order")


@pytest.mark.django_db
def test_an_order_snapshots_title_price_and_tax() -> None:
    garment = a_garment(price=129_000)
    guest_order(SAM, garment)
    Variant.objects.update(price=1)
    line = OrderLine.objects.get()
    assert (line.price, line.tax, line.size, line.colour_en) == (129_000, 12_784, 110, "Blue")
    order = Order.objects.get()
    assert (order.goods, order.delivery_price, order.total) == (129_000, 12_000, 141_000)
    assert order.tax == 12_784 + 1_189


@pytest.mark.django_db
def test_the_number_is_random_and_readable() -> None:
    numbers = {guest_order(SAM).number for _ in range(3)}
    assert len(numbers) == 3
    assert all(len(number) == 12 and number.startswith("KD-") and number[7] == "-" for number in numbers)


@pytest.mark.django_db
def test_the_same_key_gives_the_same_order() -> None:
    wanted = wish(a_garment(), email=SAM)
    first = actions.place_order(wanted, access=AS_STRANGER, at=clock.now())
    assert actions.place_order(wanted, access=AS_STRANGER, at=clock.now()) == first
    assert Person.objects.count() == Order.objects.count() == 1
    assert OrderEvent.objects.get().step == "place"


@pytest.mark.django_db
def test_a_sold_out_garment_leaves_nothing_behind() -> None:
    garment = a_garment()
    Variant.objects.update(stock=0)
    with pytest.raises(SoldOut) as refusal:
        guest_order(SAM, garment)
    assert refusal.value.left == 0
    assert not Order.objects.exists()
    assert not Person.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_a_price_that_differs_from_what_was_shown_is_refused() -> None:
    wanted = replace(wish(a_garment(price=129_000), email=SAM), agreed=Rupiah(1))
    with pytest.raises(PriceChanged) as refusal:
        actions.place_order(wanted, access=AS_STRANGER, at=clock.now())
    assert refusal.value.goods == Rupiah(129_000)


@pytest.mark.django_db
@pytest.mark.parametrize("lines", [{}, {999_999: 1}])
def test_an_order_of_nothing_is_refused(lines: dict[int, int]) -> None:
    with pytest.raises(EmptyOrder):
        actions.place_order(replace(wish(a_garment(), email=SAM), lines=lines), access=AS_STRANGER, at=clock.now())


@pytest.mark.django_db
def test_staff_and_other_purposes_do_not_place_orders(bima: Player) -> None:
    wanted = wish(a_garment(), email=SAM)
    for access in (bima.access("fulfil_order"), bima.access("place_order"), Access(STRANGER, "keep_account")):
        with pytest.raises(PurposeNotAllowed):
            actions.place_order(wanted, access=access, at=clock.now())
    assert not Order.objects.exists()


@pytest.mark.django_db
def test_the_address_lies_sealed_and_its_owner_reads_it(mara: Player, ilse: Player) -> None:
    order_of(mara)
    delivery = Delivery.objects.get()
    assert str(delivery.recipient) == "•••"
    assert gates.read(delivery, access=mara.access("place_order"), at=clock.now()).recipient == "Mara"
    with pytest.raises(NotYours):
        gates.read(delivery, access=ilse.access("place_order"), at=clock.now())


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_place_one_order() -> None:
    garment = a_garment(stock=8)
    wanted = wish(garment, email=SAM, key=uuid.uuid4())

    def click(_: int) -> Placed:
        try:
            return actions.place_order(wanted, access=AS_STRANGER, at=clock.now())
        finally:
            connections.close_all()
            log_connection.close()

    with ThreadPoolExecutor(8) as pool:
        placed = set(pool.map(click, range(8)))
    assert len(placed) == 1
    assert Order.objects.count() == Delivery.objects.count() == GuestContact.objects.count() == 1
    assert Variant.objects.get().stock == 7
    assert StockMovement.objects.filter(reason="sold").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_crash_after_placing_leaves_no_order_and_no_letter() -> None:
    from tests.buying import run_tasks

    class Crash(Exception):
        pass

    garment = a_garment(stock=2)

    @transaction.atomic
    def place_and_crash() -> None:
        actions.place_order(wish(garment, email=SAM), access=AS_STRANGER, at=clock.now())
        raise Crash

    with pytest.raises(Crash):
        place_and_crash()
    assert not Order.objects.exists()
    assert Variant.objects.get().stock == 2
    assert run_tasks() == []
