"""The demo catalogue, and what can be asked of it."""

from __future__ import annotations

import pytest

from kindr.shop.catalog import queries
from kindr.shop.catalog.actions import load_catalogue
from kindr.shop.catalog.demo.weave import weave
from kindr.shop.catalog.drawing import read_design
from kindr.shop.catalog.models import Category, Colour, Product, Variant
from kindr.shop.catalog.rules import Filters, Sort
from tests.slices.catalog.conftest import AT


def test_the_demo_catalogue_is_as_large_as_promised() -> None:
    garments = list(weave(2026))
    assert len(garments) >= 240
    assert 2700 <= sum(len(woven.threads) for woven in garments) <= 3100
    assert len({woven.shelf for woven in garments}) >= 8
    assert len({woven.slug for woven in garments}) == len(garments)
    assert len({woven.titles[1] for woven in garments}) == len(garments)


def test_prices_and_stock_of_the_demo_are_believable() -> None:
    threads = [thread for woven in weave(2026) for thread in woven.threads]
    assert all(59_000 <= thread.price <= 470_000 and thread.price % 1000 == 0 for thread in threads)
    assert all(0 <= thread.stock <= 40 for thread in threads)
    assert 0.04 < sum(thread.stock == 0 for thread in threads) / len(threads) < 0.2


def test_the_same_seed_weaves_the_same_catalogue_and_another_seed_another() -> None:
    assert list(weave(3)) == list(weave(3))
    assert list(weave(3)) != list(weave(4))


def test_every_design_of_the_demo_can_be_drawn() -> None:
    assert all(read_design(woven.design) for woven in weave(2026))


def test_a_shop_that_has_products_is_not_loaded_again(small_shop: int) -> None:
    assert small_shop == 40
    assert load_catalogue(seed=7, at=AT) == 0
    assert Product.objects.count() == 40


def test_a_word_of_either_language_finds_the_garment(small_shop: int) -> None:
    product = Product.objects.filter(category__slug="celana")[0]
    for words in (product.title_id, product.title_en):
        found = queries.search(words, filters=Filters(), page=1, language="id")
        assert product.slug in [card.slug for card in found.listing.cards]
        assert not found.understood


def test_a_mistyped_word_is_understood(small_shop: int) -> None:
    found = queries.search("piyma", filters=Filters(), page=1, language="id")
    assert found.understood in ("piyama", "piama")
    assert found.listing.found > 0


def test_words_without_sense_find_nothing_and_break_nothing(small_shop: int) -> None:
    for words in ("qqqqzzzz", "& | ! :*", "'; --", "\x00", "a" * 80):
        assert queries.search(words, filters=Filters(), page=1, language="id") is not None
    assert queries.search("qqqqzzzz", filters=Filters(), page=1, language="id").listing.found == 0


def test_a_size_in_the_search_shows_garments_made_in_it(small_shop: int) -> None:
    found = queries.search("kaos 110", filters=Filters(), page=1, language="id").listing
    assert found.found > 0
    for card in found.cards:
        assert Variant.objects.filter(product__slug=card.slug, size=110).exists()


@pytest.mark.parametrize("slug", ["kaos", "bayi"])
def test_a_shelf_narrowed_to_what_is_in_stock_shows_nothing_sold_out(small_shop: int, slug: str) -> None:
    Variant.objects.filter(
        product__category__slug=slug, pk__in=list(Variant.objects.values_list("pk", flat=True)[::2])
    ).update(stock=0)
    listing = queries.category_listing(slug, filters=Filters(in_stock=True), page=1, language="id")
    assert listing.cards
    assert not any(card.is_sold_out for card in listing.cards)


def test_the_picture_on_a_card_has_a_colour_that_was_asked_for(small_shop: int) -> None:
    for family in Colour.objects.values_list("family", flat=True).distinct():
        found = queries.search("", filters=Filters(families=frozenset({family})), page=1, language="id").listing
        assert {Colour.objects.get(key=card.colour).family for card in found.cards} <= {family}


def test_prices_sort_both_ways(small_shop: int) -> None:
    def prices(sort: Sort) -> list[int]:
        found = queries.search("", filters=Filters(sort=sort), page=1, language="id").listing
        return [card.price_from.amount for card in found.cards]

    assert prices(Sort.CHEAPEST) == sorted(prices(Sort.CHEAPEST))
    assert prices(Sort.DEAREST) == sorted(prices(Sort.DEAREST), reverse=True)


def test_a_size_that_is_sold_out_here_names_the_colours_that_still_have_it(small_shop: int) -> None:
    variant = Variant.objects.filter(stock__gt=0).order_by("pk")[0]
    same = Variant.objects.filter(product=variant.product, size=variant.size).exclude(pk=variant.pk)
    same.update(stock=3)
    Variant.objects.filter(pk=variant.pk).update(stock=0)
    page = queries.product_page(variant.product.slug, colour=variant.colour_id, size=variant.size, language="en")
    choice = next(each for each in page.sizes if each.variant_id == variant.pk)
    assert not choice.is_chosen
    assert {colour.key for colour in choice.elsewhere} == set(same.values_list("colour_id", flat=True))
    assert not page.colour.has_size


def test_lines_for_a_basket_come_in_one_query_and_leave_unknown_ids_out(
    small_shop: int, django_assert_num_queries: pytest.fixture
) -> None:
    keys = list(Variant.objects.values_list("pk", flat=True)[:5])
    with django_assert_num_queries(1):
        lines = queries.variant_lines([*keys, 10**9], language="en")
    assert sorted(lines) == sorted(keys)


def test_every_shelf_has_a_name_in_both_languages(small_shop: int) -> None:
    shelves = Category.objects.count()
    assert len(queries.sections(language="id")) == len(queries.sections(language="en")) == shelves
    assert queries.section("gaun", language="id").name == "Gaun"
    assert queries.section("gaun", language="en").name == "Dresses"
