"""The page of one garment: choices both ways, the day it arrives, several sizes at once, and data for machines."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from kindr.base.money import Rupiah
from kindr.shop.catalog.models import Product, Variant
from kindr.shop.storefront import queries

AT = datetime(2026, 11, 29, 20, 0, tzinfo=UTC)
AS_PART = {"HX-Request": "true", "HX-Target": "garment"}


@pytest.fixture
def variant(small_shop: int) -> Variant:
    """A variant that is there, of a garment in two colours at least."""
    found = Variant.objects.filter(stock__gt=0).select_related("product").order_by("pk")[0]
    Variant.objects.filter(product=found.product).update(stock=9)
    return found


def data_of(text: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    graph: dict[str, object] = json.loads(found[1])
    return graph


def test_a_choice_of_colour_or_size_is_answered_with_the_garment_alone(client: Client, variant: Variant) -> None:
    path = f"/p/{variant.product.slug}/?colour={variant.colour_id}&size={variant.size}"
    answer = client.get(path, headers=AS_PART)
    text = answer.content.decode()
    assert text.lstrip().startswith('<div class="split product" id="garment">')
    assert f'id="size-{variant.size}" required checked' in text
    assert "HX-Target" in answer["Vary"]


def test_a_size_that_another_colour_does_not_have_is_said_at_that_colour(client: Client, variant: Variant) -> None:
    other = Variant.objects.filter(product=variant.product, size=variant.size).exclude(pk=variant.pk)[0]
    path = f"/en/p/{variant.product.slug}/?colour={variant.colour_id}&size={variant.size}"
    assert f"no {variant.size}" not in client.get(path).content.decode()
    Variant.objects.filter(pk=other.pk).update(stock=0)
    assert f"no {variant.size}" in client.get(path).content.decode()


def test_a_garment_that_is_sold_out_offers_nothing_to_buy(client: Client, variant: Variant) -> None:
    path = f"/en/p/{variant.product.slug}/?colour={variant.colour_id}"
    assert "Put into the basket" in client.get(path).content.decode()
    Variant.objects.filter(product=variant.product).update(stock=0)
    text = client.get(path).content.decode()
    assert "Put into the basket" not in text
    assert "Several sizes at once" not in text
    assert "Nothing can be ordered that we do not have" in text


def test_several_sizes_go_into_the_basket_at_once(client: Client, variant: Variant) -> None:
    page = client.get(f"/en/p/{variant.product.slug}/?colour={variant.colour_id}").content.decode()
    names = re.findall(r'name="(pieces-\d+)"', page)
    assert len(names) >= 2
    client.post("/en/basket/add/", {names[0]: "1", names[1]: "2"})
    basket = client.get("/en/basket/").content.decode()
    assert basket.count(f"/p/{variant.product.slug}/") >= 2


def test_a_parcel_that_leaves_tomorrow_arrives_on_days_of_the_calendar() -> None:
    regular, best = queries.deliveries(near=True, price=Rupiah(89_000), at=AT)
    # 20.00 in London is the next day in Jakarta already; tomorrow is 1 December there.
    assert (regular.first, regular.last) == (date(2026, 12, 3), date(2026, 12, 4))
    assert (best.first, best.last) == (date(2026, 12, 2), date(2026, 12, 3))
    far = queries.deliveries(near=False, price=Rupiah(400_000), at=AT)[0]
    assert (far.first, far.last, far.price) == (date(2026, 12, 5), date(2026, 12, 9), Rupiah(0))


def test_where_to_is_asked_by_the_address_and_kept_nowhere(client: Client, variant: Variant) -> None:
    path = f"/en/p/{variant.product.slug}/"
    near, far = (client.get(path + query) for query in ("", "?area=elsewhere"))
    assert 'id="area-near" aria-current="true"' in near.content.decode()
    assert 'id="area-far" aria-current="true"' in far.content.decode()
    assert set(far.cookies) <= {"form"}
    assert 'id="area-near" aria-current="true"' in client.get(path).content.decode()


def test_machines_read_every_variant_with_its_price_and_stock(client: Client, variant: Variant) -> None:
    Variant.objects.filter(pk=variant.pk).update(stock=0)
    graph = data_of(client.get(f"/en/p/{variant.product.slug}/").content.decode())["@graph"]
    assert isinstance(graph, list)
    group = graph[0]
    assert group["@type"] == "ProductGroup"
    assert group["variesBy"] == ["https://schema.org/color", "https://schema.org/size"]
    offers = {each["sku"]: each["offers"] for each in group["hasVariant"]}
    rows = Variant.objects.filter(product=variant.product)
    assert offers.keys() == set(rows.values_list("sku", flat=True))
    assert {sku: offer["price"] for sku, offer in offers.items()} == dict(rows.values_list("sku", "price"))
    assert offers[variant.sku]["availability"].endswith("OutOfStock")
    assert {each["@type"] for each in graph[1:]} == {"BreadcrumbList", "MerchantReturnPolicy", "OfferShippingDetails"}
    known = {each.get("@id") for each in graph}
    for offer in offers.values():
        assert {each["@id"] for each in (*offer["shippingDetails"], offer["hasMerchantReturnPolicy"])} <= known


def test_words_of_a_garment_cannot_leave_the_data_for_machines(client: Client, variant: Variant) -> None:
    hostile = "</script><script>alert(1)</script>"
    Product.objects.filter(pk=variant.product_id).update(title_en=hostile, description_en=f"{hostile} & \u2028")
    text = client.get(f"/en/p/{variant.product.slug}/").content.decode()
    assert "<script>alert" not in text
    graph = data_of(text)["@graph"]
    assert isinstance(graph, list)
    assert graph[0]["name"] == hostile


def test_the_map_of_the_shop_names_every_page_in_both_languages(client: Client, variant: Variant) -> None:
    text = client.get("/sitemap.xml").content.decode()
    for slug in Product.objects.values_list("slug", flat=True):
        assert f"/p/{slug}/</loc>" in text
        assert f"/en/p/{slug}/</loc>" in text
    Product.objects.filter(pk=variant.product_id).update(is_shown=False)
    assert f"/p/{variant.product.slug}/<" not in client.get("/sitemap.xml").content.decode()


def test_search_engines_are_kept_from_what_is_private(client: Client, db: None) -> None:
    text = client.get("/robots.txt").content.decode()
    for path in ("/account/", "/en/account/", "/my-data/", "/desk/", "/orders/", "/basket/", "/-/", "/search/"):
        assert f"Disallow: {path}\n" in text
    assert "Disallow: /p/" not in text
    assert "/sitemap.xml" in text


def test_long_names_are_shown_whole(client: Client, variant: Variant) -> None:
    name = "Kaos Lengan Panjang Bergaris-garis untuk Anak yang Suka Memanjat Pohon Mangga Tetangga"
    Product.objects.filter(pk=variant.product_id).update(title_id=name)
    assert f"<h1>{name}</h1>" in client.get(f"/p/{variant.product.slug}/").content.decode()
    assert name in client.get("/search/?q=Memanjat").content.decode()
