"""The basket beside a page, several sizes at once, putting back, and buying again; each without scripts too."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from kindr.shop.catalog.models import Variant
from kindr.shop.checkout.models import BasketLine
from tests.buying import a_garment, guest_order, order_of
from tests.cast import Player

pytestmark = pytest.mark.django_db

BESIDE = {"HX-Request": "true", "HX-Target": "slide-over"}
IN_PLACE = {"HX-Request": "true", "HX-Target": "basket"}


def lines() -> dict[int, int]:
    return dict(BasketLine.objects.values_list("variant", "pieces"))


def put(client: Client, **fields: object) -> HttpResponse:
    return client.post("/en/basket/add/", fields, headers=BESIDE)  # type: ignore[return-value]


def a_larger_size(of: Variant, **more: int) -> Variant:
    cut = {"product": of.product, "colour": of.colour, "size": 116, "sku": "L", "price": 139_000, "stock": 9} | more
    return Variant.objects.create(**cut)


def test_adding_from_a_page_shows_the_basket_beside_it() -> None:
    client, garment = Client(), a_garment(price=129_000)
    text = put(client, variant=garment.pk).content.decode()
    assert "<html" not in text
    assert 'id="slide-over-title"' in text
    assert "It is in your basket." in text
    assert "221.000 more" in text
    assert client.cookies["basket"].value
    assert "129.000" in client.get("/en/basket/", headers=BESIDE).content.decode()
    assert "<html" in client.get("/en/basket/").content.decode()


def test_what_cannot_be_added_is_said_beside_the_page() -> None:
    client, garment = Client(), a_garment(stock=1)
    put(client, variant=garment.pk)
    assert "Only 1 of" in put(client, variant=garment.pk).content.decode()
    assert "choose a size first" in put(client).content.decode()
    assert lines() == {garment.pk: 1}


@pytest.mark.parametrize("headers", [{}, BESIDE], ids=["without scripts", "beside the page"])
def test_several_sizes_are_added_at_once_and_all_or_none(headers: dict[str, str]) -> None:
    client, small = Client(), a_garment(stock=5)
    large = a_larger_size(small, stock=1)
    wanted = {f"pieces-{small.pk}": "2", f"pieces-{large.pk}": "1", "pieces-999": ""}
    client.post("/en/basket/add/", wanted, headers=headers)
    assert lines() == {small.pk: 2, large.pk: 1}
    client.post("/en/basket/add/", wanted, headers=headers)
    assert lines() == {small.pk: 2, large.pk: 1}


@pytest.mark.parametrize("name", ["pieces-", "pieces-x", "pieces--1", "pieces-1e9", "pieces-99999999999"])
def test_tampered_fields_for_several_sizes_put_nothing_in(name: str) -> None:
    client = Client()
    assert client.post("/en/basket/add/", {name: "1"}).status_code == 302
    assert client.post("/en/basket/add/", {f"pieces-{a_garment().pk}": "-1"}).status_code == 302
    assert lines() == {}


def test_the_buttons_beside_the_number_add_one_and_take_one() -> None:
    client, garment = Client(), a_garment()
    put(client, variant=garment.pk)
    line = {"variant": garment.pk, "to_variant": garment.pk, "pieces": 1}
    text = client.post("/en/basket/change/", {**line, "step": "1"}, headers=IN_PLACE).content.decode()
    assert "<html" not in text
    assert 'id="basket"' in text
    assert lines() == {garment.pk: 2}
    client.post("/en/basket/change/", {**line, "pieces": 2, "step": "-1"})
    assert lines() == {garment.pk: 1}


@pytest.mark.parametrize("headers", [{}, BESIDE, IN_PLACE], ids=["without scripts", "beside the page", "in place"])
def test_what_was_taken_out_can_be_put_back(headers: dict[str, str]) -> None:
    client, garment = Client(), a_garment()
    put(client, variant=garment.pk, quantity=3)
    line = {"variant": garment.pk, "to_variant": garment.pk, "pieces": 3, "remove": "1"}
    answer = client.post("/en/basket/change/", line, headers=headers, follow=True)
    text = answer.content.decode()
    assert lines() == {}
    assert "Put it back" in text
    client.post("/en/basket/add/", {"variant": garment.pk, "quantity": 3}, headers=headers)
    assert lines() == {garment.pk: 3}


@pytest.mark.parametrize("text", ["x", "1", "1.", "0.0", "999999.1", "1.x", "1.1.1", "-1.1"])
def test_a_tampered_offer_to_put_back_is_no_offer(text: str) -> None:
    page = Client().get("/en/basket/", {"removed": text})
    assert page.status_code == 200
    assert "Put it back" not in page.content.decode()


def test_a_line_that_fell_short_says_what_to_do() -> None:
    client, garment = Client(), a_garment(stock=3)
    put(client, variant=garment.pk, quantity=3)
    Variant.objects.filter(pk=garment.pk).update(stock=1)
    assert "Only 1 left. Choose fewer pieces" in client.get("/en/basket/").content.decode()
    Variant.objects.filter(pk=garment.pk).update(stock=0)
    assert "Sold out. Choose another size" in client.get("/en/basket/").content.decode()


def test_an_earlier_order_is_bought_again_as_far_as_it_can_be_had(mara: Player) -> None:
    garment, client = a_garment(stock=5), mara.client()
    placed = order_of(mara, garment)
    client.post(f"/en/orders/{placed.number}/again/")
    assert lines() == {garment.pk: 1}
    Variant.objects.filter(pk=garment.pk).update(stock=1)
    page = client.post(f"/en/orders/{placed.number}/again/", follow=True).content.decode()
    assert "Not all of it is left: title (Blue, 110)." in page
    assert lines() == {garment.pk: 1}


def test_nobody_elses_order_is_bought_again(mara: Player, ilse: Player, sam: Player) -> None:
    placed, of_guest = order_of(mara), guest_order("guest@elsewhere.example")
    for other in (ilse, sam):
        assert other.client().post(f"/en/orders/{placed.number}/again/").status_code == 404
        assert other.client().post(f"/en/orders/{of_guest.number}/again/").status_code == 404
    assert mara.client().get(f"/en/orders/{placed.number}/again/").status_code == 405
    assert lines() == {}
