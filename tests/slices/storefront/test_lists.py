"""Lists: every state has an address, parts are sent to scripts, and nobody is left before an empty rail."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kindr.shop.catalog.models import Product, Variant
from kindr.shop.catalog.queries import AGES, FABRICS, SIZE_CHART, Filters, Sort
from kindr.shop.storefront import forms
from kindr.shop.storefront.rules import Asked, query_of

WORD = st.from_regex(r"[a-z]{3,8}", fullmatch=True)
PRICES = st.none() | st.integers(0, 500_000)
ASKED = st.builds(
    Asked,
    words=st.from_regex(r"([a-z]{2,8}( [a-z]{2,8}){0,2})?", fullmatch=True),
    filters=st.builds(
        Filters,
        sizes=st.frozensets(st.sampled_from(tuple(SIZE_CHART)), max_size=3),
        ages=st.frozensets(st.sampled_from(tuple(AGES)), max_size=3),
        families=st.frozensets(WORD, max_size=2),
        shades=st.frozensets(WORD, max_size=2),
        shelves=st.frozensets(st.sampled_from(("kaos", "celana-pendek")), max_size=2),
        fabrics=st.frozensets(st.sampled_from(tuple(FABRICS)), max_size=2),
        in_stock=st.booleans(),
        sort=st.sampled_from(Sort),
    ),
    page=st.integers(1, 9),
    upto=st.integers(0, 20),
)
AS_PART = {"HX-Request": "true", "HX-Target": "results"}


@given(asked=ASKED, prices=st.tuples(PRICES, PRICES))
def test_the_address_of_a_list_is_read_as_just_that_list(asked: Asked, prices: tuple[int | None, int | None]) -> None:
    low, high = sorted(prices, key=lambda price: price or 0) if None not in prices else prices
    wanted = asked.but(price_from=low, price_to=high)
    read = forms.asked_from(QueryDict(query_of(wanted)))
    assert (read.words, read.filters) == (wanted.words, wanted.filters)
    assert query_of(read) == query_of(wanted)


@pytest.mark.parametrize(
    ("typed", "price"),
    [("150.000", 150_000), ("150rb", 150_000), ("Rp 99.000", 99_000), ("75 ribu", 75_000), ("", None), ("murah", None),
     ("²", None), ("99999999999", None)],
)  # fmt: skip
def test_prices_are_read_as_people_type_them(typed: str, price: int | None) -> None:
    assert forms.price_from(typed) == price


def test_a_height_is_answered_with_the_size_that_still_fits(client: Client, small_shop: int) -> None:
    page = client.get("/search/?height=108").content.decode()
    assert 'value="110" id="size-110" checked' in page
    assert forms.filters_from(QueryDict("height=400")) == Filters()


def test_a_choice_is_answered_with_the_parts_that_it_changes(client: Client, small_shop: int) -> None:
    answer = client.get("/c/kaos/?size=110&sort=newest&from=&to=", headers=AS_PART)
    text = answer.content.decode()
    assert "<html" not in text
    assert 'id="results"' in text
    assert 'id="found" hx-swap-oob="innerHTML"' in text
    assert 'id="facet-size" hx-swap-oob="true"' in text
    assert answer["HX-Push-Url"] == "/c/kaos/?size=110"
    assert "HX-Request" in answer["Vary"]


def test_a_wish_is_taken_away_by_its_own_link(client: Client, small_shop: int) -> None:
    page = unescape(client.get("/en/c/kaos/?size=110&colour=blue&shade=nila&to=150000&stock=1").content.decode())
    links = re.findall(r'class="chip chip-remove" href="\?([^"]*)"', page)
    assert links == [
        "colour=blue&shade=nila&to=150000&stock=1", "size=110&shade=nila&to=150000&stock=1",
        "size=110&colour=blue&to=150000&stock=1", "size=110&colour=blue&shade=nila&stock=1",
        "size=110&colour=blue&shade=nila&to=150000",
    ]  # fmt: skip


def test_more_garments_come_below_those_that_are_there(client: Client, small_shop: int) -> None:
    first = client.get("/search/").content.decode()
    link = re.findall(r'href="\?([^"#]*)#page-2" hx-get', first)[0]
    both = client.get(f"/search/?{link}").content.decode()
    part = client.get(f"/search/?{link}", headers={**AS_PART, "HX-Target": "more"}).content.decode()
    assert first.count('class="garment-card"') == 24
    assert both.count('class="garment-card"') == 40
    assert part.count('class="garment-card"') == 16
    assert 'id="page-2"' in part
    assert 'id="results"' not in part


def test_a_list_of_many_pages_does_not_grow_without_end(client: Client, small_shop: int) -> None:
    shelf = Product.objects.all()[0].category
    template = Product.objects.filter(variants__isnull=False)[0]
    copies = Product.objects.bulk_create(
        Product(slug=f"sama-{number}", category=shelf, title_id=f"Sama {number}", title_en=f"Same {number}",
                care="warm", design=template.design, published_at=template.published_at)
        for number in range(230)
    )  # fmt: skip
    Variant.objects.bulk_create(
        Variant(product=copy, colour_id="nila", size=110, sku=f"S{copy.pk}", price=99_000, stock=1) for copy in copies
    )
    page = client.get("/search/?page=1&upto=99").content.decode()
    assert page.count('class="garment-card"') == 8 * 24
    assert "page=9" in page


def test_an_empty_list_shows_lists_near_it_that_are_not_empty(client: Client, small_shop: int) -> None:
    product = Product.objects.filter(category__slug="kaos")[0]
    sizes = sorted(set(Variant.objects.filter(product__category__slug="kaos").values_list("size", flat=True)))
    page = client.get(f"/en/c/kaos/?size=50&colour={product.variants.all()[0].colour.family}").content.decode()
    assert "Nothing hangs here" in page
    assert "In any size" in page
    offered = [int(size) for size in re.findall(r"Size (\d+) instead", page)]
    assert offered
    assert set(offered) <= set(sizes)
    for query, count in re.findall(r'class="chip" href="\?([^"]*)"[^>]*>[^<]*<span class="chip-count">(\d+)', page):
        found = client.get(f"/en/c/kaos/?{unescape(query)}").content.decode()
        assert f"{count} item" in found


def test_the_filters_work_as_a_plain_form(client: Client, small_shop: int) -> None:
    page = client.get("/c/kaos/").content.decode()
    form = page[page.index('<form class="filters"') : page.index("</form>", page.index('<form class="filters"'))]
    assert 'method="get"' in form
    assert form.count("<button") >= 2
    for name in ("age", "size", "colour", "fabric", "from", "to", "stock", "sort"):
        assert f'name="{name}"' in form


def test_nothing_that_is_typed_becomes_part_of_the_page_unescaped(client: Client, small_shop: int) -> None:
    for path in ("/search/?q=%3Cscript%3Ealert(1)%3C/script%3E", "/c/kaos/?from=%22%3E%3Cb%3E&shade=%22onx%22"):
        text = client.get(path).content.decode()
        assert "<script>alert" not in text
        assert '"><b>' not in text
        assert '"onx"' not in text
