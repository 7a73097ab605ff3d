"""Kept values, their units, days that are put together, and the plot of a child's growth."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kindr.shop.measuring.forms.keeping import initial_of
from kindr.shop.measuring.queries import MeasuredChild, advice
from kindr.shop.measuring.queries.kept import MOST_HEIGHTS, Kept
from kindr.shop.measuring.rules import growth_plot, measures, units
from kindr.shop.measuring.rules.measures import Measure, Occasion
from kindr.shop.measuring.rules.units import Units

DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))
VALUES = st.dictionaries(st.sampled_from(Measure), st.integers(300, 1900))
OCCASIONS = st.builds(Occasion, st.just(date(2026, 5, 1)), VALUES)


def corrected(measure: Measure, kept: int, chosen: Units) -> str:
    """What the form shows of a kept value before anything is typed."""
    shown = initial_of(Occasion(date(2026, 5, 1), {measure: kept}), chosen)[measure.value]
    assert isinstance(shown, str)
    return shown


@given(st.integers(30, 1900), st.sampled_from(Units))
def test_a_length_that_is_corrected_and_left_alone_stays_as_it_was(kept: int, chosen: Units) -> None:
    """Read again it is the same millimetre."""
    shown = corrected(Measure.HEIGHT, kept, chosen)
    assert measures.kept(Measure.HEIGHT, units.centimetres(shown, chosen)) == kept


@given(st.integers(200, 10_000), st.sampled_from(Units))
def test_a_weight_that_is_corrected_and_left_alone_stays_as_it_was(tens: int, chosen: Units) -> None:
    """Weights are read to ten grams."""
    shown = corrected(Measure.WEIGHT, tens * 10, chosen)
    assert measures.kept(Measure.WEIGHT, units.kilograms(shown, chosen)) == tens * 10


@given(st.integers(12, 74), st.sampled_from([0, 0.1, 0.3, 0.9, 0.25, 0.5, 0.75]), st.sampled_from(Units))
def test_what_was_typed_plainly_comes_back_as_it_was_typed(whole: int, part: float, chosen: Units) -> None:
    """42 inches are kept as 1067 millimetres, and corrected they are 42 inches and not 42.01."""
    typed = f"{whole + part:g}"
    inches = measures.kept(Measure.HEIGHT, units.centimetres(typed, Units.IMPERIAL))
    assert corrected(Measure.HEIGHT, inches, Units.IMPERIAL) == typed
    weighed = measures.kept(Measure.WEIGHT, units.kilograms(typed, chosen))
    assert corrected(Measure.WEIGHT, weighed, chosen) == typed


@given(OCCASIONS, OCCASIONS)
def test_of_two_occasions_of_a_day_nothing_is_lost_and_the_newer_goes_before(older: Occasion, newer: Occasion) -> None:
    both = measures.merged(older, newer)
    assert both.values == {**older.values, **newer.values}
    assert measures.merged(both, newer) == both


@given(OCCASIONS, DAYS)
def test_readings_are_never_of_the_future(occasion: Occasion, day: date) -> None:
    readings = [*occasion.body_on(day), *([found] if (found := occasion.height_on(day)) else [])]
    assert all(reading.days_ago == max(0, (day - occasion.measured_on).days) for reading in readings)


@given(st.dictionaries(DAYS, st.floats(20, 190), max_size=30))
def test_every_dot_lies_within_the_plot_and_taller_is_higher(points: dict[date, float]) -> None:
    plot = growth_plot.plot(list(points.items()))
    assert (plot is None) == (len(points) < 2)
    if plot is None:
        return
    assert all(growth_plot.LEFT <= dot.x <= growth_plot.RIGHT for dot in plot.dots)
    assert all(growth_plot.TOP - 0.1 <= dot.y <= growth_plot.FLOOR + 0.1 for dot in plot.dots)
    by_value = sorted(plot.dots, key=lambda dot: dot.value)
    assert [dot.y for dot in by_value] == sorted((dot.y for dot in plot.dots), reverse=True)
    assert 2 <= len(plot.ticks) <= growth_plot.MOST_TICKS + 1


def test_the_days_that_are_named_have_room() -> None:
    monthly = [(date(2024, 1, 1) + timedelta(days=30 * month), 90.0 + month) for month in range(24)]
    plot = growth_plot.plot(monthly)
    assert plot
    gaps = [after.x - before.x for before, after in zip(plot.named, plot.named[1:], strict=False)]
    assert min(gaps) >= growth_plot.ROOM


def test_however_much_is_kept_only_the_newest_of_it_is_counted() -> None:
    """The body is drawn with a matrix over all readings of each child: without a bound a year of them fills memory."""
    today = date(2026, 11, 1)
    full = {Measure.HEIGHT: 1_100, Measure.WEIGHT: 18_000, **dict.fromkeys((Measure.CHEST, Measure.WAIST), 550)}
    kept = tuple(Kept(uuid.uuid4(), Occasion(today - timedelta(days=30 * ago), full)) for ago in range(240))
    child = MeasuredChild(uuid.uuid4(), uuid.uuid4(), "Noa", today, date(2006, 11, 1), None, kept)
    measured = child.measured
    assert len(measured.earlier) == MOST_HEIGHTS - 1
    assert [reading.days_ago for reading in measured.beside] == [0.0] * 3 + [30.0] * 3
    assert any(one.sizes.best for one in advice(measured).kinds)
