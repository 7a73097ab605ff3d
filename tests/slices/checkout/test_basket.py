"""The basket: a random cookie, garments and numbers, and nobody's name."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from kindr.base import clock
from kindr.shop.catalog.models import Variant
from kindr.shop.checkout import actions
from kindr.shop.checkout.models import Basket, BasketLine
from kindr.shop.checkout.rules import MOST_LINES, basket_id_of
from tests.buying import a_garment

pytestmark = pytest.mark.django_db


def put(client: Client, garment: Variant, pieces: int = 1) -> None:
    client.post("/en/basket/add/", {"variant": garment.pk, "quantity": pieces})


def test_a_garment_put_in_twice_lies_there_twice() -> None:
    client, garment = Client(), a_garment()
    put(client, garment)
    put(client, garment, 2)
    assert BasketLine.objects.get().pieces == 3
    assert "387.000" in client.get("/en/basket/").content.decode()


def test_the_cookie_is_random_and_the_table_knows_only_its_hash() -> None:
    client = Client()
    put(client, a_garment())
    cookie = client.cookies["basket"]
    token = uuid.UUID(cookie.value)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert Basket.objects.get().id == basket_id_of(token)
    assert Basket.objects.get().id != token


def test_a_sold_out_size_cannot_be_put_into_the_basket() -> None:
    client, garment = Client(), a_garment()
    Variant.objects.update(stock=0)
    came_from = "http://testserver/en/basket/?from=here"
    answer = client.post("/en/basket/add/", {"variant": garment.pk, "quantity": 1}, HTTP_REFERER=came_from)
    assert answer["Location"] == came_from
    assert not Basket.objects.exists()
    assert "has just been sold out" in client.get("/en/basket/").content.decode()


def test_only_as_many_as_are_left_can_be_put_in() -> None:
    client, garment = Client(), a_garment(stock=2)
    put(client, garment, 2)
    put(client, garment, 1)
    assert BasketLine.objects.get().pieces == 2
    assert "Only 2 of" in client.get("/en/basket/").content.decode()


@pytest.mark.parametrize(
    "form", [{}, {"variant": "x"}, {"variant": "-1"}, {"variant": "999999"}, {"variant": "1", "quantity": "99"}]
)
def test_a_tampered_form_puts_nothing_in(form: dict[str, str]) -> None:
    client = Client()
    assert client.post("/en/basket/add/", form).status_code == 302
    assert not BasketLine.objects.exists()


def test_pieces_and_size_can_be_changed_and_lines_that_meet_are_joined() -> None:
    client, small = Client(), a_garment()
    cut = {"product": small.product, "colour": small.colour, "size": 116}
    large = Variant.objects.create(**cut, sku="L", price=139_000, stock=9)
    put(client, small, 2)
    put(client, large)
    client.post("/en/basket/change/", {"variant": small.pk, "to_variant": large.pk, "pieces": 3})
    assert BasketLine.objects.get().variant == large.pk
    assert BasketLine.objects.get().pieces == 4
    client.post("/en/basket/change/", {"variant": large.pk, "to_variant": large.pk, "pieces": 1})
    assert BasketLine.objects.get().pieces == 1
    client.post("/en/basket/change/", {"variant": large.pk, "to_variant": large.pk, "pieces": 1, "remove": "1"})
    assert not BasketLine.objects.exists()


def test_more_than_there_are_changes_nothing() -> None:
    client, garment = Client(), a_garment(stock=2)
    put(client, garment)
    client.post("/en/basket/change/", {"variant": garment.pk, "to_variant": garment.pk, "pieces": 5})
    assert BasketLine.objects.get().pieces == 1


def test_a_basket_that_became_short_says_so() -> None:
    client, garment = Client(), a_garment(stock=3)
    put(client, garment, 3)
    Variant.objects.filter(pk=garment.pk).update(stock=1)
    assert "fewer are left" in client.get("/en/basket/").content.decode()


def test_a_basket_is_thrown_away_after_30_days() -> None:
    put(Client(), a_garment())
    actions.sweep(at=clock.now() + timedelta(days=29))
    assert Basket.objects.exists()
    assert actions.sweep(at=clock.now() + timedelta(days=31)) == 1
    assert not BasketLine.objects.exists()


def test_a_basket_does_not_grow_without_end() -> None:
    garment = a_garment()
    token = actions.add(None, variant=garment.pk, pieces=1, at=clock.now())
    basket = Basket.objects.get()
    BasketLine.objects.bulk_create(BasketLine(basket=basket, variant=10**6 + n, pieces=1) for n in range(MOST_LINES))
    with pytest.raises(actions.BasketFull):
        actions.add(token, variant=a_garment().pk, pieces=1, at=clock.now())


def test_the_basket_page_asks_the_same_number_of_questions_however_full_it_is(
    django_assert_num_queries: object,
) -> None:
    client = Client()
    put(client, a_garment())
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        client.get("/en/basket/")
    for _ in range(5):
        put(client, a_garment())
    client.get("/en/basket/")
    with CaptureQueriesContext(connection) as six:
        client.get("/en/basket/")
    assert len(one) >= len(six)
    assert len(six) <= 8
