"""Shoes of the demo: drawn, listed and found by EU sizes, with a table of feet instead of one of bodies."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from django.test import Client

from kindr.shop.catalog.actions import load_catalogue
from kindr.shop.catalog.demo.shoes import shoes
from kindr.shop.catalog.demo.weave import weave
from kindr.shop.catalog.drawing import VIEWS, draw, read_design
from kindr.shop.catalog.models import Product, Variant
from kindr.shop.catalog.queries import Facets, Filters
from kindr.shop.catalog.rules import AGES, Kind, kind_of_size, size_row, wearer
from kindr.shop.measuring.rules.feet import shoe_for
from kindr.shop.storefront.queries.choices import rescues
from kindr.shop.storefront.rules import Asked
from tests.slices.storefront.conftest import AT


@pytest.fixture
def pair(db: None, monkeypatch: pytest.MonkeyPatch) -> Product:
    """A shop that sells shoes alone; its first pair comes in 27 to 34."""
    monkeypatch.setattr(import_module("kindr.shop.catalog.actions.load_catalogue"), "weave", lambda seed: [])
    assert load_catalogue(seed=7, at=AT) == 3
    return Product.objects.earliest("pk")


def test_the_demo_has_shoes_in_eu_sizes_beside_its_clothes() -> None:
    found = list(shoes())
    assert len(found) >= 2
    assert not {each.slug for each in found} & {each.slug for each in weave(1)}
    assert all(kind_of_size(thread.size) is Kind.SHOES for each in found for thread in each.threads)


@pytest.mark.parametrize("view", list(VIEWS))
def test_shoes_can_be_seen_from_every_side_in_every_size(view: str) -> None:
    for each in shoes():
        for size in {thread.size for thread in each.threads}:
            text = draw(read_design(each.design), view=view, dye="#33477a", title="x", size=size)
            if view == "worn":
                assert f"{wearer(size).height} cm" in text
            if view == "measures":
                assert f"{round(size * 2 / 3)} cm" in text


@pytest.mark.parametrize("size", range(18, 40))
def test_the_table_of_feet_agrees_with_the_advice(size: int) -> None:
    longest = size_row(size).foot
    assert longest
    assert shoe_for(longest * 10 - 1).eu == size
    assert shoe_for(longest * 10 + 1).eu == size + 1


def test_shoes_are_counted_as_items_and_never_as_garments(pair: Product) -> None:
    """List and basket count what there is, in one word for shoes, clothes and toys."""
    client = Client()
    lists = [client.get(f"{language}/c/sepatu/").content.decode() for language in ("/en", "")]
    assert ["3 items" in lists[0], "3 barang" in lists[1]] == [True, True]
    client.post("/en/basket/add/", {"variant": pair.variants.earliest("pk").pk, "quantity": 2})
    baskets = [client.get(page).content.decode() for page in ("/en/basket/", "/basket/")]
    assert ["2 items" in baskets[0], "2 barang" in baskets[1]] == [True, True]
    assert not [page for page in (*lists, *baskets) if re.search(r"\d (garment|pakaian|potong)", page)]


def test_the_page_of_a_pair_shows_feet_and_no_girths(pair: Product) -> None:
    assert pair.kind == Kind.SHOES
    page = Client().get(f"/en/p/{pair.slug}/?size=29").content.decode()
    table = page[page.index("Size chart of shoes in cm") :][:3000]
    assert "Foot up to" in table
    assert re.search(
        r'aria-current="true">\s*<th scope="row">29</th>.*?<td class="number">18\.1</td>', table, re.DOTALL
    )
    assert "Chest" not in table[: table.index("</table>")]
    assert "height in cm" not in page
    chosen = Variant.objects.filter(product=pair, size=29).earliest("colour__position")
    assert re.search(rf'value="{chosen.pk}"[^>]* checked', page)
    answer = Client().post(f"/en/p/{pair.slug}/size/", {"foot": "17.8"}).content.decode()
    assert "Size 29 (EU) fits now." in answer


@pytest.mark.parametrize(
    ("foot", "says", "takes"),
    [
        ("16.2", "Size 27 (EU) fits now.", [("", "27")]),
        ("18.1", "Size 29 or 30: both may fit.", [("", "29"), (" button-quiet", "30")]),
        ("18.2", "Size 29 or 30: both may fit.", [(" button-quiet", "29"), ("", "30")]),
        ("21.6", "Even 34, the largest size of this, is too small now.", []),
    ],
)
def test_of_two_sizes_that_a_foot_may_need_the_likelier_is_the_one_to_take(
    pair: Product, foot: str, says: str, takes: list[tuple[str, str]]
) -> None:
    """26 is more likely too small for 16.2 cm than not, and 27 is the smallest; 34 is so for 21.6 cm, and the last."""
    answer = Client().post(f"/en/p/{pair.slug}/size/", {"foot": foot}).content.decode()
    assert says in answer
    assert re.findall(r'class="button( button-quiet)?" id="take-(\d+)"', answer) == takes


def test_shoes_are_listed_and_narrowed_by_their_own_sizes(pair: Product) -> None:
    shelf = Client().get("/en/c/sepatu/").content.decode()
    assert shelf.count('class="garment-card"') == 3
    assert "Shoes, EU size" in shelf
    assert 'name="size" value="31"' in shelf
    narrowed = Client().get("/en/c/sepatu/?size=23").content.decode()
    assert narrowed.count('class="garment-card"') == 1
    assert "size 23" in narrowed
    assert 'name="size" value="31"' in narrowed


def test_an_age_finds_the_shoes_for_its_usual_foot(pair: Product) -> None:
    """A parent who ticks six to eight years means the shoes of that age as well; a list of shoes names their sizes."""
    shelf = Client().get("/en/c/sepatu/").content.decode()
    assert re.search(r'name="age" value="72-96".*?<small>EU 30–31</small>', shelf)
    for page in ("/en/c/sepatu/?age=72-96", "/en/search/?q=sepatu+6+tahun"):
        narrowed = Client().get(page).content.decode()
        assert f"/en/p/{pair.slug}/" in narrowed
        assert 0 < narrowed.count('class="garment-card"') < 3
    assert set(pair.variants.values_list("size", flat=True)) & set(AGES["72-96"]) == {30, 31}


def test_instead_of_a_shoe_only_shoes_are_offered() -> None:
    """Twenty-eight is a step from twenty-seven, and no step from fifty."""
    facets = Facets(sizes=(("27", 2), ("50", 1), ("98", 1)), without=(("size", 4),))
    sizes = [rescue.query for rescue in rescues(Asked("", Filters(sizes=frozenset({28}))), facets)]
    assert sizes == ["size=27", ""]
    both = [rescue.query for rescue in rescues(Asked("", Filters(sizes=frozenset({28, 92}))), facets)]
    assert both == ["size=98", "size=27", "size=50", ""]
