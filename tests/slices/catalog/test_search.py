"""The golden set: what parents type, in both languages and mistyped, and the shelf or word that must come first."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kindr.shop.catalog import queries, rules
from kindr.shop.catalog.actions import load_catalogue
from kindr.shop.catalog.models import Colour, Product, Variant
from kindr.shop.catalog.queries import Filters, SearchResult
from kindr.shop.catalog.rules import FAMILY_WORDS, Meant

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
FIRST = 3
"""So many of the first answers must all be right."""
GOLDEN = [
    ("kaos", "kaos"), ("kaus", "kaos"), ("t-shirt", "kaos bayi"), ("tshirt", "kaos bayi"), ("koas", "kaos bayi batik"),
    ("gaun", "gaun batik"), ("dress", "gaun batik"), ("daster", "gaun batik"), ("gaunn", "gaun batik"),
    ("kemeja", "kemeja batik"), ("kemja", "kemeja batik"), ("blouse", "kemeja"),
    ("rok", "rok"), ("skirt", "rok"), ("skrit", "rok"),
    ("celana pendek", "celana-pendek"), ("shorts", "celana-pendek"), ("celana panjang", "celana"),
    ("trousers", "celana"),
    ("legging", "celana"), ("overall", "celana"), ("celna", "celana celana-pendek"),
    ("hoodie", "jaket"), ("hodie", "jaket"), ("jaket hujan anak", "jaket"), ("cardigan", "jaket"),
    ("kardigan", "jaket"),
    ("piama", "piama"), ("piyama", "piama bayi"), ("piyma", "piama bayi"), ("pajamas", "piama bayi"),
    ("baju tidur", "piama bayi"), ("romper", "bayi"), ("onesie", "bayi"), ("bodysuit", "bayi"),
    ("batik anak", "batik"), ("batk", "batik"), ("koko", "batik"), ("jeans", "celana gaun"),
]  # fmt: skip
"""What is typed, and the shelves on which the first answers may lie."""


@pytest.fixture
def shop(db: None) -> int:
    """The whole demo catalogue: ranking shows in a crowd only."""
    return load_catalogue(seed=7, at=AT)


def found(words: str, language: str = "id") -> SearchResult:
    return queries.search(words, filters=Filters(), language=language)


def test_what_parents_type_is_found_first(shop: int) -> None:
    shelves = dict(Product.objects.values_list("slug", "category__slug"))
    wrong = {}
    for words, right in GOLDEN:
        first = [shelves[card.slug] for card in found(words).listing.cards[:FIRST]]
        if not first or not set(first) <= set(right.split()):
            wrong[words] = first
    assert wrong == {}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("gaun merah 110", Meant(("gaun",), frozenset({110}), frozenset({"red"}))),
        ("kaos 2 tahun", Meant(("kaos",), frozenset({98, 24}))),
        ("pink dress 4 years", Meant(("dress",), frozenset({110, 27}), frozenset({"pink"}))),
        ("piama 6 bulan", Meant(("piama",), frozenset({74, 18, 19}))),
        ("celana abu-abu", Meant(("celana",), frozenset(), frozenset({"grey"}))),
        ("rok merah muda", Meant(("rok",), frozenset(), frozenset({"pink"}))),
        ("T-Shirt anak", Meant(("tshirt",))),
        ("two-tone", Meant(("two", "tone"))),
        ("", Meant()),
        ("kaos 111", Meant(("kaos", "111"))),
    ],
)
def test_sizes_ages_and_colours_among_the_words_are_understood(words: str, meant: Meant) -> None:
    assert rules.meant(words) == meant


def test_colours_and_sizes_of_a_search_become_wishes_that_can_be_taken_back(shop: int) -> None:
    answer = found("kaos merah 110")
    assert answer.filters.families == {"red"}
    assert answer.filters.sizes == {110}
    assert answer.words == "kaos"
    assert answer.listing.found > 0
    for card in answer.listing.cards:
        assert Colour.objects.get(key=card.colour).family == "red"
        assert Variant.objects.filter(product__slug=card.slug, size=110, colour__family="red").exists()


def test_an_age_is_told_in_the_sizes_that_what_was_found_is_made_in(shop: int) -> None:
    assert found("kaos 2 tahun").filters.sizes == {98}
    assert found("sepatu 2 tahun").filters.sizes == {24}
    assert found("2 tahun").filters.sizes == {24, 98}
    assert found("kaos 2 tahun").listing.found == found("kaos 98").listing.found > 0
    nothing = found("rok 50")
    assert (nothing.filters.sizes, nothing.listing.found) == ({50}, 0)


def test_a_mistyped_colour_is_a_colour_still(shop: int) -> None:
    answer = found("kaos mrah")
    assert answer.filters.families == {"red"}
    assert answer.listing.found > 0


def test_words_that_are_never_together_find_what_has_one_of_them(shop: int) -> None:
    assert found("koko romper").listing.found == found("koko").listing.found + found("romper").listing.found


def test_what_the_shop_does_not_have_is_not_made_up(shop: int) -> None:
    assert found("dinosaurus berkilau xyz").listing.found == 0


def test_every_colour_word_names_a_family_of_the_shop(shop: int) -> None:
    assert set(FAMILY_WORDS.values()) <= set(Colour.objects.values_list("family", flat=True))
