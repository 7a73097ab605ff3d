"""Goods are kept in the back office: words, prices and pieces, with books of changes and a history without text."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kindr.base import clock
from kindr.base.ids import new_id
from kindr.shop.catalog import actions, queries
from kindr.shop.catalog.actions import load_catalogue, take_stock
from kindr.shop.catalog.models import PriceChange, Product, Reason, StockMovement, Variant
from kindr.shop.catalog.rules import Kind
from tests.buying import a_garment
from tests.cast import Player


def _form_of(client: Client, product: Product) -> dict[str, Any]:
    answer = client.get(reverse("admin:catalog_product_change", args=[product.pk]))
    form = answer.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def _pieces(garment: Variant, **typed: object) -> dict[str, object]:
    plain = {f"initial-price_{garment.pk}": garment.price, f"price_{garment.pk}": garment.price, "way": "arrived"}
    return {**plain, **{f"{name}_{garment.pk}" if name != "way" else name: value for name, value in typed.items()}}


def _a_pair() -> Product:
    pair = a_garment()
    Variant.objects.filter(pk=pair.pk).update(size=28)
    Product.objects.filter(pk=pair.product_id).update(kind=Kind.SHOES, design={"silhouette": "shoes", "size": 28})
    return Product.objects.get(pk=pair.product_id)


def _send(client: Client, garment: Variant, **typed: object) -> int:
    address = reverse("admin:catalog_product_pieces", args=[garment.product_id])
    status: int = client.post(address, _pieces(garment, **typed)).status_code
    garment.refresh_from_db()
    return status


def test_new_words_are_in_the_shop_at_once_and_can_be_found(desk: Client, garment: Variant, client: Client) -> None:
    page = reverse("storefront:product", args=[garment.product.slug])
    assert b"Kemeja Kancing Kerang" not in client.get(page).content
    sent = {**_form_of(desk, garment.product), "title_id": "Kemeja Kancing Kerang"}
    answer = desk.post(reverse("admin:catalog_product_change", args=[garment.product_id]), sent)
    assert answer.status_code == 302
    assert b"Kemeja Kancing Kerang" in client.get(page).content
    found = queries.search("kancnig", filters=queries.Filters(), page=1, language="id")
    assert [card.slug for card in found.listing.cards] == [garment.product.slug]


def test_the_history_knows_fields_and_never_texts(desk: Client, garment: Variant, citra: Player) -> None:
    sent = {**_form_of(desk, garment.product), "title_id": "Kemeja Rahasia", "material_en": "Secret cotton"}
    desk.post(reverse("admin:catalog_product_change", args=[garment.product_id]), sent)
    _send(desk, garment, price=99_000)
    entries = list(LogEntry.objects.values_list("user_id", "object_id", "object_repr", "change_message"))
    assert {entry[:3] for entry in entries} == {(citra.id, str(garment.product_id), "")}
    told = " ".join(entry[3] for entry in entries)
    assert "title_id" in told
    assert "price" in told
    assert "Rahasia" not in told
    assert "Secret" not in told
    page = desk.get(reverse("admin:catalog_product_history", args=[garment.product_id])).content.decode()
    assert "Nama dalam bahasa Indonesia" in page
    assert "Kemeja Kancing" not in page


def test_the_database_refuses_a_history_with_text(desk: Client, garment: Variant, citra: Player) -> None:
    _send(desk, garment, price=99_000)
    entry = LogEntry.objects.get()
    for wrong in ({"object_repr": "Kaus"}, {"change_message": "Changed the title to Kaus."}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LogEntry.objects.filter(pk=entry.pk).update(**wrong)


def test_a_new_price_keeps_the_old_one_in_the_book(desk: Client, garment: Variant) -> None:
    assert _send(desk, garment, price=99_000) == 302
    assert garment.price == 99_000
    assert PriceChange.objects.values_list("before", "after").get() == (129_000, 99_000)


def test_pieces_that_arrive_are_added_and_booked(desk: Client, garment: Variant) -> None:
    assert _send(desk, garment, pieces=7) == 302
    assert garment.stock == 17
    assert StockMovement.objects.filter(variant=garment, reason=Reason.RECEIVED, quantity=7).count() == 1


def test_a_count_corrects_the_stock_and_books_the_difference(desk: Client, garment: Variant) -> None:
    assert _send(desk, garment, pieces=8, way="counted") == 302
    assert garment.stock == 8
    assert StockMovement.objects.get(variant=garment, reason=Reason.CORRECTED).quantity == -2
    assert _send(desk, garment, pieces=0, way="counted") == 302
    assert garment.stock == 0


def test_what_was_left_alone_stays_though_somebody_else_changed_it_meanwhile(desk: Client, garment: Variant) -> None:
    stale = Variant.objects.get(pk=garment.pk)
    _send(desk, garment, price=99_000)
    assert _send(desk, stale, pieces=1) == 302
    garment.refresh_from_db()
    assert (garment.price, garment.stock) == (99_000, 11)


@pytest.mark.parametrize(("typed", "says"), [({"price": 0}, "lebih besar"), ({"pieces": -1}, "lebih besar")])
def test_what_cannot_be_is_said_in_the_readers_language(
    desk: Client, garment: Variant, typed: dict[str, object], says: str
) -> None:
    address = reverse("admin:catalog_product_pieces", args=[garment.product_id])
    answer = desk.post(address, _pieces(garment, **typed))
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert (PriceChange.objects.count(), StockMovement.objects.count()) == (0, 1)


def test_a_product_grows_by_a_colour_with_its_sizes(desk: Client, garment: Variant) -> None:
    address = reverse("admin:catalog_product_more", args=[garment.product_id])
    sent = {"colour": "biru", "smallest": 104, "largest": 116, "price": 139_000}
    assert desk.post(address, sent).status_code == 302
    assert list(garment.product.variants.order_by("size").values_list("size", "price", "stock")) == [
        (104, 139_000, 0), (110, 129_000, 10), (116, 139_000, 0),
    ]  # fmt: skip
    answer = desk.post(address, {**sent, "largest": 98})
    assert "lebih kecil" in answer.content.decode()


def test_shoes_come_in_eu_sizes_and_nothing_else_does(desk: Client, garment: Variant) -> None:
    """No shoe in size 104, and no shirt in size 28: the form offers neither, and neither is made in another way."""
    shirt, pair = garment.product, _a_pair()
    sent = {"colour": "biru", "price": 139_000}
    for product, right, wrong in ((shirt, 104, 28), (pair, 30, 104)):
        address = reverse("admin:catalog_product_more", args=[product.pk])
        page = desk.get(reverse("admin:catalog_product_pieces", args=[product.pk])).content.decode()
        assert [f'<option value="{size}">' in page for size in (right, wrong)] == [True, False]
        assert desk.post(address, {**sent, "smallest": wrong, "largest": wrong}).status_code == 200
        assert desk.post(address, {**sent, "smallest": right, "largest": right}).status_code == 302
        assert set(product.variants.values_list("size", flat=True)) == {right, 110 if product == shirt else 28}
        product.refresh_from_db()
        with pytest.raises(actions.WrongSize):
            actions.add_variants(product, colour="biru", sizes=[right, wrong], price=1)


def test_the_kind_and_the_drawing_of_a_product_go_with_its_sizes(desk: Client, garment: Variant) -> None:
    product = garment.product
    address, sent = reverse("admin:catalog_product_change", args=[product.pk]), _form_of(desk, product)
    answer = desk.post(address, {**sent, "kind": "shoes"}).content.decode()
    assert "ukuran yang tidak ada untuk jenis ini" in answer
    assert "Sepatu memakai ukuran EU" in answer
    assert "Sepatu memakai ukuran EU" in desk.post(address, {**sent, "size": 28}).content.decode()
    product.refresh_from_db()
    assert product.kind == Kind.TOPS


def test_a_pair_of_shoes_is_saved_as_it_was_drawn(desk: Client) -> None:
    pair = _a_pair()
    sent = {**_form_of(desk, pair), "title_id": "Sepatu Baru"}
    assert desk.post(reverse("admin:catalog_product_change", args=[pair.pk]), sent).status_code == 302
    pair.refresh_from_db()
    assert (pair.title_id, pair.design["size"], pair.design["silhouette"]) == ("Sepatu Baru", 28, "shoes")


def test_a_new_product_is_hidden_until_it_is_shown(desk: Client, garment: Variant, client: Client) -> None:
    sent = {**_form_of(desk, garment.product), "slug": "kemeja-baru", "size": 110, "ease": 0, "title_id": "Baru"}
    del sent["is_shown"]
    answer = desk.post(reverse("admin:catalog_product_add"), sent)
    made = Product.objects.get(slug="kemeja-baru")
    assert answer["Location"] == reverse("admin:catalog_product_change", args=[made.pk])
    desk.post(reverse("admin:catalog_product_more", args=[made.pk]),
              {"colour": "biru", "smallest": 104, "largest": 104, "price": 1})  # fmt: skip
    page = reverse("storefront:product", args=[made.slug])
    assert client.get(page).status_code == 404
    chosen = {"action": "show", "_selected_action": [made.pk], "index": 0}
    desk.post(reverse("admin:catalog_product_changelist"), chosen)
    assert client.get(page).status_code == 200


def test_a_hidden_product_is_found_nowhere_and_cannot_be_bought(desk: Client, garment: Variant, client: Client) -> None:
    places = ["/", "/c/kaus/", "/search/?q=title"]
    slug = garment.product.slug.encode()
    assert all(slug in client.get(place).content for place in places)
    chosen = {"action": "hide", "_selected_action": [garment.product_id], "index": 0}
    desk.post(reverse("admin:catalog_product_changelist"), chosen)
    assert [place for place in places if slug in client.get(place).content] == []
    assert queries.variant_lines([garment.pk], language="id")[garment.pk].stock == 0


def test_nothing_can_be_deleted(desk: Client, garment: Variant) -> None:
    address = reverse("admin:catalog_product_delete", args=[garment.product_id])
    assert desk.post(address, {"post": "yes"}).status_code == 403
    assert Product.objects.filter(pk=garment.product_id).exists()


def test_the_list_is_narrowed_and_searched(desk: Client, garment: Variant) -> None:
    sold_out = a_garment(price=300_000)
    actions.correct_stock(variant_id=sold_out.pk, counted=0, at=clock.now())
    Product.objects.filter(pk=sold_out.product_id).update(title_en="")

    def found(asked: str) -> set[int]:
        answer = desk.get(f"{reverse('admin:catalog_product_changelist')}?{asked}")
        return {row.pk for row in answer.context["cl"].result_list}

    both = {garment.product_id, sold_out.product_id}
    assert found("") == found("section=kaus") == found("shown=yes") == both
    assert found("stock=out") == found("price=4") == found("texts=missing") == {sold_out.product_id}
    assert found(f"q={garment.sku}") == {garment.product_id}
    assert found("shown=no") == set()
    take_stock({garment.pk: 7}, order=new_id(), at=clock.now())
    assert found("stock=low") == {garment.product_id}


@pytest.mark.slow
def test_a_full_list_asks_no_more_than_a_short_one(desk: Client) -> None:
    a_garment()
    address = reverse("admin:catalog_product_changelist")

    def asked() -> int:
        with CaptureQueriesContext(connections["default"]) as made:
            assert desk.get(address).status_code == 200
        return len(made)

    asked()
    few = asked()
    Product.objects.all()
    Variant.objects.all()
    for _ in range(50):
        a_garment()
    assert asked() == few


@pytest.mark.slow
def test_two_hundred_and_forty_products_are_listed_with_few_questions(desk: Client, db: None) -> None:
    load_catalogue(seed=7, at=clock.now())
    assert Product.objects.count() >= 240
    with CaptureQueriesContext(connections["default"]) as made:
        answer = desk.get(reverse("admin:catalog_product_changelist"))
    assert answer.status_code == 200
    assert len(made) <= 14
    with CaptureQueriesContext(connections["default"]) as made:
        desk.get(reverse("admin:index"))
    assert len(made) <= 12


def test_the_cloth_of_a_product_is_kept_until_it_becomes_another_kind_of_garment(
    desk: Client, garment: Variant
) -> None:
    product = garment.product
    product.design = {**product.design, "silhouette": "tee", "weave": "linen"}
    product.save()
    address = reverse("admin:catalog_product_change", args=[product.pk])
    for silhouette, weave in (("tee", "linen"), ("jacket", None)):
        desk.post(address, {**_form_of(desk, product), "silhouette": silhouette})
        product.refresh_from_db()
        assert (product.design["silhouette"], product.design.get("weave")) == (silhouette, weave)
