"""Filters and facets: what the database counts is what a naive reading of the wishes counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kindr.shop.catalog import queries, rules
from kindr.shop.catalog.actions import load_catalogue
from kindr.shop.catalog.models import Colour, Variant
from kindr.shop.catalog.queries import Facets, Filters, Listing
from kindr.shop.catalog.rules import AGES, FABRICS, HEIGHTS, Good, Wish, fits

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SHADES = ("nila", "laut", "langit", "bata", "santan", "pandan", "jambu", "kopi")
FAMILIES = ("blue", "red", "white", "green", "pink", "brown")
SHELVES = ("kaos", "gaun", "celana", "bayi", "batik")
PRICES = st.none() | st.integers(50, 400).map(lambda price: price * 1000)
FILTERS = st.builds(
    Filters,
    sizes=st.frozensets(st.sampled_from(HEIGHTS), max_size=3),
    ages=st.frozensets(st.sampled_from(tuple(AGES)), max_size=2),
    families=st.frozensets(st.sampled_from(FAMILIES), max_size=2),
    shades=st.frozensets(st.sampled_from(SHADES), max_size=2),
    shelves=st.frozensets(st.sampled_from(SHELVES), max_size=2),
    fabrics=st.frozensets(st.sampled_from(tuple(FABRICS)), max_size=2),
    price_from=PRICES,
    price_to=PRICES,
    in_stock=st.booleans(),
)
GARMENTS = 28
TRIES = settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])


@dataclass(frozen=True)
class Naive:
    """What is in the shop, and which family each shade is of: whoever reads it one by one needs no database."""

    goods: Sequence[Good]
    family_of: Mapping[str, str]

    def found(self, filters: Filters) -> set[int]:
        families = {self.family_of[shade] for shade in filters.shades if shade in self.family_of}
        return {good.product for good in self.goods if fits(good, filters, families)}


@pytest.fixture
def naive(db: None) -> Naive:
    """A small shop in which every third variant is sold out, as the naive side sees it."""
    load_catalogue(seed=7, at=AT, most=GARMENTS)
    Variant.objects.filter(pk__in=list(Variant.objects.order_by("pk").values_list("pk", flat=True)[::3])).update(
        stock=0
    )
    rows = Variant.objects.select_related("product__category", "colour")
    goods = [
        Good(
            product=row.product_id,
            size=row.size,
            shade=row.colour_id,
            family=row.colour.family,
            shelf=row.product.category.slug,
            cloth=row.product.material_id,
            price=row.price,
            stock=row.stock,
        )
        for row in rows
    ]
    return Naive(goods, dict(Colour.objects.values_list("key", "family")))


def listed(filters: Filters) -> Listing:
    return queries.all_garments(filters=filters, language="id")


@given(filters=FILTERS)
@TRIES
def test_a_list_holds_what_a_naive_reading_of_the_wishes_finds(naive: Naive, filters: Filters) -> None:
    shown = listed(filters)
    expected = naive.found(filters)
    assert shown.found == len(expected)
    assert len(shown.cards) == min(len(expected), rules.PAGE_LENGTH)


@given(filters=FILTERS)
@TRIES
def test_each_count_is_what_the_list_would_hold_with_that_choice_alone(naive: Naive, filters: Filters) -> None:
    facets = listed(filters).facets
    for instead, count in choices(facets, filters):
        assert count == len(naive.found(instead))


def choices(facets: Facets, filters: Filters) -> Iterator[tuple[Filters, int]]:
    """Every choice beside a list: the wishes with it in place of the others of its kind, and its count."""
    sizes, colours = filters.without(Wish.SIZE), filters.without(Wish.COLOUR)
    yield from ((replace(sizes, sizes=frozenset({int(key)})), count) for key, count in facets.sizes)
    yield from ((replace(sizes, ages=frozenset({key})), count) for key, count in facets.ages)
    yield from ((replace(colours, families=frozenset({key})), count) for key, count in facets.families)
    yield from ((replace(colours, shades=frozenset({key})), count) for key, count in facets.shades)
    yield from ((replace(filters, shelves=frozenset({key})), count) for key, count in facets.shelves)
    yield from ((replace(filters, fabrics=frozenset({key})), count) for key, count in facets.fabrics)
    yield from ((filters.without(Wish(key)), count) for key, count in facets.without)
    yield replace(filters, in_stock=True), facets.in_stock


@given(filters=FILTERS, wish=st.sampled_from(Wish))
@TRIES
def test_a_wish_more_never_adds_a_garment(naive: Naive, filters: Filters, wish: Wish) -> None:
    assert naive.found(filters) <= naive.found(filters.without(wish))
    assert listed(filters).found <= listed(filters.without(wish)).found


@given(filters=FILTERS, size=st.sampled_from(HEIGHTS))
@TRIES
def test_a_second_choice_of_the_same_kind_never_takes_a_garment_away(naive: Naive, filters: Filters, size: int) -> None:
    one = replace(filters, sizes=frozenset({110}), ages=frozenset())
    assert listed(one).found <= listed(replace(one, sizes=frozenset({110, size}))).found


def test_a_shade_narrows_its_own_family_and_leaves_the_others(naive: Naive) -> None:
    both = listed(Filters(families=frozenset({"blue", "red"}), shades=frozenset({"nila"})))
    expected = {good.product for good in naive.goods if good.shade == "nila" or good.family == "red"}
    assert both.found == len(expected)


def test_what_is_hidden_is_neither_shown_nor_counted(naive: Naive) -> None:
    before = listed(Filters()).facets
    Variant.objects.all()[0].product.__class__.objects.filter(category__slug="gaun").update(is_shown=False)
    after = listed(Filters()).facets
    assert "gaun" in dict(before.shelves)
    assert "gaun" not in dict(after.shelves)
    assert after.found < before.found


def test_pages_below_one_another_hold_every_garment_once(naive: Naive) -> None:
    first, second = (queries.all_garments(filters=Filters(), page=page, language="id") for page in (1, 2))
    both = queries.all_garments(filters=Filters(), page=1, upto=2, language="id")
    assert [card.slug for card in both.cards] == [card.slug for page in (first, second) for card in page.cards]
    assert len({card.slug for card in both.cards}) == GARMENTS


def test_the_cheapest_comes_first_among_the_sizes_that_were_asked_for(naive: Naive) -> None:
    shown = listed(Filters(sizes=frozenset({146, 152, 158, 164}), sort=queries.Sort.CHEAPEST))
    prices = [card.price_from.amount for card in shown.cards]
    assert prices == sorted(prices)
    assert shown.found > 1
