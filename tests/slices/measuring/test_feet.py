"""Shoes from a foot that was measured some time ago: less sure with every month, and after a year not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.base import clock
from kindr.shop.accounts.personal import ChildProfile
from kindr.shop.measuring import actions
from kindr.shop.measuring.rules import feet
from kindr.shop.measuring.rules.errors import Method
from kindr.shop.measuring.rules.feet import (
    HALF_SIZE_MM,
    OLDEST_DAYS,
    PARIS_POINT_MM,
    SPREAD_MM,
    shoe_for,
    shoe_lasts,
)
from kindr.shop.measuring.rules.growth import DAYS_PER_MONTH
from kindr.shop.measuring.rules.measures import Measure, Occasion
from kindr.shop.measuring.rules.sizing import SURE
from tests.cast import Player

LENGTHS, AGES = st.floats(90, 260), st.none() | st.floats(0, 168)
SPREADS = st.sampled_from([0.0, *SPREAD_MM.values()])
EVERY_TENTH = [150 + tenth / 10 for tenth in range(667)]


@given(LENGTHS, SPREADS, AGES, st.floats(0, OLDEST_DAYS), st.floats(0, 300))
def test_an_older_measurement_never_asks_for_a_smaller_shoe_and_is_never_surer(
    foot: float, spread: float, age: float | None, days: float, more: float
) -> None:
    now, then = (shoe_for(foot, spread_mm=spread, age_months=age, days_ago=each) for each in (days, days + more))
    assert now.eu is not None
    if then.eu is None:
        assert days + more > OLDEST_DAYS
    else:
        assert (then.eu, then.inner_mm) >= (now.eu, now.inner_mm)
        assert (then.larger or then.eu) >= (now.larger or now.eu)
        assert then.again_in_months <= now.again_in_months


def test_a_foot_of_today_names_two_sizes_where_its_error_reaches_another_one() -> None:
    """Near the end of a size either may be right; in the middle of one, no error of a ruler makes it another."""
    for spread in SPREAD_MM.values():
        near, middle = 29 * PARIS_POINT_MM - 12, 28.5 * PARIS_POINT_MM - 12
        for foot in (near - 0.3, near + 0.3):
            said = shoe_for(foot, spread_mm=spread, age_months=60)
            assert (said.eu, said.larger) == (29, 30)
            assert said.best
            assert said.best.chance < SURE
        alone = shoe_for(middle, spread_mm=spread, age_months=60)
        assert (alone.eu, alone.larger) == (29, None)
        assert alone.best
        assert alone.best.chance >= SURE


def test_a_ruler_is_answered_less_surely_than_a_picture() -> None:
    two = {
        method: sum(bool(shoe_for(foot, spread_mm=spread, age_months=60).larger) for foot in EVERY_TENTH)
        for method, spread in SPREAD_MM.items()
    }
    assert 0 < two[Method.PHOTO] < two[Method.TAPE] < len(EVERY_TENTH)


@given(LENGTHS, SPREADS, AGES, st.floats(0, OLDEST_DAYS))
def test_one_size_is_named_where_it_is_sure_and_two_next_to_each_other_where_not(
    foot: float, spread: float, age: float | None, days: float
) -> None:
    said = shoe_for(foot, spread_mm=spread, age_months=age, days_ago=days)
    assert said.eu is not None
    assert said.best
    assert said.larger in (None, said.eu + 1)
    assert (said.larger is None) == (said.best.chance >= SURE - 1e-9)


@given(LENGTHS, SPREADS, AGES, st.floats(0, OLDEST_DAYS))
def test_of_two_sizes_the_best_is_the_larger_where_the_smaller_is_more_likely_too_small(
    foot: float, spread: float, age: float | None, days: float
) -> None:
    said = shoe_for(foot, spread_mm=spread, age_months=age, days_ago=days)
    assert said.best
    assert said.best.size in (said.eu, said.larger)
    if said.eu and said.larger:
        short_by = said.inner_mm - said.eu * PARIS_POINT_MM
        if abs(short_by) > 0.5:  # The inner length is told in whole millimetres.
            assert (said.best.size == said.larger) == (short_by > 0)
            assert said.best.chance > 0.5


def test_the_best_of_two_sizes_comes_with_its_own_chance() -> None:
    ruler = SPREAD_MM[Method.TAPE]
    for foot, best, chance in ((160.5, 26, 0.609), (162.0, 27, 0.588), (216.0, 35, 0.672)):
        said = shoe_for(foot, spread_mm=ruler)
        assert said.best
        assert (said.best.size, said.best.chance) == (best, pytest.approx(chance, abs=0.001))


def test_a_shoe_lasts_between_moments_that_lie_further_apart_the_less_is_known_of_the_foot() -> None:
    known, photo, ruler = (shoe_lasts(28, 170.0, spread_mm=each, age_months=60) for each in (0.0, 2.0, 3.0))
    assert known.middle == photo.middle == ruler.middle
    assert ruler.soonest < photo.soonest < known.soonest < known.latest < photo.latest < ruler.latest


def test_what_a_foot_may_have_grown_since_names_a_second_size() -> None:
    half_a_year = [shoe_for(float(mm), age_months=48, days_ago=180) for mm in range(150, 190)]
    assert all(said.eu for said in half_a_year)
    assert any(said.larger for said in half_a_year)
    assert all(said.larger == said.eu + 1 for said in half_a_year if said.larger and said.eu)


@pytest.mark.parametrize(("days", "is_named"), [(0, True), (200, True), (365, True), (366, False), (900, False)])
def test_after_a_year_no_size_is_named(days: int, is_named: bool) -> None:
    said = shoe_for(170.0, age_months=60, days_ago=days)
    assert (said.eu is not None) is is_named
    assert is_named or (said.larger, said.again_in_months) == (None, 0)


def test_a_small_foot_has_grown_at_the_pace_of_the_age_it_had_then() -> None:
    """Ten months back from twenty months old: five at three months a half size, five at two."""
    grown = shoe_for(110.0, age_months=20, days_ago=10 * DAYS_PER_MONTH).inner_mm - 110 - feet.TOE_ROOM_MM[1]
    assert grown == pytest.approx(HALF_SIZE_MM * (5 / 3 + 5 / 2), abs=2)


@given(LENGTHS, SPREADS, AGES, st.floats(0, OLDEST_DAYS))
def test_the_size_that_is_advised_is_not_too_small_yet(
    foot: float, spread: float, age: float | None, days: float
) -> None:
    said = shoe_for(foot, spread_mm=spread, age_months=age, days_ago=days)
    assert said.eu is not None
    lasting = shoe_lasts(said.eu, foot, age_months=age, days_ago=days)
    assert lasting.middle > 0
    unsure = shoe_lasts(said.eu, foot, spread_mm=spread, age_months=age, days_ago=days)
    assert unsure.soonest <= lasting.soonest <= lasting.middle <= lasting.latest <= unsure.latest
    too_small = int((foot + feet.TOE_ROOM_MM[0]) / PARIS_POINT_MM)
    assert shoe_lasts(too_small, foot, age_months=age, days_ago=days).is_over


def measured(of: Player, child: Player, *, foot: int, days_ago: int, method: Method = Method.TAPE) -> str:
    """The page of what is kept, after a foot that was measured some days ago."""
    profile = ChildProfile.objects.get(person_id=child.id).pk
    told = Occasion(
        clock.now().astimezone(clock.JAKARTA).date() - timedelta(days=days_ago),
        {Measure.FOOT_LENGTH: foot},
        foot_method=method,
    )
    actions.keep(profile, told, access=of.access("measure_sizes"), at=clock.now())
    return of.client().get(f"/en/account/children/{profile}/measurements/").content.decode()


@pytest.mark.django_db
def test_the_page_says_that_growth_was_added_and_after_a_year_it_asks_to_measure_again(
    mara: Player, noa: Player
) -> None:
    too_old = measured(mara, noa, foot=170, days_ago=400)
    assert "The foot was measured more than a year ago. Measure it again: then we name a size." in too_old
    assert "(EU)" not in too_old
    assert "The shoe should measure" not in too_old
    older = measured(mara, noa, foot=171, days_ago=150)
    assert "Because the foot was 171 mm long 5 months ago. What feet usually grow in that time is added." in older
    today = measured(mara, noa, foot=178, days_ago=0)
    assert "Size 29 (EU) fits now." in today
    assert "usually grow in that time" not in today


@pytest.mark.django_db
def test_one_length_is_answered_by_the_way_it_was_measured(mara: Player, noa: Player) -> None:
    by_ruler = measured(mara, noa, foot=180, days_ago=1)
    assert "Size 29 or 30: both may fit." in by_ruler
    assert "Because the foot is 180 ± 3 mm long" in by_ruler
    assert "with a ruler" in by_ruler
    by_photo = measured(mara, noa, foot=180, days_ago=0, method=Method.PHOTO)
    assert "Size 29 (EU) fits now." in by_photo
    assert "Because the foot is 180 ± 2 mm long" in by_photo
    assert "by photo" in by_photo
