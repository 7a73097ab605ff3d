"""Pieces that come back one after another: each pays its money and reaches the shelf once."""

from __future__ import annotations

import uuid

import pytest

from kindr.base import clock
from kindr.base.money import Rupiah
from kindr.privacy.access.terms import STRANGER, Access
from kindr.shop.catalog.models import Variant
from kindr.shop.orders import actions
from kindr.shop.orders.actions import NothingToRefund, Placed, Wish
from kindr.shop.orders.models import Order
from kindr.shop.orders.queries import Service
from kindr.shop.payments.models import RefundRow
from tests.buying import HOME, a_garment, paid
from tests.cast import Player

pytestmark = pytest.mark.django_db


@pytest.fixture
def garment() -> Variant:
    return a_garment(stock=10, price=100_000)


@pytest.fixture
def three(garment: Variant) -> Placed:
    """Three pieces of one garment, paid."""
    wanted = Wish(
        key=uuid.uuid4(),
        lines={garment.pk: 3},
        service=Service.REGULAR,
        agreed=Rupiah(300_000),
        language="en",
        email="sam@elsewhere.example",
        to=HOME,
    )
    return paid(actions.place_order(wanted, access=Access(STRANGER, "place_order"), at=clock.now()))


def give_back(placed: Placed, garment: Variant, by: Player, *, pieces: int = 1, key: uuid.UUID | None = None) -> None:
    access = by.access("refund_payment")
    wanted = {garment.pk: pieces}
    actions.refund_pieces(placed.number, pieces=wanted, access=access, at=clock.now(), restock=True, key=key)


def on_the_shelf() -> int:
    return Variant.objects.get().stock


def test_each_piece_that_comes_back_reaches_the_shelf(three: Placed, garment: Variant, tariq: Player) -> None:
    assert on_the_shelf() == 7
    for left in (8, 9, 10):
        give_back(three, garment, tariq)
        assert on_the_shelf() == left
    assert RefundRow.objects.count() == 3


def test_more_than_was_sold_comes_back_never_and_pays_nothing(three: Placed, garment: Variant, tariq: Player) -> None:
    give_back(three, garment, tariq, pieces=2)
    with pytest.raises(NothingToRefund):
        give_back(three, garment, tariq, pieces=2)
    assert (on_the_shelf(), RefundRow.objects.count()) == (9, 1)


def test_the_same_return_sent_twice_counts_once(three: Placed, garment: Variant, tariq: Player) -> None:
    key = uuid.uuid4()
    for _ in range(2):
        give_back(three, garment, tariq, key=key)
    assert (on_the_shelf(), RefundRow.objects.count()) == (8, 1)


def test_the_rest_of_an_order_comes_back_after_some_of_it(three: Placed, garment: Variant, tariq: Player) -> None:
    give_back(three, garment, tariq)
    actions.refund(three.number, access=tariq.access("refund_payment"), at=clock.now(), restock=True)
    assert on_the_shelf() == 10
    assert Order.objects.get().refund == "due"
