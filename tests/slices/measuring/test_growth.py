"""The growth tables, read as arrays."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.shop.measuring.rules import growth
from kindr.shop.measuring.rules.growth import DAYS_PER_MONTH, Sex, Table


@pytest.mark.parametrize("sex", list(Sex))
@pytest.mark.parametrize(("module", "days"), [("by_day.lfa", 1.0), ("by_month.lfa", DAYS_PER_MONTH)])
def test_z_scores_agree_with_the_tables_at_every_point(module: str, days: float, sex: Sex) -> None:
    """The formula by hand on the table's own numbers, to a millionth, at each age and from -5 to 5."""
    table = growth.heights(sex)
    z = np.arange(-5.0, 5.1, 0.5)
    for age, row in import_module(f"pygrowup.tables.{module}").DATA[sex.value].items():
        power, median, variation = (float(row[name]) for name in "lms")
        values = median * (1 + power * variation * z) ** (1 / power)
        assert np.abs(table.z_score(values, float(age) * days) - z).max() < 1e-6


@pytest.mark.parametrize(
    ("module", "read"), [("by_day.wfa", growth.weights), ("by_day.wfh", growth.weights_for_height)]
)
@pytest.mark.parametrize("sex", list(Sex))
def test_weights_agree_with_the_tables_where_they_are_skewed(module: str, read: object, sex: Sex) -> None:
    """The Box-Cox power of a weight is not one."""
    assert callable(read)
    table = read(sex)
    z = np.arange(-3.0, 3.1, 0.5)
    for at, row in import_module(f"pygrowup.tables.{module}").DATA[sex.value].items():
        power, median, variation = (float(row[name]) for name in "lms")
        values = median * (1 + power * variation * z) ** (1 / power)
        assert np.abs(table.z_score(values, float(at)) - z).max() < 1e-6


def test_the_power_nought_is_the_logarithm() -> None:
    """The limit of the formula where it cannot be computed."""
    table = Table(np.array([0.0]), np.array([0.0]), np.array([10.0]), np.array([0.1]))
    assert table.value_at(2.0, 0.0) == pytest.approx(10 * np.exp(0.2))
    assert table.z_score(10 * np.exp(0.2), 0.0) == pytest.approx(2.0)


@given(age=st.floats(0, 6900), lower=st.floats(-4, 4), higher=st.floats(0.001, 4), sex=st.sampled_from(Sex))
def test_a_taller_child_has_the_higher_z_score_at_any_age(age: float, lower: float, higher: float, sex: Sex) -> None:
    """Between the points of the table as well."""
    table = growth.heights(sex)
    low, high = table.value_at([lower, lower + higher], age)
    assert low < high
    assert table.z_score(low, age) < table.z_score(high, age)


@given(age=st.floats(0, 6900), z=st.floats(-4, 4), sex=st.sampled_from(Sex))
def test_a_height_becomes_a_z_score_and_comes_back(age: float, z: float, sex: Sex) -> None:
    """To a millionth of a centimetre."""
    table = growth.heights(sex)
    assert table.z_score(table.value_at(z, age), age) == pytest.approx(z, abs=1e-6)


@pytest.mark.parametrize("sex", list(Sex))
def test_medians_rise_with_the_age_but_where_the_tables_change(sex: Sex) -> None:
    """At 731 days lying becomes standing, 0.7 cm less (WHO 2006); at five years another table goes on (WHO 2007)."""
    ages = np.arange(0, 5479, 0.5)
    steps = np.diff(growth.heights(sex).at(ages)[1])
    falls = ages[:-1][steps < 0]
    assert set(falls) == {730.0, 730.5, 1856.0, 1856.5}


@pytest.mark.parametrize("sex", list(Sex))
@pytest.mark.parametrize("cm", [60.0, 95.0, 118.0, 150.0])
def test_the_age_of_a_median_height_has_that_median(cm: float, sex: Sex) -> None:
    """The way back from a height to the age."""
    table = growth.heights(sex)
    assert table.at(table.age_of(cm))[1] == pytest.approx(cm, abs=0.01)
