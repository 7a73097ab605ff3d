"""Buyers who come at the same moment, on connections of their own."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from kindr.shop.catalog.actions import SoldOut, load_catalogue, return_stock, take_stock
from kindr.shop.catalog.models import StockMovement, Variant
from tests.slices.catalog.conftest import AT

BUYERS = 8
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(deeds: list[Callable[[], object]]) -> list[object]:
    """Does all deeds at the same moment, each on its own connection; a refusal is part of the answer."""
    start = Barrier(len(deeds))

    def alone(deed: Callable[[], object]) -> object:
        try:
            start.wait(timeout=60)
            return deed()
        except SoldOut as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(alone, deeds))


def two_variants(stock: int) -> tuple[Variant, Variant]:
    load_catalogue(seed=7, at=AT, most=2)
    first, second = Variant.objects.order_by("pk")[:2]
    Variant.objects.filter(pk__in=(first.pk, second.pk)).update(stock=stock)
    return first, second


def test_buyers_racing_for_the_last_pieces_take_exactly_those() -> None:
    variant, _ = two_variants(stock=5)
    deeds = [lambda: take_stock({variant.pk: 1}, order=uuid.uuid4(), at=AT) for _ in range(BUYERS)]
    answers = at_once(deeds)
    assert sum(answer is None for answer in answers) == 5
    assert sum(isinstance(answer, SoldOut) for answer in answers) == BUYERS - 5
    assert Variant.objects.get(pk=variant.pk).stock == 0


def test_orders_that_name_the_same_garments_in_opposite_order_do_not_block_each_other() -> None:
    first, second = two_variants(stock=100)
    there, back = {first.pk: 1, second.pk: 1}, {second.pk: 1, first.pk: 1}
    deeds = [
        lambda lines=lines: take_stock(lines, order=uuid.uuid4(), at=AT) for lines in (there, back) * (BUYERS // 2)
    ]
    assert at_once(deeds) == [None] * BUYERS
    assert set(Variant.objects.filter(pk__in=there).values_list("stock", flat=True)) == {100 - BUYERS}


def test_one_order_placed_by_two_clicks_takes_once_and_comes_back_once() -> None:
    variant, _ = two_variants(stock=5)
    order = uuid.uuid4()
    at_once([lambda: take_stock({variant.pk: 2}, order=order, at=AT) for _ in range(4)])
    assert Variant.objects.get(pk=variant.pk).stock == 3
    at_once([lambda: return_stock({variant.pk: 2}, order=order, at=AT) for _ in range(4)])
    assert Variant.objects.get(pk=variant.pk).stock == 5
    assert StockMovement.objects.filter(order=order).count() == 2
