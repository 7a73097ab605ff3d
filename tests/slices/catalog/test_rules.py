"""The size chart and the arithmetic of lists and words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.shop.catalog import rules
from kindr.shop.catalog.rules import HEIGHTS, SIZE_CHART


def test_sizes_go_up_in_steps_of_six_from_50_to_164() -> None:
    assert tuple(range(50, 165, 6)) == HEIGHTS


@pytest.mark.parametrize("measure", ["chest", "waist", "hip", "inseam", "arm", "from_months"])
def test_a_larger_size_is_never_smaller_anywhere(measure: str) -> None:
    lengths = [getattr(row, measure) for row in SIZE_CHART.values()]
    assert all(one <= next_one for one, next_one in pairwise(lengths))


def test_ages_follow_each_other_without_a_gap() -> None:
    rows = list(SIZE_CHART.values())
    assert all(one.to_months == other.from_months for one, other in pairwise(rows))


def test_a_size_that_the_shop_does_not_have_is_refused() -> None:
    with pytest.raises(rules.NoSuchSize):
        rules.size_row(111)


@given(st.floats(min_value=20, max_value=164))
def test_the_size_for_a_height_is_the_smallest_that_still_fits(height: float) -> None:
    size = rules.size_for_height(height)
    assert size is not None
    assert size >= height
    assert all(smaller < height for smaller in HEIGHTS if smaller < size)


def test_a_child_taller_than_all_sizes_gets_no_size() -> None:
    assert rules.size_for_height(170) is None


@given(found=st.integers(0, 5000), wanted=st.integers(-5, 500), length=st.integers(1, 100))
def test_a_page_that_does_not_exist_becomes_the_nearest_that_does(found: int, wanted: int, length: int) -> None:
    pages = rules.pages(found=found, wanted=wanted, length=length)
    assert 1 <= pages.number <= pages.last
    assert (pages.last - 1) * length < max(found, 1) <= pages.last * length


@given(st.integers(1, 60), st.integers(1, 60))
def test_page_links_start_at_one_end_at_the_last_and_show_where_one_is(number: int, last: int) -> None:
    shown = rules.Pages(min(number, last), last).shown
    assert shown[0] == 1
    assert shown[-1] == last
    assert min(number, last) in shown
    kept = [each for each in shown if each]
    assert kept == sorted(set(kept))


@given(st.text(max_size=60))
def test_the_words_of_a_text_hold_letters_and_digits_only(text: str) -> None:
    assert all(word.isalnum() for word in rules.words(text))


@given(st.text(alphabet="abcdefgh", min_size=1, max_size=12), st.text(alphabet="abcdefgh", min_size=1, max_size=12))
def test_likeness_is_even_handed_and_full_for_the_same_word(one: str, other: str) -> None:
    assert rules.likeness(one, one) == 1
    assert rules.likeness(one, other) == rules.likeness(other, one)
    assert 0 <= rules.likeness(one, other) <= 1


def test_a_size_among_the_words_of_a_search_narrows_instead_of_being_searched() -> None:
    assert rules.meant("Gaun 110 merah") == rules.Meant(("gaun",), frozenset({110}), frozenset({"red"}))
    assert rules.meant("kaos 111") == rules.Meant(("kaos", "111"))


def test_low_stock_is_said_and_no_stock_is_not_low() -> None:
    assert rules.is_low(1)
    assert rules.is_low(5)
    assert not rules.is_low(0)
    assert not rules.is_low(6)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("koas", "kaos"), ("kaso", "kaos"), ("kas", "kaos"), ("kaaos", "kaos"), ("kaus", "kaos"), ("skrit", "skirt")],
)
def test_one_slip_of_a_finger_is_seen_as_one(typed: str, meant: str) -> None:
    assert rules.is_slip(typed, meant)
    assert rules.is_slip(meant, typed)


@pytest.mark.parametrize(("typed", "meant"), [("kaos", "kaos"), ("koas", "gaun"), ("a", "b"), ("celana", "calena")])
def test_what_is_no_slip_is_not_taken_for_one(typed: str, meant: str) -> None:
    assert not rules.is_slip(typed, meant)


def test_every_size_has_one_age_and_only_one() -> None:
    sizes = [size for each in rules.AGES.values() for size in each]
    assert len(sizes) == len(set(sizes))
    assert tuple(size for size in sizes if size in HEIGHTS) == HEIGHTS
    shoes = [size for size in sizes if size in rules.SHOES]
    assert shoes == list(range(16, 41))
    assert len(sizes) == len(HEIGHTS) + len(shoes)


@given(st.integers(0, 170))
def test_for_every_age_in_months_there_is_a_size(month: int) -> None:
    found = rules.sizes_of_months(month, month + 1)
    kinds = {rules.kind_of_size(size) for size in found}
    assert month >= 168 or rules.Kind.TOPS in kinds
    assert month >= 168 or month < 4 or rules.Kind.SHOES in kinds


def test_a_garment_is_completed_by_others_of_its_sizes_and_not_by_two_patterns() -> None:
    def worn(product: int, silhouette: str, pattern: str = "plain", size: int = 110) -> rules.Worn:
        return rules.Worn(product, silhouette, pattern, frozenset({size}), frozenset({"blue"}))

    top = worn(1, "tee", "stripes")
    others = [worn(2, "skirt", "dots"), worn(3, "skirt"), worn(4, "hoodie"), worn(5, "tee"), worn(6, "jacket", size=50)]
    assert rules.outfit(top, others) == (3, 4)
    assert rules.outfit(worn(9, "cape"), others) == ()
