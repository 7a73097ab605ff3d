"""The pages of the shop window, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client

from kindr.shop.catalog.models import Category, Product, Variant
from kindr.shop.catalog.queries import AGES, Filters, Sort
from kindr.shop.catalog.queries import outfit as outfit_with
from kindr.shop.storefront import forms

PAGES = ["/", "/c/kaos/", "/search/?q=kaos", "/search/"]
Counting = Callable[[int], Any]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("prefix", "language"), [("", "id"), ("/en", "en")])
def test_a_page_is_shown_in_its_language(
    client: Client, small_shop: int, path: str, prefix: str, language: str
) -> None:
    page = client.get(prefix + path)
    assert page.status_code == 200
    text = page.content.decode()
    assert f'<html lang="{language}">' in text
    assert ("Keranjang" in text) is (language == "id")
    assert "style=" not in text
    assert re.search(r"<script(?! src=)", text) is None


@pytest.mark.parametrize(("prefix", "words"), [("", "Masukkan ke keranjang"), ("/en", "Put into the basket")])
def test_the_page_of_a_garment_offers_what_is_in_stock(
    client: Client, small_shop: int, prefix: str, words: str
) -> None:
    variant = Variant.objects.filter(stock__gt=0).select_related("product")[0]
    page = client.get(f"{prefix}/p/{variant.product.slug}/?colour={variant.colour_id}")
    text = page.content.decode()
    assert words in text
    assert f'name="variant" value="{variant.pk}"' in text
    assert 'name="quantity"' in text


def test_a_sold_out_size_cannot_be_chosen(client: Client, small_shop: int) -> None:
    variant = Variant.objects.filter(stock__gt=0).select_related("product")[0]
    path = f"/p/{variant.product.slug}/?colour={variant.colour_id}"
    assert f'value="{variant.pk}" id="size-{variant.size}" required hx-get' in client.get(path).content.decode()
    Variant.objects.filter(pk=variant.pk).update(stock=0)
    text = client.get(path).content.decode()
    assert f'value="{variant.pk}" id="size-{variant.size}" required disabled' in text
    assert "habis" in text


def test_the_last_pieces_are_counted_out_loud(client: Client, small_shop: int) -> None:
    variant = Variant.objects.filter(stock__gt=0).select_related("product")[0]
    Variant.objects.filter(pk=variant.pk).update(stock=3)
    assert "tinggal 3" in client.get(f"/p/{variant.product.slug}/?colour={variant.colour_id}").content.decode()


def test_every_language_links_to_the_same_page_in_the_other(client: Client, small_shop: int) -> None:
    assert '"/en/c/kaos/?sort=name"' in client.get("/c/kaos/?sort=name").content.decode()
    assert '"/c/kaos/?sort=name"' in client.get("/en/c/kaos/?sort=name").content.decode()


@pytest.mark.parametrize(
    "path", ["/c/karpet/", "/p/tidak-ada/", "/garments/tidak-ada/nila/front.svg", "/garments/swatches/tidak.svg"]
)
def test_what_the_shop_does_not_have_is_not_found(client: Client, small_shop: int, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "first", "then"),
    [("/", 12, 3), ("/c/kaos/", 7, 2), ("/c/kaos/?stock=1&sort=cheapest", 7, 5), ("/search/?q=kaos", 8, 6)],
)
def test_a_list_costs_the_same_number_of_queries_however_long_it_is(
    client: Client, small_shop: int, path: str, first: int, then: int, django_assert_num_queries: Counting
) -> None:
    for queries in (first, then):
        with django_assert_num_queries(queries):
            client.get(path)
    everything = Category.objects.get(slug="kaos")
    Product.objects.update(category=everything)
    for queries in (first, then):
        with django_assert_num_queries(queries):
            client.get(path)


def test_the_page_of_a_garment_costs_the_same_number_of_queries_however_many_lie_beside_it(
    client: Client, small_shop: int, django_assert_num_queries: Counting
) -> None:
    slug = Product.objects.values_list("slug", flat=True)[0]
    for queries in (11, 2):
        with django_assert_num_queries(queries):
            client.get(f"/p/{slug}/")


def test_a_change_of_the_catalogue_shows_at_once(client: Client, small_shop: int) -> None:
    product = Product.objects.filter(category__slug="kaos")[0]
    pages = ("/", "/c/kaos/?sort=name", f"/p/{product.slug}/", "/search/")
    before = [client.get(page).content.decode() for page in pages]
    assert "Kaos Pelangi Baru" not in "".join(before)
    Product.objects.filter(category__slug="kaos").update(title_id="Kaos Pelangi Baru")
    Category.objects.filter(slug="kaos").update(name_id="Rak Kaos Baru")
    Variant.objects.filter(product=product).update(price=123_456)
    after = [client.get(page).content.decode() for page in pages]
    assert all("Rak Kaos Baru" in page for page in after)
    assert all("Kaos Pelangi Baru" in page for page in after[1:3])
    assert "123.456" in after[2]


def test_a_change_that_is_rolled_back_is_shown_no_longer(client: Client, small_shop: int) -> None:
    product = Product.objects.filter(category__slug="kaos")[0]
    with transaction.atomic():
        Product.objects.filter(pk=product.pk).update(title_id="Judul Sementara")
        assert "Judul Sementara" in client.get(f"/p/{product.slug}/").content.decode()
        transaction.set_rollback(True)
    assert "Judul Sementara" not in client.get(f"/p/{product.slug}/").content.decode()


def test_a_picture_may_be_kept_for_a_year_and_is_not_sent_twice(client: Client, small_shop: int) -> None:
    variant = Variant.objects.select_related("product")[0]
    path = f"/garments/{variant.product.slug}/{variant.colour_id}/front.svg"
    picture = client.get(path)
    assert picture["Content-Type"] == "image/svg+xml"
    assert "max-age=31536000" in picture["Cache-Control"]
    again = client.get(path, headers={"if-none-match": picture["ETag"]})
    assert again.status_code == 304
    assert client.get(path.replace("front", "measures-110")).status_code == 200
    assert client.get(path.replace("front", "measures-111")).status_code == 404
    assert client.get(path.replace("front", "inside")).status_code == 404


def test_no_page_of_the_shop_window_sets_a_cookie_for_looking(client: Client, small_shop: int) -> None:
    for path in PAGES:
        assert not client.get(path).cookies


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("", Filters()),
        ("size=110&size=111&size=x", Filters(sizes=frozenset({110}))),
        ("colour=blue&colour=%3Cscript%3E", Filters(families=frozenset({"blue"}))),
        ("sort=cheapest&stock=1", Filters(sort=Sort.CHEAPEST, in_stock=True)),
        ("sort=%27drop", Filters()),
    ],
)
def test_filters_that_make_no_sense_are_left_out(asked: str, read: Filters) -> None:
    assert forms.filters_from(QueryDict(asked)) == read


@pytest.mark.parametrize(
    ("asked", "page"), [("", 1), ("page=3", 3), ("page=-2", 1), ("page=99999999999", 1), ("page=²", 1)]
)
def test_a_page_number_that_makes_no_sense_is_the_first(asked: str, page: int) -> None:
    assert forms.page_from(QueryDict(asked)) == page


def test_a_page_that_is_not_there_needs_no_database(client: Client) -> None:
    page = client.get("/tidak-ada/")
    assert page.status_code == 404
    assert "Halaman ini tidak ada" in page.content.decode()


def test_the_front_page_leads_to_every_age_shelf_and_to_ones_own_data(client: Client, small_shop: int) -> None:
    page = client.get("/en/").content.decode()
    for age in AGES:
        assert f"?age={age}&amp;stock=1" in page
    for slug in Category.objects.values_list("slug", flat=True):
        assert f'href="/en/c/{slug}/"' in page
    assert 'href="/en/my-data/"' in page
    assert "2–4 yr" in page
    assert "98–104 cm" in page


def test_the_set_of_the_front_page_goes_together_and_adds_up(client: Client, small_shop: int) -> None:
    outfit = outfit_with(language="en")
    assert 2 <= len(outfit.cards) <= 3
    assert outfit.total.amount == sum(card.price_from.amount for card in outfit.cards)
    page = client.get("/en/").content.decode()
    assert "Dressed in one go" in page
    assert str(outfit.total) in page


def test_a_shop_without_a_set_shows_none(client: Client, db: None) -> None:
    assert "Dressed in one go" not in client.get("/en/").content.decode()
