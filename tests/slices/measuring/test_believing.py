"""What is believed of a height: whatever was measured, and however often, it is a probability."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.shop.measuring.queries.believing import Measured, believed
from kindr.shop.measuring.queries.kept import MOST_HEIGHTS
from kindr.shop.measuring.rules import height
from kindr.shop.measuring.rules.growth import Sex
from kindr.shop.measuring.rules.height import GRID, Reading

AGES = st.none() | st.floats(0, 6_900)
READINGS = st.builds(
    Reading,
    cm=st.integers(400, 2_000).map(lambda mm: mm / 10),
    days_ago=st.integers(0, 6_500).map(float),
    spread=st.sampled_from([0.2, 1.0, 1.25, 3.0]),
    is_sure=st.booleans(),
)


def is_a_probability(belief: height.HeightBelief) -> bool:
    chances = belief.chances
    return bool(np.isfinite(chances).all() and (chances >= 0).all() and abs(chances.sum() - 1) < 1e-9)


@given(st.lists(READINGS, min_size=1, max_size=40), st.sampled_from([None, *Sex]), AGES)
def test_any_readings_give_a_probability(readings: list[Reading], sex: Sex | None, age: float | None) -> None:
    assert is_a_probability(height.believe(readings, sex=sex, age=age))


@pytest.mark.parametrize("age", [2_000.0, None])
@pytest.mark.parametrize("count", [30, 400])
def test_contradicting_readings_however_many_are_no_end_of_it(count: int, age: float | None) -> None:
    """Every second one is wrong beyond all doubt, so that none of the heights explains them."""
    readings = [Reading(70.0 if number % 2 else 140.0, 0.0, 0.2, is_sure=True) for number in range(count)]
    belief = height.believe(readings, age=age)
    assert is_a_probability(belief)
    assert np.isfinite(height.draw(belief).heights).all()


def test_the_belief_is_that_of_the_whole_product_where_numbers_can_hold_it() -> None:
    """A few readings, multiplied without a step between: the same suppositions win, by as much."""
    readings = [Reading(104.0, 300.0, 1.0), Reading(108.4, 120.0, 1.0), Reading(111.0, 0.0, 1.25)]
    belief = height.believe(readings, age=2_000)
    rows = []
    for each in belief.suppositions:
        chances = np.exp(-(((GRID - each.mean) / each.spread) ** 2) / 2)
        chances, before = each.weight * chances / chances.sum(), readings[0].days_ago
        for reading in readings:
            chances = height._moved(chances, before - reading.days_ago, each)
            before = reading.days_ago
            cm = height.growth.heights(each.sex).value_at(GRID, each.age - before)
            chances = chances * height.likelihood(reading.cm, cm, spread=reading.spread)
        rows.append(chances)
    whole = np.stack(rows)
    assert np.allclose(belief.chances, whole / whole.sum(), rtol=1e-9)


@pytest.mark.parametrize("age", [2_500.0, None])
def test_a_second_look_at_a_child_works_out_no_step_again_and_all_steps_fit_into_little_memory(
    age: float | None,
) -> None:
    days = [10.0 + number * 20 + number * (number - 1) / 2 for number in range(MOST_HEIGHTS)]
    readings = [Reading(130.0 - ago / 15, ago, 1.0) for ago in days]
    height._steps.cache_clear()
    height.believe(readings, age=age)
    first = height._steps.cache_info()
    height.believe(readings, age=age)
    again = height._steps.cache_info()
    assert (again.misses, again.currsize) == (first.misses, first.misses)
    assert first.misses > MOST_HEIGHTS
    assert height.KEPT_STEPS * GRID.size**2 * 8 < 32 * 2**20


def test_an_old_height_that_was_confirmed_is_held_against_the_age_of_its_day() -> None:
    """86 cm at two years is nothing unusual: two and a half years later the age still says how much was grown since."""
    old = Measured(86.0, age=1_640.0, days_ago=913.0)
    confirmed, taken = (believed(replace(old, is_sure=is_sure)) for is_sure in (True, False))
    assert confirmed
    assert taken
    assert abs(np.median(confirmed.drawn.heights) - np.median(taken.drawn.heights)) < 0.5
    assert {each.age for each in confirmed.height.suppositions} == {1_640.0}
    odd = believed(Measured(112.0, age=800.0, is_sure=True))
    assert odd
    assert 800.0 not in {each.age for each in odd.height.suppositions}
