"""Which size of one garment: the garment's own chart and cut, what is there to be bought, and nothing kept."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kindr.shop.catalog.models import Chart, Product, Variant
from kindr.shop.catalog.rules import SIZE_CHART, WrongChart, own_chart

TOLD = {"height": "108,3", "month": "3", "year": "2022", "weight": "17.5"}
SIZES = (98, 104, 110, 116, 122, 128)


@pytest.fixture
def garment(small_shop: int) -> Product:
    """A top that is there in one colour, in every size from 98 to 128."""
    product = Product.objects.filter(kind="tops", chart=None, cut="regular")[0]
    colour = product.variants.values_list("colour", flat=True)[0]
    product.variants.exclude(colour=colour).update(stock=0)
    product.variants.exclude(size__in=SIZES).update(stock=0)
    for size in SIZES:
        made = {"sku": f"T-{size}", "price": 99_000, "stock": 9}
        Variant.objects.update_or_create(product=product, colour_id=colour, size=size, defaults=made)
    return product


def page_of(product: Product, prefix: str = "/en") -> str:
    colour = product.variants.filter(sku="T-110").values_list("colour", flat=True)[0]
    return f"{prefix}/p/{product.slug}/size/?colour={colour}"


def as_part_of(path: str) -> dict[str, str]:
    """What the script says when it swaps the answer into a page."""
    return {"HX-Request": "true", "HX-Target": "size-tool", "HX-Current-URL": f"http://testserver{path}"}


def told(product: Product, **changes: str) -> str:
    """What the page of its own says to a visitor."""
    return Client().post(page_of(product), {**TOLD, **changes}).content.decode()


def only(product: Product, **wanted: Any) -> None:
    """Changes which sizes are there."""
    Variant.objects.filter(product=product, **wanted).update(stock=0)


def test_a_visitor_learns_the_size_how_sure_it_is_how_long_it_lasts_and_why(garment: Product) -> None:
    text = told(garment)
    assert re.search(r"Size 110 fits now \(\d\d %\)\.", text)
    assert "Size 110 will be too small in" in text
    assert "Because the height is 108.3 ± 1 cm at a wall." in text
    assert f'href="/en/p/{garment.slug}/?colour={page_of(garment).partition("=")[2]}&amp;size=110#size-110"' in text


def test_nothing_is_kept_of_what_a_visitor_types(garment: Product, caplog: pytest.LogCaptureFixture) -> None:
    visitor = Client()
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connections["default"]) as data:
        answer = visitor.post(page_of(garment), TOLD)
    assert "Size 110" in answer.content.decode()
    assert [each["sql"] for each in data if not each["sql"].startswith("SELECT")] == []
    assert all("108" not in each["sql"] for each in data)
    assert "108,3" not in caplog.text
    assert set(visitor.cookies) <= {settings.CSRF_COOKIE_NAME}
    assert "no-store" in answer["Cache-Control"]
    assert "108" not in answer.wsgi_request.get_full_path()


def test_in_the_page_of_the_garment_the_answer_marks_the_size_where_sizes_are_chosen(garment: Product) -> None:
    answer = Client().post(page_of(garment), TOLD, headers=as_part_of(f"/en/p/{garment.slug}/"))
    text = answer.content.decode()
    assert text.lstrip().startswith('<section class="size-answer')
    assert re.search(r'id="mark-110" hx-swap-oob="true">fits now<', text)
    assert re.search(r'id="mark-116" hx-swap-oob="true"><', text)
    assert "HX-Request" in answer["Vary"]
    page = Client().get(f"/en/p/{garment.slug}/").content.decode()
    assert 'id="mark-110" hx-preserve="true"></em>' in page
    assert f'href="/en/p/{garment.slug}/size/?colour=' in page


def test_on_the_page_of_its_own_there_are_no_sizes_to_mark(garment: Product) -> None:
    answer = Client().post(page_of(garment), TOLD, headers=as_part_of(page_of(garment)))
    assert "Size 110 fits now" in answer.content.decode()
    assert "mark-110" not in answer.content.decode()


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ({"size": 110}, "Size 110 would fit, but it is not here. Size 116 is larger, to grow into."),
        ({"size__gte": 110}, "Size 110 would fit, but it is sold out here."),
    ],
)
def test_a_size_that_is_not_there_is_not_recommended(garment: Product, gone: dict[str, int], words: str) -> None:
    only(garment, **gone)
    text = told(garment)
    assert words in text
    assert "&amp;size=110#" not in text


def test_a_child_too_small_or_too_tall_for_a_garment_is_told_so(garment: Product) -> None:
    smallest = min(garment.variants.values_list("size", flat=True))
    young = told(garment, height="51", month="", year="", weight="")
    assert f"Size 56 would fit. The smallest size of this is {smallest}." in young
    largest = max(garment.variants.values_list("size", flat=True))
    assert f"Even {largest}, the largest size of this, is too small now." in told(
        garment, height="172", month="", year="", weight=""
    )


def test_between_two_sizes_both_are_named_and_what_to_measure(garment: Product) -> None:
    text = told(garment, height="110,3", month="", year="", weight="")
    assert "Size 110 or 116: both may fit." in text
    assert "To be surer, measure the height again." in text
    assert "Choose size 110" in text
    assert "Choose size 116" in text


def test_the_garments_own_chart_and_cut_decide(garment: Product) -> None:
    small = {str(size): {"height": size - 6, "chest": row.chest - 3} for size, row in SIZE_CHART.items()}
    Chart.objects.create(key="small", name_id="Kecil", name_en="Small", rows=small)
    wide = {"height": "107", "chest": "64", "weight": ""}
    assert "Size 110 or 116" in told(garment, **wide) or "Size 116 fits" in told(garment, **wide)
    Product.objects.filter(pk=garment.pk).update(cut="roomy")
    assert "Size 110 fits now" in told(garment, **wide)
    Product.objects.filter(pk=garment.pk).update(chart="small")
    assert "Size 116 fits now" in told(garment)
    table = Client().get(f"/en/p/{garment.slug}/").content.decode()
    assert f'<td class="number">{SIZE_CHART[110].chest - 3:g}</td>' in table


@pytest.mark.parametrize(
    "rows", [{"111": {"chest": 50}}, {"110": {"neck": 20}}, {"110": {"chest": 90}}, {"110": {"height": 99}}]
)
def test_a_chart_that_cannot_be_is_refused(rows: dict[str, dict[str, float]]) -> None:
    with pytest.raises(WrongChart):
        own_chart(rows)


def test_what_has_no_size_is_not_asked_about(garment: Product) -> None:
    assert "which size?" in Client().get(f"/en/p/{garment.slug}/").content.decode()
    Product.objects.filter(pk=garment.pk).update(kind="unsized")
    assert "which size?" not in Client().get(f"/en/p/{garment.slug}/").content.decode()
    assert Client().get(page_of(garment)).status_code == 404


def test_shoes_are_found_by_the_foot_alone(garment: Product) -> None:
    Product.objects.filter(pk=garment.pk).update(kind="shoes")
    for place, size in enumerate(SIZES):
        Variant.objects.filter(product=garment, sku=f"T-{size}").update(size=24 + place, sku=f"S-{24 + place}")
    path = f"/en/p/{garment.slug}/size/"
    form = Client().get(path).content.decode()
    assert 'name="foot"' in form
    assert 'name="height"' not in form
    assert "Size 28 (EU) fits now." in Client().post(path, {"foot": "17"}).content.decode()
    assert "Nothing else says which shoe fits." in Client().post(path, {"month": "3", "year": "2022"}).content.decode()


def test_a_mistake_is_said_beside_its_field(garment: Product) -> None:
    assert "A length is a number in centimetres" in told(garment, height="tall")
    assert "Please tell the height or the month of birth." in told(garment, height="", month="", year="")


def test_finding_a_size_asks_the_database_for_the_garment_and_what_buyers_said(
    garment: Product, django_assert_num_queries: Callable[[int], Any]
) -> None:
    path = page_of(garment)
    Client().post(path, TOLD)
    with django_assert_num_queries(3):
        Client().post(path, TOLD)
