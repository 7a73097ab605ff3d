"""Taking from and giving to the stock."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Sum

from kindr.shop.catalog.actions import (
    ReturnedTooMuch,
    SoldOut,
    correct_stock,
    receive_stock,
    return_stock,
    take_stock,
)
from kindr.shop.catalog.models import Reason, StockMovement, Variant
from tests.slices.catalog.conftest import AT

ORDER = uuid.UUID(int=1)


def left(variant: Variant) -> int:
    return Variant.objects.get(pk=variant.pk).stock


def test_taking_lowers_the_counter_and_writes_the_book(dress: Variant) -> None:
    take_stock({dress.pk: 3}, order=ORDER, at=AT)
    assert left(dress) == 2
    movement = StockMovement.objects.get(order=ORDER)
    assert (movement.variant_id, movement.quantity, movement.reason) == (dress.pk, -3, Reason.SOLD)


def test_more_than_is_left_cannot_be_taken_and_the_refusal_says_how_many_are_left(dress: Variant) -> None:
    with pytest.raises(SoldOut) as refusal:
        take_stock({dress.pk: 6}, order=ORDER, at=AT)
    assert (refusal.value.variant_id, refusal.value.left, refusal.value.wanted) == (dress.pk, 5, 6)
    assert left(dress) == 5
    assert not StockMovement.objects.filter(order=ORDER).exists()


def test_an_order_of_which_one_line_falls_short_takes_nothing(dress: Variant) -> None:
    other = Variant.objects.exclude(pk=dress.pk).filter(stock__gt=0)[0]
    with pytest.raises(SoldOut):
        take_stock({dress.pk: 1, other.pk: other.stock + 1}, order=ORDER, at=AT)
    assert left(dress) == 5


def test_taking_twice_for_one_order_takes_once(dress: Variant) -> None:
    take_stock({dress.pk: 2}, order=ORDER, at=AT)
    take_stock({dress.pk: 2}, order=ORDER, at=AT)
    assert left(dress) == 3


@pytest.mark.parametrize("reason", [Reason.RETURNED, Reason.RELEASED])
def test_what_comes_back_is_counted_once_however_often_it_is_told(dress: Variant, reason: Reason) -> None:
    take_stock({dress.pk: 2}, order=ORDER, at=AT)
    return_stock({dress.pk: 2}, order=ORDER, at=AT, reason=reason)
    return_stock({dress.pk: 2}, order=ORDER, at=AT, reason=reason)
    assert left(dress) == 5


def test_more_than_went_out_cannot_come_back(dress: Variant) -> None:
    take_stock({dress.pk: 2}, order=ORDER, at=AT)
    return_stock({dress.pk: 2}, order=ORDER, at=AT, reason=Reason.RELEASED)
    with pytest.raises(ReturnedTooMuch):
        return_stock({dress.pk: 1}, order=ORDER, at=AT, reason=Reason.RETURNED)
    with pytest.raises(ReturnedTooMuch):
        return_stock({dress.pk: 1}, order=uuid.UUID(int=2), at=AT)
    assert left(dress) == 5


def test_a_line_of_no_pieces_is_refused(dress: Variant) -> None:
    with pytest.raises(ValueError, match="at least one piece"):
        take_stock({dress.pk: 0}, order=ORDER, at=AT)


def test_a_variant_that_does_not_exist_cannot_be_taken(dress: Variant) -> None:
    with pytest.raises(Variant.DoesNotExist):
        take_stock({dress.pk: 1, 10**9: 1}, order=ORDER, at=AT)
    assert left(dress) == 5


def test_counting_the_shelf_books_the_difference(dress: Variant) -> None:
    correct_stock(variant_id=dress.pk, counted=2, at=AT)
    assert left(dress) == 2
    assert StockMovement.objects.filter(reason=Reason.CORRECTED).get().quantity == -3


def test_new_pieces_are_added(dress: Variant) -> None:
    receive_stock({dress.pk: 10}, at=AT)
    assert left(dress) == 15


def test_the_database_itself_refuses_stock_below_zero_and_a_price_of_nothing(dress: Variant) -> None:
    for wrong in ({"stock": F("stock") - 6}, {"price": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Variant.objects.filter(pk=dress.pk).update(**wrong)


def test_the_book_adds_up_to_the_counter_of_every_variant(small_shop: int) -> None:
    booked = Variant.objects.annotate(booked=Sum("movements__quantity"))
    assert [row.pk for row in booked if (row.booked or 0) != row.stock] == []
